import { type Kysely, sql } from 'kysely';

/** What a desk and its channels remember about themselves. */
export async function desk(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table channel_state (
      namespace text collate "C" not null,
      key text collate "C" not null,
      value jsonb not null,
      primary key (namespace, key)
    )`.execute(db);
  await sql`create table settings (name text collate "C" primary key, value jsonb not null)`.execute(db);
  await sql`
    create table audit (
      position bigint generated always as identity primary key,
      at timestamptz not null,
      by text not null,
      what text not null,
      before jsonb,
      after jsonb
    )`.execute(db);
  await sql`
    create table policy_versions (
      id text collate "C" not null,
      version integer not null,
      body jsonb not null,
      kept_at timestamptz not null,
      primary key (id, version)
    )`.execute(db);
}
