import { type Kysely, type OnConflictBuilder, sql } from 'kysely';

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
  const gone = db
    .deleteFrom('clocks')
    .where('case_id', '=', record.id)
    .where(sql<boolean>`clock || '/' || cycle <> all(${keys}::text[])`);
  if (clocks.length === 0) {
    await gone.execute();
    return;
  }
  const rows = clocks.map((state) => fromClockState(record.id, state));
  await inChunks(rows, (chunk) =>
    db
      .with('gone', () => gone)
      .insertInto('clocks')
      .values(chunk)
      .onConflict(overwrite)
      .execute(),
  );
}

function overwrite(conflict: OnConflictBuilder<Tables, 'clocks'>) {
  return conflict
    .columns(['case_id', 'clock', 'cycle'])
    .doUpdateSet((row) => Object.fromEntries(MUTABLE.map((name) => [name, row.ref(`excluded.${name}`)])))
    .where(isChanged);
}

function isChanged() {
  const stored = sql.join(MUTABLE.map((name) => sql.ref(`clocks.${name}`)));
  const given = sql.join(MUTABLE.map((name) => sql.ref(`excluded.${name}`)));
  return sql<boolean>`(${stored}) is distinct from (${given})`;
}
