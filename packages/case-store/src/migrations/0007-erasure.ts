import { type Kysely, sql } from 'kysely';

/** When a person's words or a person were erased; and who names a file, so that what nobody names can be swept. */
export async function erasure(db: Kysely<unknown>): Promise<void> {
  await sql`alter table messages add column erased_at timestamptz`.execute(db);
  await sql`alter table contacts add column erased_at timestamptz`.execute(db);
  // Asked for once in a while only, but then in a table of millions.
  await sql`create index messages_by_author on messages (author)`.execute(db);
  await sql`create index messages_by_raw on messages (raw_hash) where raw_hash is not null`.execute(db);
  await sql`create index inbox_by_raw on inbox (raw_hash) where raw_hash is not null`.execute(db);
  await sql`create index inbox_by_message on inbox (message_id) where message_id is not null`.execute(db);
  await sql`
    create index messages_by_file on messages using gin (attachments jsonb_path_ops)
    where attachments <> '[]'`.execute(db);
}
