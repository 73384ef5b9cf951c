import type { Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import { toInstant } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

/** One look at the head of an index. */
export async function nextTimerAt(
  db: Kysely<Tables>,
  except: readonly string[],
): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('timers')
    .select('due_at')
    .$if(except.length > 0, (timers) => timers.where(sql<boolean>`case_id <> all(${except}::text[])`))
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && toInstant(row.due_at);
}
