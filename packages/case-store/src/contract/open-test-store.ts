import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { PGlite } from '@electric-sql/pglite';
import type { Temporal } from '@sla/core';

import type { CaseStore } from '../case-store.ts';
import { pgliteDatabase } from '../database.ts';
import { diskBlobs } from '../disk-blobs.ts';
import { openMemoryPglite } from '../memory-pglite.ts';
import { createSqlCaseStore } from '../sql-case-store.ts';

/** Emptied databases of closed test stores: the next test has one in milliseconds. */
const idle: PGlite[] = [];

/** An empty store in memory for one test; closing it makes room for the next. `now` turns its clock by hand. */
export async function openTestStore(options: { readonly now?: () => Temporal.Instant } = {}): Promise<CaseStore> {
  const pglite = idle.pop() ?? (await openMemoryPglite());
  const database = pgliteDatabase(pglite);
  const blobFolder = await mkdtemp(join(tmpdir(), 'sla-blobs-'));
  return createSqlCaseStore({
    database,
    blobs: diskBlobs(blobFolder),
    clock: options.now ?? 'database',
    release: async () => {
      await database.close();
      await empty(pglite);
      idle.push(pglite);
      await rm(blobFolder, { recursive: true, force: true });
    },
  });
}

async function empty(pglite: PGlite): Promise<void> {
  const { rows } = await pglite.query<{ tablename: string }>(`
    select tablename from pg_tables where schemaname = 'public' and tablename not like 'case_store_migrations%'`);
  const tables = rows.map((row) => `"${row.tablename}"`).join(', ');
  await pglite.exec(`truncate ${tables} restart identity; alter sequence case_number restart`);
}
