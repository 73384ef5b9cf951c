import { type Kysely, sql } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromClockState } from '../rows/clock-row.ts';
import type { ClockTable, Tables } from '../tables.ts';
import { inBatches } from './in-chunks.ts';
import { rowsOf } from './insert-rows.ts';

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

/** Replaces the cases' clocks: those that are no more go, those that did not change are not written. */
export async function saveClocks(db: Kysely<Tables>, changes: readonly CaseChange[]): Promise<void> {
  await inBatches(changes, async (batch) => {
    const ids = batch.map(({ record }) => record.id);
    const rows = batch.flatMap(({ record, clocks }) => clocks.map((state) => fromClockState(record.id, state)));
    await sql`
      with given as (select * from ${rowsOf('clocks', rows)}),
      gone as (
        delete from clocks where case_id = any(${ids}::text[]) and not exists (
          select from given
          where given.case_id = clocks.case_id and given.clock = clocks.clock and given.cycle = clocks.cycle
        )
      )
      insert into clocks select * from given
      on conflict (case_id, clock, cycle) do update set ${assignments()}
      where (${columnsOf('clocks')}) is distinct from (${columnsOf('excluded')})`.execute(db);
  });
}

function assignments() {
  return sql.join(MUTABLE.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`));
}

function columnsOf(table: 'clocks' | 'excluded') {
  return sql.join(MUTABLE.map((name) => sql.ref(`${table}.${name}`)));
}
