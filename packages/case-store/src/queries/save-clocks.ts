import { type ExpressionBuilder, type Kysely, sql } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromClockState } from '../rows/clock-row.ts';
import type { ClockTable, Tables } from '../tables.ts';
import { inChunks } from './in-chunks.ts';

const MUTABLE = [
  'kind',
  'clause',
  'status',
  'started_at',
  'due_at',
  'warn_at',
  'stopped_at',
  'breached_at',
  'tightened',
  'elapsed',
  'remaining',
  'reason',
] as const satisfies readonly (keyof ClockTable)[];

/** Replaces the case's clocks: those that are no more go, those that did not change are not written. */
export async function saveClocks(db: Kysely<Tables>, { record, clocks }: CaseChange): Promise<void> {
  const keys = clocks.map((state) => `${state.clock}/${state.cycle}`);
  await db
    .deleteFrom('clocks')
    .where('case_id', '=', record.id)
    .where(sql<boolean>`clock || '/' || cycle <> all(${keys}::text[])`)
    .execute();
  await inChunks(
    clocks.map((state) => fromClockState(record.id, state)),
    (chunk) =>
      db
        .insertInto('clocks')
        .values(chunk)
        .onConflict((conflict) =>
          conflict
            .columns(['case_id', 'clock', 'cycle'])
            .doUpdateSet((row) => Object.fromEntries(MUTABLE.map((name) => [name, row.ref(`excluded.${name}`)])))
            .where(isChanged),
        )
        .execute(),
  );
}

function isChanged(_row: ExpressionBuilder<Tables, 'clocks'>) {
  const stored = sql.join(MUTABLE.map((name) => sql.ref(`clocks.${name}`)));
  const given = sql.join(MUTABLE.map((name) => sql.ref(`excluded.${name}`)));
  return sql<boolean>`(${stored}) is distinct from (${given})`;
}
