import { closeSync, fsyncSync, openSync } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { NodeFS } from '@electric-sql/pglite/nodefs';

import { PGLITE_PARSERS } from './database.ts';
import { syncFolder, syncTree } from './sync-folder.ts';

export const PGLITE_OPTIONS = { parsers: PGLITE_PARSERS, extensions: { pg_trgm } };

/**
 * PGlite starts PostgreSQL with `-F`, which means: never flush. Without it, and with a method that the WebAssembly layer
 * passes on (its fdatasync does nothing), every commit asks for a flush. The log is kept small, because nothing but our own
 * upkeep cuts it and every start after a crash reads it.
 */
const START_PARAMS = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['fsync=on', 'wal_sync_method=fsync', 'min_wal_size=32MB', 'max_wal_size=64MB'].flatMap((set) => ['-c', set]),
];

export interface DurablePglite {
  readonly pglite: PGlite;
  /** How often the disk was told to keep what it was given. */
  readonly flushes: () => number;
}

/**
 * PGlite in a folder, flushed at every commit. A new one is made beside the folder and renamed when all of it is on disk:
 * one that exists is whole. The caller holds the lock: two processes would destroy it.
 */
export async function openDurablePglite(folder: string): Promise<DurablePglite> {
  if (!(await exists(folder))) await initialise(folder);
  return start(folder);
}

async function initialise(folder: string): Promise<void> {
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  const { pglite } = await start(beside);
  await pglite.exec('checkpoint');
  await pglite.close();
  await syncTree(beside);
  await rename(beside, folder);
  await syncFolder(dirname(folder));
}

async function start(folder: string): Promise<DurablePglite> {
  const fs = new FlushingFS(folder);
  const pglite = await PGlite.create({ ...PGLITE_OPTIONS, fs, startParams: START_PARAMS });
  return { pglite, flushes: () => fs.flushes };
}

/** What PGlite's file system lacks: an `fsync` that reaches the disk. */
class FlushingFS extends NodeFS {
  flushes = 0;

  override async init(...[pglite, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), (module: object) => this.#hook(module as EmscriptenModule)];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }

  #hook({ NODEFS }: EmscriptenModule): void {
    NODEFS.stream_ops.fsync = (stream) => {
      this.flushes += 1;
      try {
        if (stream.nfd !== undefined) fsyncSync(stream.nfd);
        else syncFolderNow(NODEFS.realPath(stream.node));
        return 0;
      } catch {
        // PostgreSQL stops at this, as it must: it cannot know what is on disk.
        return -EIO;
      }
    };
  }
}

/** Emscripten's own number for an input or output error. */
const EIO = 29;

interface EmscriptenModule {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: EmscriptenStream) => number };
    realPath(node: unknown): string;
  };
}

interface EmscriptenStream {
  /** Absent for a folder. */
  readonly nfd?: number;
  readonly node: unknown;
}

function syncFolderNow(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
