import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openMemoryPglite } from './memory-pglite.ts';
import { createUpkeep, lookAfter } from './upkeep.ts';

const MIB = 1024 * 1024;

describe('upkeep of an embedded database', () => {
  let pglite: PGlite;
  beforeAll(async () => {
    pglite = await openMemoryPglite();
    await pglite.exec('create table churn (id integer primary key, filler text)');
  });
  afterAll(() => pglite.close());

  async function one(query: string): Promise<unknown> {
    const { rows } = await pglite.query<{ value: unknown }>(query);
    return rows[0]?.value;
  }
  const logSinceCheckpoint = () =>
    one('select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 as value from pg_control_checkpoint()');
  const analyzed = () =>
    one(`select last_analyze is not null as value from pg_stat_user_tables where relname = 'churn'`);

  it('cuts the log once it is long', async () => {
    await pglite.exec(`insert into churn select n, repeat(md5(n::text), 20) from generate_series(1, 60000) n`);
    expect(await logSinceCheckpoint()).toBeGreaterThan(32 * MIB);
    await lookAfter(pglite);
    expect(await logSinceCheckpoint()).toBeLessThan(MIB);
  });

  it('leaves a short log alone', async () => {
    const before = await one('select redo_lsn::text as value from pg_control_checkpoint()');
    await pglite.exec('update churn set filler = null where id = 1');
    await lookAfter(pglite);
    expect(await one('select redo_lsn::text as value from pg_control_checkpoint()')).toBe(before);
  });

  it('counts the rows of tables that changed much, for the planner', async () => {
    expect(await analyzed()).toBe(true);
  });

  it('comes round after so many commits, and is waited for', async () => {
    await pglite.exec('create table other (id integer); insert into other select generate_series(1, 1000)');
    const upkeep = createUpkeep(pglite);
    for (let commits = 0; commits < 500; commits += 1) upkeep.committed();
    await upkeep.stop();
    expect(await one(`select last_analyze is not null as value from pg_stat_user_tables where relname = 'other'`)).toBe(
      true,
    );
  });
});
