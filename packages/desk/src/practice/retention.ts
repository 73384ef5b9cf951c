import { Temporal } from '@sla/core';

import type { DeskParts } from '../parts.ts';

const namespace = 'desk/retention';
const atOnce = 100;

/**
 * Erases what was said on cases that were closed longer ago than the desk keeps words; their events stay, and with them every clock.
 * Once a day, the oldest not yet erased first to last.
 */
export async function eraseOldWords(parts: DeskParts): Promise<void> {
  const { retentionDays } = parts.practice;
  if (retentionDays === undefined) return;
  const { store } = parts;
  const now = await store.now();
  const state = store.channelState(namespace);
  const done = (await state.get('through')) as string | undefined;
  const cutoff = now.subtract({ hours: 24 * retentionDays });
  if (done !== undefined && Temporal.Instant.compare(Temporal.Instant.from(done).add({ hours: 24 }), cutoff) > 0)
    return;
  await eraseBetween(parts, done === undefined ? undefined : Temporal.Instant.from(done), cutoff);
  await state.put('through', cutoff.toString());
}

async function eraseBetween({ store }: DeskParts, from: Temporal.Instant | undefined, to: Temporal.Instant) {
  for (let offset = 0; ; offset += atOnce) {
    const page = await store.listCases({ states: ['closed'], changedBy: to, order: 'changed', limit: atOnce, offset });
    for (const { record } of page) {
      const messages = await store.listMessages(record.id);
      const ids = messages.map(({ id }) => id);
      if (ids.length > 0) await store.transaction((unit) => unit.eraseMessages(ids, 'system'));
    }
    const last = page.at(-1)?.record.changedAt;
    // Newest first: what follows was erased in an earlier pass.
    const isBehind = from && last && Temporal.Instant.compare(last, from) < 0;
    if (page.length < atOnce || isBehind) return;
  }
}
