import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import { definePolicy, Temporal } from '@sla/core';

import { createDesk, type Desk, type IncomingMessage } from '../../src/index.ts';
import { agents, directory, identity, organisations, teams } from '../../src/testing/test-desk.ts';

/** Promises of seconds, so that every clock of a case warns, misses and climbs within a few of them; then nothing more happens. */
export const hastyPolicy = definePolicy({
  id: 'hasty',
  version: 1,
  timeZone: 'Europe/London',
  tiers: ['L1', 'L2'],
  priorities: {
    normal: {
      targets: {
        'first-response': { within: '2 seconds', warnAt: ['50%'] },
        resolution: { within: '4 seconds', kind: 'objective', warnAt: ['50%'] },
      },
      escalation: [
        {
          id: 'call-duty',
          at: { clock: 'first-response', percent: 100 },
          raiseTo: 'L2',
          notify: [{ role: 'duty', via: ['email'] }],
        },
        { id: 'tell-boss', after: '3 seconds', notify: [{ role: 'management', via: ['email'] }] },
      ],
    },
  },
  defaults: { priority: 'normal' },
});

/** A desk on a store that may be in the hands of several processes. */
export async function openHastyDesk(store: CaseStore): Promise<Desk> {
  const desk = createDesk({
    store,
    policies: { current: [hastyPolicy], defaultPolicy: 'hasty' },
    directory,
    identity,
    newId: randomUUID,
  });
  await desk.adopt({ agents, teams, organisations });
  return desk;
}

/** A customer's mail; its id is the natural key by which it is taken in once. */
export function customersMail(id: string, receivedAt: Temporal.Instant): IncomingMessage {
  return {
    channel: 'email',
    receivedAt,
    from: { address: `${id.slice(-2)}@ashdown.example`, name: 'Maria Sánchez' },
    to: ['support@desk.example'],
    cc: [],
    subject: `Mail ${id}`,
    text: 'Nobody can log in.',
    messageId: id,
    references: [],
    attachments: [],
    machine: 'no',
    mayAcknowledge: true,
  };
}

/** Later than any instant that a test lives to see. */
export function isOver(instant: Temporal.Instant | undefined, now: Temporal.Instant): boolean {
  return instant === undefined || Temporal.Instant.compare(instant, now) > 0;
}
