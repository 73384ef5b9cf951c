import { type Kysely, sql } from 'kysely';

/** What came in is emptied some time after it was settled: an index holds only what is still to be emptied. */
export async function emptiedInbox(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index inbox_to_empty on inbox (received_at) where status = 'settled' and envelope <> '{}'`.execute(db);
  await sql`
    create index inbox_unused_files on inbox (received_at)
    where status = 'settled' and raw_hash is not null and message_id is null`.execute(db);
}
