import type { OutboxItem } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import type { Deliverer, MailPayload } from '../../delivery.ts';
import { post } from '../post.ts';

export interface GoAlertOptions {
  /** Where GoAlert is reached, such as https://goalert.example. */
  readonly url: string;
  /** The token of a service's Generic API integration key. */
  readonly token: string;
  readonly now: () => Promise<Temporal.Instant>;
  readonly fetch?: typeof fetch;
}

/** Phones people through GoAlert's generic API; a second try is suppressed there by its `dedup` key. */
export function createGoAlert(options: GoAlertOptions): Deliverer {
  const url = new URL('/api/v2/generic/incoming', options.url).href;
  return {
    destination: 'phone',
    deliver: (item, signal) => {
      // In the body and not the address, so that no log of a proxy keeps the token.
      const body = new URLSearchParams({ token: options.token, ...alertOf(item) }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return post({ ...options, url }, { body, headers }, signal);
    },
  };
}

function alertOf({ key, payload }: OutboxItem): Readonly<Record<string, string>> {
  const notice = payload as Extract<MailPayload, { kind: 'notice' }>;
  return {
    // GoAlert cuts a summary at 1 kB and details at 6 kB.
    summary: notice.subject.slice(0, 1_000),
    details: notice.text.slice(0, 6_000),
    dedup: key.slice(-255),
  };
}
