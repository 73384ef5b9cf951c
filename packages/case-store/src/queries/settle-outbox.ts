import { type Kysely, sql } from 'kysely';

import type { DeliveryOutcome } from '../records.ts';
import { fromInstant, toText } from '../rows/values.ts';
import { presentIn, type StoreClock } from '../store-clock.ts';
import type { Tables } from '../tables.ts';

/** Only what waits can be settled: a sender that comes back late does not undo what another one reported. */
export async function settleOutbox(
  db: Kysely<Tables>,
  clock: StoreClock,
  id: string,
  outcome: DeliveryOutcome,
): Promise<void> {
  await db
    .updateTable('outbox')
    .set(columnsOf(outcome, clock))
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute();
}

function columnsOf(outcome: DeliveryOutcome, clock: StoreClock) {
  switch (outcome.kind) {
    case 'delivered':
      return {
        status: 'delivered',
        delivered_at: sql<string>`date_trunc('milliseconds', ${presentIn(clock)})`,
        detail: outcome.detail === undefined ? null : toText(outcome.detail),
      };
    case 'held-back':
      return { status: 'held-back', detail: toText(outcome.reason) };
    case 'failed': {
      const retryAt = fromInstant(outcome.retryAt);
      return { last_error: toText(outcome.error), not_before: retryAt, claimable_at: retryAt };
    }
    case 'dead':
      return { status: 'dead', last_error: toText(outcome.error) };
  }
}
