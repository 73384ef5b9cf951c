import { type Kysely, type RawBuilder, sql } from 'kysely';

import type { Tables } from '../tables.ts';

const ROWS = 200;

/** The rows of a query, some at a time, inside a transaction; the query has no parameters. */
export async function* openCursor<Row>(db: Kysely<Tables>, query: RawBuilder<Row>): AsyncGenerator<Row> {
  await sql`declare export_rows no scroll cursor for ${query}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch forward ${sql.lit(ROWS)} from export_rows`.execute(db);
    yield* rows;
    if (rows.length < ROWS) break;
  }
  await sql`close export_rows`.execute(db);
}
