import type { Person } from '@sla/core';

import type { DeskParts } from '../parts.ts';
import { agentId, loadPeople } from '../people.ts';
import { refused } from '../perform.ts';
import { hindrance, standingOf } from '../permissions.ts';
import { waitingFeed } from '../practice/feed.ts';
import { type Refusal, refusal } from '../refusal.ts';

/** Gives up an entry of the customer records on which others of its customer wait. It never comes later, out of order. */
export async function skipDelivery(
  parts: DeskParts,
  by: Person,
  deliveryId: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }> {
  const { store } = parts;
  const hindered = hindrance('skip-delivery', by, standingOf(by, await loadPeople(store)));
  if (hindered) return refused(hindered);
  const item = (await waitingFeed(store)).find(({ id }) => id === deliveryId);
  if (!item) return refused(refusal('unknown-delivery', { delivery: deliveryId }));
  const error = `skipped by ${agentId(by) ?? by}${item.lastError ? `: ${item.lastError}` : ''}`;
  await store.settleOutbox(deliveryId, { kind: 'dead', error });
  return { ok: true };
}
