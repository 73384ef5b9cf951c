import { type Kysely, sql } from 'kysely';

/** Cases, their events, and what evaluation made of them. Ids sort by code unit on every machine: COLLATE "C". */
export async function cases(db: Kysely<unknown>): Promise<void> {
  // A sequence never hands out a number twice and nobody waits for it; a number of a failed transaction is a gap.
  await sql`create sequence case_number start 1001`.execute(db);
  await createCases(db);
  await createEvents(db);
  await createClocks(db);
  await createEffects(db);
  await createTimers(db);
}

async function createCases(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cases (
      id text collate "C" primary key,
      number text collate "C" not null constraint cases_number_key unique,
      version integer not null,
      event_count integer not null,
      subject text not null,
      requester text collate "C" not null,
      organisation text collate "C",
      channel text not null,
      mailbox text,
      policy text not null,
      policy_version integer not null,
      priority text not null,
      tier text not null,
      state text not null,
      assignee text collate "C",
      team text collate "C",
      opened_at timestamptz not null,
      changed_at timestamptz not null,
      last_message_at timestamptz,
      resolved_at timestamptz,
      merged_into text collate "C",
      next_due_clock text,
      next_due_cycle integer,
      next_due_at timestamptz,
      next_due_missed boolean,
      next_due_at_risk boolean,
      tags text[] not null
    ) with (fillfactor = 85)`.execute(db);
  await sql`create index cases_by_next_due on cases (next_due_at, opened_at, id)`.execute(db);
  await sql`create index cases_by_change on cases (changed_at desc, id)`.execute(db);
  await sql`create index cases_by_opening on cases (opened_at desc, id)`.execute(db);
  await sql`create index cases_by_requester on cases (requester)`.execute(db);
  await sql`create index cases_by_assignee on cases (assignee, next_due_at)`.execute(db);
}

async function createEvents(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_events (
      case_id text collate "C" not null references cases deferrable initially deferred,
      position integer not null,
      id text collate "C" not null,
      type text not null,
      at timestamptz not null,
      recorded_at timestamptz not null,
      facts jsonb not null,
      primary key (case_id, position),
      unique (case_id, id)
    )`.execute(db);
}

async function createClocks(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table clocks (
      case_id text collate "C" not null references cases deferrable initially deferred,
      clock text collate "C" not null,
      cycle integer not null,
      kind text not null,
      clause text,
      status text not null,
      started_at timestamptz not null,
      due_at timestamptz,
      warn_at text[] not null,
      stopped_at timestamptz,
      breached_at timestamptz,
      tightened boolean not null,
      elapsed text not null,
      remaining text,
      reason text,
      primary key (case_id, clock, cycle)
    ) with (fillfactor = 80)`.execute(db);
}

async function createEffects(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table effects (
      case_id text collate "C" not null references cases deferrable initially deferred,
      id text collate "C" not null,
      position bigint generated always as identity,
      at timestamptz not null,
      kind text not null,
      step text,
      clock text,
      cycle integer,
      recipient text,
      via text[],
      clause text,
      primary key (case_id, id)
    )`.execute(db);
}

/** Rows come and go with every save: room on each page for the next version, and an early vacuum. */
async function createTimers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table timers (
      id bigint generated always as identity primary key,
      case_id text collate "C" not null references cases deferrable initially deferred,
      clock text collate "C" not null,
      due_at timestamptz not null,
      generation integer not null,
      unique (case_id, clock)
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000)`.execute(db);
  await sql`create index timers_by_due on timers (due_at, id)`.execute(db);
}
