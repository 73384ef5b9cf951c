import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type Database, pgliteDatabase } from './database.ts';
import { PGLITE_OPTIONS } from './durable-pglite.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { readsOn } from './sql-reads.ts';

/** What a desk had kept, by the version that first could keep it; written as that version wrote it, and never changed. */
const KEPT: Readonly<Record<string, string>> = {
  '0001-cases': `
    insert into cases (id, number, version, event_count, subject, requester, channel, policy, policy_version, priority, tier, state,
      assignee, opened_at, changed_at, next_due_clock, next_due_cycle, next_due_at, next_due_missed, next_due_at_risk, tags)
      values ('a', 'C-1001', 1, 1, 'No certificate', 'ann', 'email', 'p', 1, 'high', 'L1', 'new', 'bob', '2026-03-02T09:00:00Z',
      '2026-03-02T09:00:00Z', 'resolution', 1, '2026-03-02T13:00:00Z', false, true, '{exam}');
    insert into case_events (case_id, position, id, type, at, recorded_at, facts)
      values ('a', 0, 'o', 'opened', '2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z', '{"channel":"email"}');
    insert into clocks (case_id, clock, cycle, kind, status, started_at, due_at, warn_at, tightened, elapsed)
      values ('a', 'resolution', 1, 'commitment', 'running', '2026-03-02T09:00:00Z', '2026-03-02T13:00:00Z', '{}', false, 'PT0S');
    insert into effects (case_id, id, at, kind, clock, cycle) values ('a', 'resolution/1/warn/1', '2026-03-02T10:00:00Z', 'warn', 'resolution', 1);
    insert into timers (case_id, clock, due_at, generation) values ('a', 'resolution', '2026-03-02T13:00:00Z', 1);`,
  '0002-messages': `
    insert into messages (id, case_id, at, direction, channel, author, automatic, text, to_addresses, cc_addresses, reference_ids,
      attachments, raw_hash, raw_size, evidence) values ('m', 'a', '2026-03-02T09:00:00Z', 'in', 'email', 'requester:ann', false,
      'Hello, no certificate', '{}', '{}', '{}', '[]', 'ab', 3, '{}');`,
  '0003-people': `
    insert into organisations (id, name, domains) values ('uni', 'University', '{uni.example}');
    insert into contacts (id, email, name, organisation) values ('ann', 'ann@uni.example', 'Ann', 'uni');
    insert into agents (id, name, email, role, teams) values ('bob', 'Bob', 'bob@desk.example', 'lead', '{first}');
    insert into teams (id, name, tier) values ('first', 'First line', 'L1');`,
  '0004-boxes': `
    insert into inbox (id, channel, external_id, received_at, raw_hash, raw_size, envelope, status, outcome, case_id, message_id)
      values ('in', 'email', 'key', '2026-03-02T09:00:00Z', 'ab', 3, '{"via":"smtp"}', 'settled', 'a', 'a', 'm');
    insert into outbox (id, key, destination, case_id, payload, created_at, not_before, claimable_at, status)
      values ('out', 'k', 'email', 'a', '{"text":"Hello"}', '2026-03-02T10:00:00Z', '2026-03-02T10:00:00Z', '2026-03-02T10:00:00Z', 'dead');`,
  '0005-desk': `
    insert into channel_state (namespace, key, value) values ('email', 'uid', '7');
    insert into settings (name, value) values ('greeting', '"Hello"');
    insert into audit (at, by, what, after) values ('2026-03-02T10:00:00Z', 'agent:bob', 'greeting', '"Hello"');
    insert into policy_versions (id, version, body, kept_at) values ('p', 1, '{"id":"p"}', '2026-03-02T10:00:00Z');`,
  '0007-erasure': `
    insert into contacts (id, email, erased_at) values ('eve', 'eve@erased.invalid', '2026-03-03T09:00:00Z');`,
  '0009-small-files': `
    insert into small_files (hash, content, put_at) values ('ab', 'abc', '2026-03-02T09:00:00Z');`,
};

describe('a database of an earlier version', () => {
  let pglite: PGlite;
  let database: Database;
  beforeAll(async () => {
    pglite = await PGlite.create(PGLITE_OPTIONS);
    database = pgliteDatabase(pglite);
  });
  afterEach(() => pglite.exec('drop schema public cascade; create schema public'));
  afterAll(() => pglite.close());

  const names = Object.keys(MIGRATIONS);

  async function keep(upTo: number): Promise<void> {
    for (const name of names.slice(0, upTo)) await pglite.exec(KEPT[name] ?? '');
  }

  async function everything(): Promise<Readonly<Record<string, readonly unknown[]>>> {
    const { rows } = await pglite.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'case_store_%' order by 1",
    );
    const kept: Record<string, readonly unknown[]> = {};
    for (const { name } of rows) {
      kept[name] = (await pglite.query(`select to_jsonb(${name}) as row from ${name} order by 1`)).rows;
    }
    return kept;
  }

  async function indexes(): Promise<readonly unknown[]> {
    const { rows } = await pglite.query(`select indexdef from pg_indexes where schemaname = 'public' order by 1`);
    return rows;
  }

  it.each(names.map((name, index) => [name, index + 1] as const))(
    '%s comes forward with all that it had kept, and is then like a new one',
    async (_name, count) => {
      await migrate(database);
      await keep(count);
      const [asNew, indexed] = [await everything(), await indexes()];
      await pglite.exec('drop schema public cascade; create schema public');

      await migrate(database, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, count)));
      await keep(count);
      await migrate(database);
      expect(await everything()).toEqual(asNew);
      expect(await indexes()).toEqual(indexed);
      const reads = readsOn(database.db);
      expect((await reads.findCase('C-1001'))?.events.map(({ type }) => type)).toEqual(['opened']);
      expect((await reads.listCases({ text: 'certificate', states: ['new'], assignee: 'bob' })).length).toBe(1);
    },
  );
});
