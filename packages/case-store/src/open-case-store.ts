import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Temporal } from '@sla/core';
import { sql } from 'kysely';

import type { CaseStore } from './case-store.ts';
import { type Database, pgliteDatabase } from './database.ts';
import { clearIncoming, diskBlobs } from './disk-blobs.ts';
import { openDurablePglite } from './durable-pglite.ts';
import { openMemoryPglite } from './memory-pglite.ts';
import { migrate } from './migrate.ts';
import type { PostgresOptions } from './postgres-database.ts';
import { roomOnDisk } from './room-on-disk.ts';
import { createSqlCaseStore } from './sql-case-store.ts';
import { StoreOpenError } from './store-error.ts';
import { type StoreFolder, takeFolder } from './store-folder.ts';
import { createUpkeep } from './upkeep.ts';

interface Clocked {
  /** Turns the store's clock by hand; without it the database's runs. */
  readonly now?: () => Temporal.Instant;
}

/** One process, everything in one folder. */
export interface EmbeddedStore extends Clocked {
  readonly kind: 'embedded';
  readonly folder: string;
}

/** Any number of processes and machines; `blobFolder` must be the same files for all of them. */
export interface PostgresStore extends Clocked, PostgresOptions {
  readonly kind: 'postgres';
  readonly blobFolder: string;
}

/** Forgets everything when it is closed. */
export interface MemoryStore extends Clocked {
  readonly kind: 'memory';
}

export type StoreOptions = EmbeddedStore | PostgresStore | MemoryStore;

/** Opens, and brings the schema up to date. Throws `StoreOpenError`. */
export async function openCaseStore(options: StoreOptions): Promise<CaseStore> {
  switch (options.kind) {
    case 'embedded':
      return openEmbedded(options);
    case 'postgres':
      return openPostgres(options);
    case 'memory':
      return openMemory(options);
  }
}

async function openEmbedded({ folder, now }: EmbeddedStore): Promise<CaseStore> {
  const taken = await takeFolder(folder);
  try {
    await mkdir(taken.blobs, { recursive: true });
    await clearIncoming(taken.blobs);
    return await openTaken(taken, now);
  } catch (error) {
    taken.release();
    throw error;
  }
}

async function openTaken(folder: StoreFolder, now: Clocked['now']): Promise<CaseStore> {
  const { pglite } = await openDurablePglite(folder.database).catch((error: unknown) => {
    throw new StoreOpenError(
      'damaged',
      `The database in ${folder.database} does not open (${reasonOf(error)}); see that the disk has room and the files are this user's, else restore a backup.`,
      error,
    );
  });
  const database = pgliteDatabase(pglite);
  const upkeep = createUpkeep(pglite);
  const release = async () => {
    await upkeep.stop();
    await database.close();
    await pglite.close();
    folder.release();
  };
  await migrateOr(database, async () => {
    await database.close();
    await pglite.close();
  });
  return createSqlCaseStore({
    database,
    blobs: diskBlobs(folder.blobs),
    clock: now ?? 'database',
    admit: roomOnDisk(folder.database),
    committed: upkeep.committed,
    release,
  });
}

async function openPostgres(options: PostgresStore): Promise<CaseStore> {
  const { blobFolder, now } = options;
  await mkdir(blobFolder, { recursive: true }).catch((error: unknown) => {
    throw new StoreOpenError(
      'unwritable',
      `The folder ${blobFolder} cannot be made (${reasonOf(error)}); name another one for attachments.`,
      error,
    );
  });
  // An embedded desk has no use for the driver.
  const { makeSchema, postgresDatabase } = await import('./postgres-database.ts');
  // What fails here is told in its own words by what comes next.
  await makeSchema(options).catch(() => undefined);
  const database = postgresDatabase(options);
  await reach(database, options.url);
  await migrateOr(database, database.close);
  return createSqlCaseStore({
    database,
    blobs: diskBlobs(blobFolder),
    clock: now ?? 'database',
    release: database.close,
  });
}

async function reach(database: Database, url: string): Promise<void> {
  try {
    await sql`select 1`.execute(database.db);
  } catch (error) {
    await database.close();
    throw new StoreOpenError(
      'unreachable',
      `PostgreSQL at ${withoutPassword(url)} cannot be reached (${reasonOf(error)}); see that it runs and that DATABASE_URL is right.`,
      error,
    );
  }
}

async function openMemory({ now }: MemoryStore): Promise<CaseStore> {
  const pglite = await openMemoryPglite();
  const database = pgliteDatabase(pglite);
  const blobFolder = await mkdtemp(join(tmpdir(), 'sla-blobs-'));
  return createSqlCaseStore({
    database,
    blobs: diskBlobs(blobFolder),
    clock: now ?? 'database',
    release: async () => {
      await database.close();
      await pglite.close();
      await rm(blobFolder, { recursive: true, force: true });
    },
  });
}

async function migrateOr(database: Database, giveUp: () => Promise<void>): Promise<void> {
  try {
    await migrate(database);
  } catch (error) {
    await giveUp();
    throw error;
  }
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/([^:@/]*):[^@/]*@/u, '//$1:***@');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
