import { type Kysely, sql } from 'kysely';

/** Nothing is kept in it: who met others on the same rows locks it, to try again when it is their turn. */
export async function turns(db: Kysely<unknown>): Promise<void> {
  await sql`create table turns ()`.execute(db);
}
