import { type Kysely, sql } from 'kysely';

/** What came in and is not yet settled; what is waiting to be sent. */
export async function boxes(db: Kysely<unknown>): Promise<void> {
  await createInbox(db);
  await createOutbox(db);
}

async function createInbox(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table inbox (
      id text collate "C" primary key,
      position bigint generated always as identity,
      channel text collate "C" not null,
      external_id text collate "C" not null,
      received_at timestamptz not null,
      raw_hash text,
      raw_size bigint,
      envelope jsonb not null,
      status text not null default 'waiting',
      attempts integer not null default 0,
      last_error text,
      outcome text,
      case_id text collate "C",
      message_id text collate "C",
      unique (channel, external_id)
    )`.execute(db);
  await sql`create index inbox_open on inbox (channel, status, received_at, position) where status <> 'settled'`.execute(
    db,
  );
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outbox (
      id text collate "C" primary key,
      position bigint generated always as identity,
      key text collate "C" not null unique,
      destination text collate "C" not null,
      case_id text collate "C",
      payload jsonb not null,
      created_at timestamptz not null,
      not_before timestamptz not null,
      claimable_at timestamptz not null,
      attempts integer not null default 0,
      status text not null default 'waiting',
      last_error text,
      delivered_at timestamptz,
      detail text
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000)`.execute(db);
  await sql`create index outbox_by_due on outbox (claimable_at, position) where status = 'waiting'`.execute(db);
  await sql`create index outbox_by_case on outbox (case_id, destination, position) where status = 'waiting'`.execute(
    db,
  );
  await sql`create index outbox_by_status on outbox (status, position desc)`.execute(db);
}
