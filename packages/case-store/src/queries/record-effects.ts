import type { Effect } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromEffect } from '../rows/effect-row.ts';
import type { Tables } from '../tables.ts';
import { inBatches } from './in-chunks.ts';
import { rowsOf } from './insert-rows.ts';

/** Returns those of each change that were not there, in the order given: an effect's id is the same for ever. */
export async function recordEffects(
  db: Kysely<Tables>,
  changes: readonly CaseChange[],
): Promise<readonly (readonly Effect[])[]> {
  const fresh = new Set<string>();
  await inBatches(changes, async (batch) => {
    const rows = batch.flatMap(({ record, effects }) => effects.map((effect) => fromEffect(record.id, effect)));
    if (rows.length === 0) return;
    for (const row of await insertNew(db, rows)) fresh.add(keyOf(row.case_id, row.id));
  });
  return changes.map(({ record, effects }) => effects.filter(({ id }) => fresh.delete(keyOf(record.id, id))));
}

async function insertNew(
  db: Kysely<Tables>,
  rows: readonly object[],
): Promise<readonly { readonly case_id: string; readonly id: string }[]> {
  const columns = sql.raw('case_id, id, at, kind, step, clock, cycle, recipient, via, clause');
  const inserted = await sql<{ case_id: string; id: string }>`
    insert into effects (${columns})
    select ${columns} from ${rowsOf('effects', rows)}
    on conflict (case_id, id) do nothing
    returning case_id, id`.execute(db);
  return inserted.rows;
}

function keyOf(caseId: string, id: string): string {
  return JSON.stringify([caseId, id]);
}
