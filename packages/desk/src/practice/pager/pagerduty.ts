import type { OutboxItem } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import type { Deliverer, MailPayload } from '../../delivery.ts';
import { post } from '../post.ts';

export interface PagerDutyOptions {
  /** The integration key of a service (Events API v2). */
  readonly routingKey: string;
  /** https://events.pagerduty.com/v2/enqueue unless told; the European one is https://events.eu.pagerduty.com/v2/enqueue. */
  readonly url?: string;
  /** Where the console is reached. */
  readonly deskUrl?: string;
  readonly now: () => Promise<Temporal.Instant>;
  readonly fetch?: typeof fetch;
}

/** Phones people through PagerDuty: one alert for each firing of a step, whoever it names, told apart by its own key. */
export function createPagerDuty(options: PagerDutyOptions): Deliverer {
  const { url = 'https://events.pagerduty.com/v2/enqueue' } = options;
  return {
    destination: 'phone',
    deliver: (item, signal) => {
      const body = JSON.stringify(eventOf(item, options));
      return post({ ...options, url }, { body, headers: { 'content-type': 'application/json' } }, signal);
    },
  };
}

function eventOf(item: OutboxItem, { routingKey, deskUrl }: PagerDutyOptions): object {
  const payload = item.payload as Extract<MailPayload, { kind: 'notice' }>;
  const href = deskUrl === undefined ? undefined : `${deskUrl}/cases/${payload.case}`;
  return {
    routing_key: routingKey,
    event_action: 'trigger',
    // At most 255 characters.
    dedup_key: item.key.slice(-255),
    client: 'SLA desk',
    ...(deskUrl !== undefined && { client_url: deskUrl }),
    payload: {
      // At most 1024 characters.
      summary: payload.subject.slice(0, 1_024),
      source: payload.case,
      severity: 'critical',
      timestamp: item.createdAt.toString(),
      component: payload.notice.step ?? payload.notice.effect,
      custom_details: { to: payload.to, text: payload.text },
    },
    ...(href !== undefined && { links: [{ href, text: payload.case }] }),
  };
}
