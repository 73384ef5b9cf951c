import type { Temporal } from '@sla/core';

import type { Deliverer } from '../delivery.ts';
import { createFeedFile } from './feed-file.ts';
import { createGoAlert } from './pager/goalert.ts';
import { createPagerDuty } from './pager/pagerduty.ts';
import { createWebhook } from './signed-webhook.ts';

/** What phones people: one of the services that the desk's settings may name. */
type PagerSettings =
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly kind: 'pagerduty'; readonly routingKey: string; readonly url?: string }
  | { readonly kind: 'goalert'; readonly url: string; readonly token: string };

/** Where every interaction with a customer goes. */
type CrmSettings =
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly kind: 'file'; readonly path: string };

interface Surroundings {
  readonly now: () => Promise<Temporal.Instant>;
  /** Where the console is reached. */
  readonly deskUrl?: string;
}

/** The pager and the customer records, where a desk's settings name them. */
export function outsideFrom(
  settings: { readonly pager?: PagerSettings; readonly crm?: CrmSettings },
  around: Surroundings,
): readonly Deliverer[] {
  const { pager, crm } = settings;
  return [...(pager ? [createPager(pager, around)] : []), ...(crm ? [createCrm(crm, around)] : [])];
}

function createPager(settings: PagerSettings, around: Surroundings): Deliverer {
  switch (settings.kind) {
    case 'webhook':
      return createWebhook('phone', { ...settings, ...around });
    case 'pagerduty':
      return createPagerDuty({ ...settings, ...around });
    case 'goalert':
      return createGoAlert({ ...settings, ...around });
  }
}

/** Where the customer records are kept: in order, whatever becomes of the other side. */
export function createCrm(settings: CrmSettings, around: Surroundings): Deliverer {
  return settings.kind === 'file'
    ? createFeedFile(settings)
    : { ...createWebhook('crm', { ...settings, ...around }), inOrder: true };
}
