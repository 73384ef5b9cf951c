import type { Kysely } from 'kysely';

import type { DiskBlobs } from './disk-blobs.ts';
import { namedBlobs } from './queries/named-blobs.ts';
import type { Swept } from './records.ts';
import type { Tables } from './tables.ts';

const A_DAY = 86_400;
const BATCH = 500;

/** Goes through the files and removes those that nothing names and that nobody put of late. */
export async function sweepUnnamed(db: Kysely<Tables>, blobs: DiskBlobs, graceSeconds = A_DAY): Promise<Swept> {
  const swept = { files: 0, bytes: 0 };
  const sweep = async (hashes: readonly string[]) => {
    const named = await namedBlobs(db, hashes);
    const unnamed = hashes.filter((hash) => !named.has(hash));
    const { files, bytes } = await blobs.sweep(unnamed, graceSeconds);
    swept.files += files;
    swept.bytes += bytes;
  };
  let batch: string[] = [];
  for await (const hash of blobs.list()) {
    batch.push(hash);
    if (batch.length < BATCH) continue;
    await sweep(batch);
    batch = [];
  }
  await sweep(batch);
  return swept;
}
