import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { type Kysely, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { postgresSchemas } from './contract/postgres-schemas.ts';
import { type Database, pgliteDatabase } from './database.ts';
import { PGLITE_OPTIONS } from './durable-pglite.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openCaseStore } from './open-case-store.ts';
import { StoreOpenError } from './store-error.ts';

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

const url = process.env.DATABASE_URL;

describe.skipIf(!url)('on PostgreSQL (needs DATABASE_URL)', () => {
  const schemas = postgresSchemas(url ?? '');
  afterAll(schemas.drop);

  it('of apps that start at the same time one migrates, all find it done', async () => {
    const blobFolder = await mkdtemp(join(tmpdir(), 'sla-blobs-'));
    const options = { kind: 'postgres', url: url ?? '', schema: schemas.newSchema(), blobFolder } as const;
    const stores = await Promise.all(Array.from({ length: 6 }, () => openCaseStore({ ...options, connections: 2 })));
    for (const store of stores) {
      expect(await store.countCases({})).toBe(0);
      await store.close();
    }
    await rm(blobFolder, { recursive: true });
  });
});
