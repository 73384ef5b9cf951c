import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { type Kysely, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { postgresSchemas } from './contract/postgres-schemas.ts';
import { MONDAY } from './contract/samples.ts';
import { type Database, pgliteDatabase } from './database.ts';
import { diskBlobs } from './disk-blobs.ts';
import { PGLITE_OPTIONS } from './durable-pglite.ts';
import { exportStore } from './export/export-store.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openCaseStore } from './open-case-store.ts';
import { postgresDatabase } from './postgres-database.ts';
import { eraseMessages } from './queries/erase-messages.ts';
import { readsOn } from './sql-reads.ts';
import { StoreOpenError } from './store-error.ts';
import { storeFiles } from './store-files.ts';

describe('migrations', () => {
  let pglite: PGlite;
  let database: Database;
  beforeAll(async () => {
    pglite = await PGlite.create(PGLITE_OPTIONS);
    database = pgliteDatabase(pglite);
  });
  afterEach(() => pglite.exec('drop schema public cascade; create schema public'));
  afterAll(() => pglite.close());

  const names = Object.keys(MIGRATIONS);
  const first = (count: number) => Object.fromEntries(Object.entries(MIGRATIONS).slice(0, count));

  async function done(): Promise<readonly string[]> {
    const { rows } = await pglite.query<{ name: string }>('select name from case_store_migrations order by name');
    return rows.map((row) => row.name);
  }

  it('are named in the order in which they run', () => {
    expect(names).toEqual(names.toSorted());
    expect(names[0]).toBe('0001-cases');
  });

  it.each(names.map((name, index) => [name, index + 1] as const))('run forward from %s', async (_name, count) => {
    await migrate(database, first(count));
    expect(await done()).toEqual(names.slice(0, count));
    await migrate(database);
    expect(await done()).toEqual(names);
    await migrate(database);
    expect(await done()).toEqual(names);
  });

  it('find what the first released version kept, and it can be read, erased and exported', async () => {
    await migrate(database, first(FIRST_RELEASED));
    await pglite.exec(KEPT_BY_THE_FIRST);
    await migrate(database);
    const reads = readsOn(database.db);
    expect((await reads.findCase('C-1001'))?.events.map(({ type }) => type)).toEqual(['opened']);
    expect((await reads.listMessages('a')).map(({ text, erasedAt }) => [text, erasedAt])).toEqual([
      ['Hello', undefined],
    ]);
    expect(await reads.findContact({ id: 'ann' })).toEqual({ id: 'ann', email: 'ann@uni.example' });
    expect((await reads.listCases({ text: 'certificate' }))[0]?.clocks).toHaveLength(1);
    const kinds: string[] = [];
    const files = storeFiles({ db: database.db, disk: diskBlobs('/nowhere') });
    await exportStore(database.db, files, async ({ kind }) => void kinds.push(kind));
    expect(kinds).toEqual(['header', 'contact', 'case-numbers', 'case', 'message', 'outbox', 'end']);
    await database.db.transaction().execute((db) => eraseMessages(db, { ids: ['m'], by: 'agent:bob' }, MONDAY));
    expect((await reads.findMessage('m'))?.erasedAt).toEqual(MONDAY);
  });

  it('that fail change nothing and say which one', async () => {
    const failing = {
      ...first(2),
      '0003-broken': {
        async up(db: Kysely<unknown>) {
          await sql`create table half_way (id integer)`.execute(db);
          await sql`select 1 / 0`.execute(db);
        },
      },
    };
    const refusal = await migrate(database, failing).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreOpenError);
    expect(refusal).toMatchObject({ code: 'migration-failed' });
    expect(String(refusal)).toContain('0003-broken');
    expect(String(refusal)).toContain('division by zero');
    const { rows } = await pglite.query(`select tablename from pg_tables where tablename in ('half_way', 'cases')`);
    expect(rows).toEqual([]);
    await migrate(database);
    expect(await done()).toEqual(names);
  });

  it('refuse what a newer version has made', async () => {
    await migrate(database, { ...MIGRATIONS, '9999-future': { up: async () => {} } });
    await expect(migrate(database)).rejects.toMatchObject({ code: 'newer-schema' });
  });
});

/** Migrations of the first version that was in use; whatever comes later must move its data along. */
const FIRST_RELEASED = 6;

const KEPT_BY_THE_FIRST = `
  insert into contacts (id, email) values ('ann', 'ann@uni.example');
  insert into cases (id, number, version, event_count, subject, requester, channel, policy, policy_version, priority, tier, state,
    opened_at, changed_at, tags) values ('a', 'C-1001', 1, 1, 'No certificate', 'ann', 'email', 'p', 1, 'high', 'L1', 'new',
    '2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z', '{}');
  insert into case_events values ('a', 0, 'o', 'opened', '2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z', '{"channel":"email"}');
  insert into clocks (case_id, clock, cycle, kind, status, started_at, warn_at, tightened, elapsed)
    values ('a', 'resolution', 1, 'commitment', 'running', '2026-03-02T09:00:00Z', '{}', false, 'PT0S');
  insert into messages (id, case_id, at, direction, channel, author, automatic, text, to_addresses, cc_addresses, reference_ids,
    attachments, evidence) values ('m', 'a', '2026-03-02T09:00:00Z', 'in', 'email', 'requester:ann', false, 'Hello', '{}', '{}',
    '{}', '[]', '{}');
  insert into outbox (id, key, destination, payload, created_at, not_before, claimable_at)
    values ('i', 'k', 'email', '{}', now(), now(), now());`;

const url = process.env.DATABASE_URL;

describe.skipIf(!url)('on PostgreSQL (needs DATABASE_URL)', () => {
  const schemas = postgresSchemas(url ?? '');
  afterAll(schemas.drop);

  it.each([0, FIRST_RELEASED])(
    'of apps that start at the same time one migrates from %i, all find it done',
    async (count) => {
      const blobFolder = await mkdtemp(join(tmpdir(), 'sla-blobs-'));
      const options = { kind: 'postgres', url: url ?? '', schema: schemas.newSchema(), blobFolder } as const;
      const before = postgresDatabase(options);
      if (count > 0) await migrate(before, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, count)));
      await before.close();
      const stores = await Promise.all(Array.from({ length: 6 }, () => openCaseStore({ ...options, connections: 2 })));
      for (const store of stores) {
        expect(await store.countCases({})).toBe(0);
        await store.close();
      }
      await rm(blobFolder, { recursive: true });
    },
  );
});
