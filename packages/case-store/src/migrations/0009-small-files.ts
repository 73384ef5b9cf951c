import { type Kysely, sql } from 'kysely';

/**
 * Small files, which most mails are, lie with the rows that name them: many are on disk with one flush. They are not
 * compressed: it would take longer than to write them.
 */
export async function smallFiles(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table small_files (
      hash text collate "C" primary key,
      content bytea not null,
      put_at timestamptz not null
    )`.execute(db);
  await sql`alter table small_files alter column content set storage external`.execute(db);
}
