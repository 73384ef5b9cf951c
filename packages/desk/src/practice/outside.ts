import type { NotifyVia, Temporal } from '@sla/core';

import type { Deliverer } from '../delivery.ts';
import type { DeskOptions } from '../desk.ts';
import { createFeedFile } from './feed-file.ts';
import type { PracticeOptions } from './options.ts';
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

/** What a desk's settings say of its practice, as `createDesk` takes it. */
export function practiceFrom(settings: {
  readonly pager?: unknown;
  readonly crm?: unknown;
  readonly practice?: PracticeOptions;
}): Pick<DeskOptions, 'practice'> & { readonly channels: readonly NotifyVia[] } {
  const { pager, crm, practice } = settings;
  return { channels: pager === undefined ? [] : ['phone'], practice: { ...practice, feed: crm !== undefined } };
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

function createCrm(settings: CrmSettings, around: Surroundings): Deliverer {
  return settings.kind === 'file' ? createFeedFile(settings) : createWebhook('crm', { ...settings, ...around });
}
