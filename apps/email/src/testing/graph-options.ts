import { Temporal } from '@sla/core';
import type { GraphPeer } from '@sla/graph/testing';

import type { GraphOptions } from '../config.ts';
import { deskAddress } from './test-desk.ts';

/** A mailbox at the Graph peer, looked at without a pause. */
export function graphOptions({ settings }: GraphPeer, change: Partial<GraphOptions> = {}): GraphOptions {
  const { tenantId: tenant, clientId, credential, fetch } = settings;
  return {
    id: 'support',
    address: deskAddress,
    tenant,
    clientId,
    secret: 'secret' in credential ? credential.secret : '',
    fetch,
    folder: 'inbox',
    pollSeconds: 0.05,
    send: true,
    cloud: 'global',
    now: () => Temporal.Now.instant(),
    ...change,
  };
}
