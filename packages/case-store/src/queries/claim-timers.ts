import { Temporal } from '@sla/core';
import { type Kysely, type Selectable, sql } from 'kysely';

import type { DueTimer } from '../records.ts';
import { toDueTimer } from '../rows/timer-row.ts';
import { fromInstant, toInstant } from '../rows/values.ts';
import type { Tables, TimerTable } from '../tables.ts';

/**
 * Takes the due timers out and locks their cases. The lock is on the case alone, as in every save: whoever locked timers
 * first would meet a save half way. A case that somebody holds is skipped; that save looks at its clocks anyway.
 */
export async function claimTimers(
  db: Kysely<Tables>,
  limit: number,
  now: Temporal.Instant,
  except: readonly string[],
): Promise<readonly DueTimer[]> {
  const at = fromInstant(now);
  const rows = await db
    .with('picked', (query) =>
      query
        .selectFrom('timers')
        .innerJoin('cases', 'cases.id', 'timers.case_id')
        .select('cases.id')
        .where('timers.due_at', '<=', at)
        .$if(except.length > 0, (due) => due.where(sql<boolean>`timers.case_id <> all(${except})`))
        .orderBy('timers.due_at')
        .orderBy('timers.id')
        .limit(limit)
        .forNoKeyUpdate('cases')
        .skipLocked(),
    )
    .deleteFrom('timers')
    .using('picked')
    .whereRef('timers.case_id', '=', 'picked.id')
    .where('timers.due_at', '<=', at)
    .returning(['timers.id', 'timers.case_id', 'timers.clock', 'timers.due_at', 'timers.generation'])
    .execute();
  return firstOfEachCase(rows.toSorted(byDueTime).map(toDueTimer));
}

function byDueTime(a: Selectable<TimerTable>, b: Selectable<TimerTable>): number {
  return Temporal.Instant.compare(toInstant(a.due_at), toInstant(b.due_at)) || Number(a.id) - Number(b.id);
}

function firstOfEachCase(timers: readonly DueTimer[]): readonly DueTimer[] {
  const seen = new Set<string>();
  return timers.filter((timer) => !seen.has(timer.caseId) && seen.add(timer.caseId));
}
