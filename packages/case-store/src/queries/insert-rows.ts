import { type Kysely, type RawBuilder, sql } from 'kysely';

import type { Tables } from '../tables.ts';
import { inBatches } from './in-chunks.ts';

/**
 * Rows as one parameter, however many they are: the statement stays short and is always the same, which spares both sides the
 * time to write and to read thousands of placeholders. A column of JSON must be given as its value, not as text.
 */
export function rowsOf(table: keyof Tables, rows: readonly object[]): RawBuilder<unknown> {
  return sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`;
}

/** Adds rows that all have the same columns, in the order given. */
export async function insertRows(
  db: Kysely<Tables>,
  table: keyof Tables,
  rows: readonly object[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<void> {
  await inBatches(rows, async (batch) => {
    const columns = columnsOf(batch);
    await sql`
      insert into ${sql.table(table)} (${columns})
      select ${columns} from ${rowsOf(table, batch)} ${onConflict}`.execute(db);
  });
}

/** The columns of the first row, as a list. */
export function columnsOf([row = {}]: readonly object[]): RawBuilder<unknown> {
  return sql.join(Object.keys(row).map((name) => sql.ref(name)));
}
