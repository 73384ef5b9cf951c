import type { Kysely } from 'kysely';

import { presentIn, type StoreClock } from '../store-clock.ts';
import type { Tables } from '../tables.ts';

/** From the first attempt again; what was queued behind it may have been sent meanwhile. */
export async function reviveOutbox(db: Kysely<Tables>, clock: StoreClock, id: string): Promise<void> {
  const present = presentIn(clock);
  await db
    .updateTable('outbox')
    .set({ status: 'waiting', attempts: 0, not_before: present, claimable_at: present })
    .where('id', '=', id)
    .where('status', '=', 'dead')
    .execute();
}
