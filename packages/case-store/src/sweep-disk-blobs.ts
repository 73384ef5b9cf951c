import { randomUUID } from 'node:crypto';
import { mkdir, opendir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { incoming, isAbsent, pathOf, SHA_256 } from './blob-paths.ts';
import type { Swept } from './records.ts';

const SHELF = /^[0-9a-f]{2}$/;

/** Every file that is there, shelf by shelf. */
export async function* listBlobs(folder: string): AsyncGenerator<string> {
  const shelves = (await readdir(folder)).filter((name) => SHELF.test(name)).toSorted();
  for (const shelf of shelves) {
    for await (const { name } of await opendir(join(folder, shelf))) {
      if (SHA_256.test(shelf + name)) yield shelf + name;
    }
  }
}

/** Removes those of these files that were last put longer ago than this. */
export async function sweepBlobs(folder: string, hashes: readonly string[], ageSeconds: number): Promise<Swept> {
  if (hashes.length === 0) return { files: 0, bytes: 0 };
  const before = (await presentOf(folder)) - ageSeconds * 1000;
  let files = 0;
  let bytes = 0;
  for (const hash of hashes) {
    const size = await removeUnused(folder, hash, before);
    if (size === undefined) continue;
    files += 1;
    bytes += size;
  }
  return { files, bytes };
}

/** What time it is where the files are: another machine may keep them. */
async function presentOf(folder: string): Promise<number> {
  await mkdir(incoming(folder), { recursive: true });
  const probe = join(incoming(folder), randomUUID());
  try {
    await writeFile(probe, '');
    return (await stat(probe)).mtimeMs;
  } finally {
    await rm(probe, { force: true });
  }
}

/**
 * Moves it aside before the last look at its age: whoever puts the same content now either made the file young before it was
 * moved, and it goes back, or finds it gone and writes it anew.
 */
async function removeUnused(folder: string, hash: string, before: number): Promise<number | undefined> {
  const path = pathOf(folder, hash);
  const aside = join(incoming(folder), `${basename(path)}.${randomUUID()}`);
  try {
    if ((await stat(path)).mtimeMs > before) return undefined;
    await rename(path, aside);
    const { mtimeMs, size } = await stat(aside);
    if (mtimeMs > before) {
      await rename(aside, path);
      return undefined;
    }
    await rm(aside);
    return size;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
