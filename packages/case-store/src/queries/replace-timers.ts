import { type Kysely, sql } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromTimer } from '../rows/timer-row.ts';
import type { Tables } from '../tables.ts';
import { inBatches } from './in-chunks.ts';
import { rowsOf } from './insert-rows.ts';

/** One row a clock, of the generation of the version that arms it; a timer that does not move keeps its row. */
export async function replaceTimers(db: Kysely<Tables>, changes: readonly CaseChange[]): Promise<void> {
  await inBatches(changes, async (batch) => {
    const ids = batch.map(({ record }) => record.id);
    const rows = batch.flatMap(({ record, timers, expectedVersion }) =>
      timers.map((timer) => fromTimer({ ...timer, caseId: record.id }, expectedVersion + 1)),
    );
    await sql`
      with given as (select * from ${rowsOf('timers', rows)}),
      gone as (
        delete from timers where case_id = any(${ids}::text[]) and not exists (
          select from given where given.case_id = timers.case_id and given.clock = timers.clock
        )
      )
      insert into timers (case_id, clock, due_at, generation)
      select case_id, clock, due_at, generation from given
      on conflict (case_id, clock) do update set due_at = excluded.due_at, generation = excluded.generation`.execute(
      db,
    );
  });
}
