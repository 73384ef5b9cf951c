import type { Person } from '@sla/core';

import type { MailPayload } from '../delivery.ts';
import type { DeskParts } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { refused } from '../perform.ts';
import { hindrance, standingOf } from '../permissions.ts';
import { feedDestination } from '../practice/feed.ts';
import { type Refusal, refusal } from '../refusal.ts';

/** Sends a dead letter again. */
export async function revive(
  parts: DeskParts,
  by: Person,
  deliveryId: string,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }> {
  const { store } = parts;
  const hindered = hindrance('revive', by, standingOf(by, await loadPeople(store)));
  if (hindered) return refused(hindered);
  const dead = await store.listOutbox({ status: 'dead', limit: 1_000 });
  const item = dead.find(({ id }) => id === deliveryId);
  if (!item) return refused(refusal('unknown-delivery', { delivery: deliveryId }));
  // What was skipped would come after what has gone out since.
  if (item.destination === feedDestination) return refused(refusal('out-of-order'));
  const payload = item.payload as MailPayload;
  if (payload.kind === 'message') {
    await store.transaction((unit) => unit.updateMessage(payload.message, { delivery: 'waiting' }));
  }
  await store.reviveOutbox(deliveryId);
  return { ok: true };
}
