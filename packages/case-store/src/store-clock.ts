import type { Temporal } from '@sla/core';
import { type Kysely, type RawBuilder, sql } from 'kysely';

import { fromInstant, toInstant } from './rows/values.ts';
import type { Tables } from './tables.ts';

/** The database's clock, which all machines share; or one that the caller turns, as stories and tests do. */
export type StoreClock = 'database' | (() => Temporal.Instant);

/** The present as SQL, the same throughout one statement, so that an index can be used. */
export function presentIn(clock: StoreClock): RawBuilder<string> {
  return clock === 'database' ? sql<string>`now()` : sql<string>`${fromInstant(clock())}::timestamptz`;
}

/**
 * Cut down to the millisecond. Inside a transaction it is the first question, asked when what it sees is fixed: `now()` would be the
 * instant before it waited for its turn, and events would go back in time.
 */
export async function readClock(db: Kysely<Tables>, clock: StoreClock): Promise<Temporal.Instant> {
  if (clock !== 'database') return clock();
  const { rows } = await sql<{ now: string }>`select date_trunc('milliseconds', statement_timestamp()) as now`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('The database did not tell the time.');
  return toInstant(row.now);
}
