import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { StoreOpenError } from './store-error.ts';

/** An embedded store's folder, held by this process alone. */
export interface StoreFolder {
  readonly database: string;
  readonly blobs: string;
  readonly release: () => void;
}

const LOCK = 'lock.sqlite';
const OURS = new Set([LOCK, `${LOCK}-journal`, 'database', 'database.new', 'blobs']);

export async function takeFolder(folder: string): Promise<StoreFolder> {
  const entries = await entriesOf(folder);
  refuseForeign(folder, entries);
  const lock = takeLock(folder);
  return { database: join(folder, 'database'), blobs: join(folder, 'blobs'), release: () => lock.close() };
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true });
    return await readdir(folder);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** Hidden files and what a file system puts into its root are no content. */
function refuseForeign(folder: string, entries: readonly string[]): void {
  const foreign = entries.filter((name) => !OURS.has(name) && !name.startsWith('.') && name !== 'lost+found');
  if (foreign.length === 0) return;
  throw new StoreOpenError(
    'not-ours',
    `The folder ${folder} holds other things (${foreign.slice(0, 3).join(', ')}); name an empty or a new folder for the cases.`,
  );
}

/** SQLite's lock is the kernel's: it ends with the process, however that ends, so no stale lock is ever left to judge. */
function takeLock(folder: string): DatabaseSync {
  const lock = openLock(folder);
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw unwritable(folder, error);
    throw new StoreOpenError(
      'locked',
      `Another process has the cases in ${folder} open; stop it, or set DATABASE_URL to a PostgreSQL database, which several processes can share.`,
      error,
    );
  }
}

function openLock(folder: string): DatabaseSync {
  try {
    return new DatabaseSync(join(folder, LOCK), { timeout: 0 });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** SQLITE_BUSY: somebody else has it. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

function unwritable(folder: string, error: unknown): StoreOpenError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreOpenError(
    'unwritable',
    `The folder ${folder} cannot be written (${reason}); name another one, or give this user the right to write there.`,
    error,
  );
}
