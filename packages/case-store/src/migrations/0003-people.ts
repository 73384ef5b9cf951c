import { type Kysely, sql } from 'kysely';

/** Who asks and who answers. */
export async function people(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table organisations (
      id text collate "C" primary key,
      name text not null,
      domains text[] not null,
      policy text,
      time_zone text,
      language text,
      account_manager text collate "C"
    )`.execute(db);
  await sql`
    create table contacts (
      id text collate "C" primary key,
      email text collate "C" not null unique,
      name text,
      organisation text collate "C",
      time_zone text,
      language text
    )`.execute(db);
  await sql`
    create table agents (
      id text collate "C" primary key,
      name text not null,
      email text not null,
      role text not null,
      teams text[] not null,
      time_zone text,
      language text
    )`.execute(db);
  await sql`
    create table teams (
      id text collate "C" primary key,
      name text not null,
      tier text
    )`.execute(db);
}
