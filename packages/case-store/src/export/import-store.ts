import { type Kysely, sql } from 'kysely';

import type { BlobStore } from '../case-store.ts';
import { ImportFailed, StoreNotEmpty } from '../store-error.ts';
import type { Tables } from '../tables.ts';
import { insertRecords } from './insert-records.ts';
import type { StoreRecord } from './store-record.ts';

const BATCH = 200;

/** Tables that only cases, people or a desk's settings fill. */
const FILLED = [
  'cases',
  'messages',
  'inbox',
  'outbox',
  'contacts',
  'organisations',
  'agents',
  'teams',
  'settings',
  'channel_state',
  'policy_versions',
] as const;

interface ImportParts {
  readonly db: Kysely<Tables>;
  readonly blobs: BlobStore;
  /** Throws when there is no room for more. */
  readonly admit: (() => void) | undefined;
}

/**
 * Fills an empty store: files first, each under the hash of what came, then all the rest in one transaction, so that an import
 * that fails leaves a store as empty as it was.
 */
export async function importStore(
  { db, blobs, admit }: ImportParts,
  records: AsyncIterable<StoreRecord>,
): Promise<void> {
  await refuseFilled(db);
  const source = counted(records);
  try {
    const first = await importFiles(blobs, source);
    await db.transaction().execute(async (transaction) => {
      await prepare(transaction);
      for await (const batch of batchesOf(first, source)) {
        admit?.();
        await insertRecords(transaction, batch);
      }
    });
  } catch (error) {
    // What is wrong with the stream itself says where.
    if (source.hasFailed() || error instanceof StoreNotEmpty) throw error;
    throw new ImportFailed(source.count(), source.kind(), error);
  }
  for (const table of [...FILLED, 'case_events', 'clocks', 'effects', 'timers', 'audit']) {
    await sql`analyze ${sql.table(table)}`.execute(db);
  }
}

interface Source {
  next(): Promise<IteratorResult<StoreRecord>>;
  readonly count: () => number;
  readonly kind: () => string;
  readonly hasFailed: () => boolean;
}

function counted(records: AsyncIterable<StoreRecord>): Source {
  const iterator = records[Symbol.asyncIterator]();
  let count = 0;
  let kind = 'none';
  let failed = false;
  return {
    count: () => count,
    kind: () => kind,
    hasFailed: () => failed,
    async next() {
      try {
        const result = await iterator.next();
        if (!result.done) kind = result.value.kind;
        count += 1;
        return result;
      } catch (error) {
        failed = true;
        throw error;
      }
    },
  };
}

/** Records of one kind that follow each other. */
async function* batchesOf(first: IteratorResult<StoreRecord>, source: Source): AsyncGenerator<readonly StoreRecord[]> {
  let batch: StoreRecord[] = [];
  for (let next = first; !next.done; next = await source.next()) {
    if (batch.length >= BATCH || (batch[0] && batch[0].kind !== next.value.kind)) {
      yield batch;
      batch = [];
    }
    batch.push(next.value);
  }
  if (batch.length > 0) yield batch;
}

/** Nobody else writes meanwhile; and each row is checked as it comes, for millions of checks put off would fill the memory. */
async function prepare(db: Kysely<Tables>): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(db);
  await sql`lock table ${sql.join(FILLED.map((table) => sql.table(table)))} in exclusive mode`.execute(db);
  await refuseFilled(db);
  await sql`set constraints all immediate`.execute(db);
}

async function refuseFilled(db: Kysely<Tables>): Promise<void> {
  for (const table of FILLED) {
    const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) throw new StoreNotEmpty(table);
  }
}

/** Takes the files off the head of the stream; returns what comes after them. */
async function importFiles(blobs: BlobStore, source: Source): Promise<IteratorResult<StoreRecord>> {
  let next = await source.next();
  for (;;) {
    if (next.done) return next;
    if (next.value.kind !== 'header' && next.value.kind !== 'blob') return next;
    next = next.value.kind === 'blob' ? await importFile(blobs, next.value, source) : await source.next();
  }
}

async function importFile(
  blobs: BlobStore,
  { blob, missing }: Extract<StoreRecord, { readonly kind: 'blob' }>,
  source: Source,
): Promise<IteratorResult<StoreRecord>> {
  let next = await source.next();
  if (missing) return next;
  async function* content() {
    while (!next.done && next.value.kind === 'bytes') {
      yield Buffer.from(next.value.base64, 'base64');
      next = await source.next();
    }
  }
  const kept = await blobs.put(content());
  if (kept.hash !== blob.hash) {
    throw new Error(`the file ${blob.hash} was changed: what came has the hash ${kept.hash}`);
  }
  return next;
}
