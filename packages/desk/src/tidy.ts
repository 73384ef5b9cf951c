import { Temporal } from '@sla/core';

import type { DeskParts } from './parts.ts';

/** What came in stands on its case; how it came is of use for as long as somebody may ask why it did. */
const ENVELOPE_DAYS = 30;
const atOnce = 500;
const namespace = 'desk/tidy';

/**
 * Once a day: empties what came in and was settled a month ago, and what went out then, or sooner where the desk keeps words for less,
 * and removes files that nothing names any more. Mails that became no message keep their raw file unless the desk says how long it keeps words.
 */
export async function tidy({ store, practice: { retentionDays } }: DeskParts): Promise<void> {
  const state = store.channelState(namespace);
  const now = await store.now();
  const done = (await state.get('at')) as string | undefined;
  if (done !== undefined && Temporal.Instant.compare(Temporal.Instant.from(done).add({ hours: 24 }), now) > 0) return;
  const cutoff = {
    envelopes: daysBefore(now, Math.min(ENVELOPE_DAYS, retentionDays ?? ENVELOPE_DAYS)),
    ...(retentionDays !== undefined && { files: daysBefore(now, retentionDays) }),
  };
  while ((await store.transaction((unit) => unit.emptyInbox(cutoff, atOnce))) === atOnce);
  while ((await store.transaction((unit) => unit.emptyOutbox(cutoff.envelopes, atOnce))) === atOnce);
  await store.sweepBlobs();
  await state.put('at', now.toString());
}

function daysBefore(now: Temporal.Instant, days: number): Temporal.Instant {
  return now.subtract({ hours: 24 * days });
}
