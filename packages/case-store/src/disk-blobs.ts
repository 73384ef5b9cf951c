import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { incoming, isAbsent, pathOf, SHA_256 } from './blob-paths.ts';
import type { BlobStore } from './case-store.ts';
import type { BlobRef, Swept } from './records.ts';
import { BlobMissing } from './store-error.ts';
import { listBlobs, sweepBlobs } from './sweep-disk-blobs.ts';
import { syncFolder } from './sync-folder.ts';

/** What the store itself needs of its files beside what the port offers. */
export interface DiskBlobs extends BlobStore {
  /** Every file that is there, shelf by shelf. */
  list(): AsyncIterable<string>;
  /** Removes those of these files that were last put longer ago than this; says how many, and how many bytes. */
  sweep(hashes: readonly string[], ageSeconds: number): Promise<Swept>;
}

/** Files in a folder, named by the SHA-256 of their content: `ab/cdef…`. A file has its name only once all of it is on disk. */
export function diskBlobs(folder: string): DiskBlobs {
  const flushedShelves = new Set<string>();
  return {
    put: (content) => putBlob(folder, content, flushedShelves),
    read: (hash) => readBlob(folder, hash),
    has: async (hash) => SHA_256.test(hash) && exists(pathOf(folder, hash)),
    list: () => listBlobs(folder),
    sweep: (hashes, ageSeconds) => sweepBlobs(folder, hashes, ageSeconds),
  };
}

/** What a stopped process left half written. Only for whoever has the folder alone. */
export async function clearIncoming(folder: string): Promise<void> {
  await rm(incoming(folder), { recursive: true, force: true });
}

async function putBlob(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  flushedShelves: Set<string>,
): Promise<BlobRef> {
  const temporary = join(incoming(folder), randomUUID());
  try {
    const blob = await writeHashed(temporary, content);
    await moveInto(folder, temporary, blob.hash, flushedShelves);
    return blob;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeHashed(path: string, content: AsyncIterable<Uint8Array>): Promise<BlobRef> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await inFolder(dirname(path), () => open(path, 'wx'));
  try {
    for await (const pieces of inBlocks(content)) {
      for (const piece of pieces) {
        hash.update(piece);
        size += piece.byteLength;
      }
      await file.writev(pieces);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { hash: hash.digest('hex'), size };
}

/** Bytes that are written at once: what comes in lines is not written line by line. */
const BLOCK = 256 * 1024;

async function* inBlocks(content: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Uint8Array[]> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of content) {
    pieces.push(piece);
    size += piece.byteLength;
    if (size < BLOCK) continue;
    yield pieces;
    pieces = [];
    size = 0;
  }
  if (size > 0) yield pieces;
}

/**
 * The same content again takes the other's place, so that the file is as new, which keeps it from being swept. Its folder is
 * flushed also then, since whoever wrote it before may not have come to that yet.
 */
async function moveInto(folder: string, temporary: string, hash: string, flushedShelves: Set<string>): Promise<void> {
  const path = pathOf(folder, hash);
  const shelf = dirname(path);
  await inFolder(shelf, () => rename(temporary, path));
  await syncFolder(shelf);
  if (flushedShelves.has(shelf)) return;
  await syncFolder(folder);
  flushedShelves.add(shelf);
}

/** Most of the time the folder is there: it is made only when it is missed. */
async function inFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isAbsent(error)) throw error;
    await mkdir(folder, { recursive: true });
    return work();
  }
}

async function* readBlob(folder: string, hash: string): AsyncGenerator<Uint8Array> {
  if (!SHA_256.test(hash)) throw new BlobMissing(hash);
  try {
    yield* createReadStream(pathOf(folder, hash));
  } catch (error) {
    if (isAbsent(error)) throw new BlobMissing(hash, error);
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
