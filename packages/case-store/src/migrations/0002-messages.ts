import { type Kysely, sql } from 'kysely';

/** What was said. Apart from the events, so that it can be erased and the clocks replay the same. */
export async function messages(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table messages (
      id text collate "C" primary key,
      position bigint generated always as identity,
      case_id text collate "C" not null references cases deferrable initially deferred,
      at timestamptz not null,
      direction text not null,
      channel text not null,
      author text not null,
      author_name text,
      author_address text,
      automatic boolean not null,
      subject text,
      text text not null,
      html text,
      quote_from integer,
      to_addresses text[] not null,
      cc_addresses text[] not null,
      message_id text collate "C",
      reference_ids text[] not null,
      attachments jsonb not null,
      raw_hash text,
      raw_size bigint,
      evidence text[] not null,
      delivery text
    )`.execute(db);
  await sql`create index messages_by_case on messages (case_id, at, position)`.execute(db);
  await sql`create index messages_by_message_id on messages (message_id) where message_id is not null`.execute(db);
}
