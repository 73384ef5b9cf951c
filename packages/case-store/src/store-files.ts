import { createHash } from 'node:crypto';

import type { Kysely } from 'kysely';

import { SHA_256 } from './blob-paths.ts';
import type { BlobStore } from './case-store.ts';
import type { DiskBlobs } from './disk-blobs.ts';
import { inGroups } from './in-groups.ts';
import {
  hasSmallFile,
  keepSmallFiles,
  listSmallFiles,
  readSmallFiles,
  type SmallFile,
  sweepSmallFiles,
} from './queries/small-files.ts';
import type { BlobRef } from './records.ts';
import type { Tables } from './tables.ts';

/** Files up to this size lie in the database, larger ones in the folder. */
export const SMALL = 32 * 1024;
/** So many at most are written or read by one statement. */
export const MOST_TOGETHER = 64;

export interface StoreFiles extends DiskBlobs {
  /** The same as a transaction sees them; it reads from no other connection. */
  readIn(transaction: Kysely<Tables>): Pick<BlobStore, 'read'>;
  /** A small file that is not kept yet, or where the large one was put. */
  takeIn(content: AsyncIterable<Uint8Array>): Promise<TakenIn>;
}

/** Nothing of a small file is on disk yet. */
export type TakenIn =
  | { readonly blob: BlobRef; readonly small: SmallFile }
  | { readonly blob: BlobRef; readonly small?: undefined };

interface FileParts {
  readonly db: Kysely<Tables>;
  readonly disk: DiskBlobs;
  readonly admit?: (() => void) | undefined;
  readonly committed?: (() => void) | undefined;
}

/** Small files in the database, those that come at once with one flush for all; large ones in the folder. */
export function storeFiles({ db, disk, admit, committed }: FileParts): StoreFiles {
  const keep = inGroups(MOST_TOGETHER, async (files: readonly SmallFile[]) => {
    admit?.();
    await keepSmallFiles(db, files);
    committed?.();
    return files.map(({ hash }) => hash);
  });
  const find = inGroups(MOST_TOGETHER, async (hashes: readonly string[]) => {
    const found = await readSmallFiles(db, hashes);
    return hashes.map((hash) => found.get(hash) ?? missing);
  });
  const takeIn = async (content: AsyncIterable<Uint8Array>): Promise<TakenIn> => {
    const { beginning, rest } = await begin(content);
    if (rest !== undefined) return { blob: await disk.put(rest) };
    const hash = createHash('sha256').update(beginning).digest('hex');
    return { blob: { hash, size: beginning.length }, small: { hash, content: beginning } };
  };
  return {
    takeIn,
    put: async (content) => {
      const { blob, small } = await takeIn(content);
      if (small) await keep(small);
      return blob;
    },
    read: (hash) => readFrom(hash, find, disk),
    readIn: (transaction) => ({
      read: (hash) =>
        readFrom(hash, async () => (await readSmallFiles(transaction, [hash])).get(hash) ?? missing, disk),
    }),
    has: async (hash) => SHA_256.test(hash) && ((await hasSmallFile(db, hash)) || disk.has(hash)),
    list: async function* () {
      yield* listSmallFiles(db);
      yield* disk.list();
    },
    sweep: async (hashes, ageSeconds) => {
      const small = await sweepSmallFiles(db, hashes, ageSeconds);
      const large = await disk.sweep(hashes, ageSeconds);
      return { files: small.files + large.files, bytes: small.bytes + large.bytes };
    },
  };
}

const missing = Symbol('missing');

async function* readFrom(
  hash: string,
  find: (hash: string) => Promise<Uint8Array | typeof missing>,
  disk: DiskBlobs,
): AsyncGenerator<Uint8Array> {
  const small = SHA_256.test(hash) ? await find(hash) : missing;
  if (small !== missing) yield small;
  else yield* disk.read(hash);
}

interface Begun {
  readonly beginning: Buffer;
  /** All of it, where it goes on. */
  readonly rest?: AsyncIterable<Uint8Array>;
}

/** Reads until it is known whether it is small. */
async function begin(content: AsyncIterable<Uint8Array>): Promise<Begun> {
  const iterator = content[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (size <= SMALL) {
    const next = await iterator.next();
    if (next.done) return { beginning: Buffer.concat(pieces) };
    pieces.push(next.value);
    size += next.value.byteLength;
  }
  return { beginning: Buffer.alloc(0), rest: goOn(pieces, iterator) };
}

async function* goOn(pieces: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
