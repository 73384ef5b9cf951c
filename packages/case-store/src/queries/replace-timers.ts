import type { Kysely } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromTimer } from '../rows/timer-row.ts';
import type { Tables } from '../tables.ts';

/** One row a clock, of the generation of the version that arms it; a timer that does not move keeps its row. */
export async function replaceTimers(db: Kysely<Tables>, change: CaseChange): Promise<void> {
  const { record, timers, expectedVersion } = change;
  const gone = db
    .deleteFrom('timers')
    .where('case_id', '=', record.id)
    .$if(timers.length > 0, (query) =>
      query.where(
        'clock',
        'not in',
        timers.map((timer) => timer.clock),
      ),
    );
  if (timers.length === 0) {
    await gone.execute();
    return;
  }
  await db
    .with('gone', () => gone)
    .insertInto('timers')
    .values(timers.map((timer) => fromTimer({ ...timer, caseId: record.id }, expectedVersion + 1)))
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'clock']).doUpdateSet((row) => ({
        due_at: row.ref('excluded.due_at'),
        generation: row.ref('excluded.generation'),
      })),
    )
    .execute();
}
