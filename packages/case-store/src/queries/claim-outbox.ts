import { type Kysely, sql } from 'kysely';

import type { OutboxItem } from '../records.ts';
import { toOutboxItem } from '../rows/outbox-row.ts';
import { presentIn, type StoreClock } from '../store-clock.ts';
import type { Tables } from '../tables.ts';
import { isFirstInLine } from './first-in-line.ts';

interface Claim {
  readonly destinations: readonly string[];
  readonly limit: number;
  readonly leaseSeconds: number;
}

/** Counts the attempt before it is made, so that an item which kills its sender is counted too. */
export async function claimOutbox(
  db: Kysely<Tables>,
  clock: StoreClock,
  { destinations, limit, leaseSeconds }: Claim,
): Promise<readonly OutboxItem[]> {
  if (destinations.length === 0) return [];
  const present = presentIn(clock);
  const rows = await db
    .with('picked', (query) =>
      query
        .selectFrom('outbox')
        .select('outbox.id')
        .where('status', '=', 'waiting')
        .where('destination', 'in', destinations)
        .where('claimable_at', '<=', present)
        .where(isFirstInLine)
        .orderBy('claimable_at')
        .orderBy('position')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('outbox')
    .from('picked')
    .set((column) => ({
      claimable_at: sql<string>`${present} + make_interval(secs => ${leaseSeconds})`,
      attempts: column('attempts', '+', 1),
    }))
    .whereRef('outbox.id', '=', 'picked.id')
    .returningAll('outbox')
    .execute();
  return rows.map(toOutboxItem).toSorted((a, b) => a.position - b.position);
}
