import { setTimeout as wait } from 'node:timers/promises';

import { type Kysely, sql } from 'kysely';
import { acceptRawOn } from './accept-raw.ts';
import type { BlobStore, CaseStore, StoreUnit } from './case-store.ts';
import { type ChangeFeed, createChangeFeed } from './change-feed.ts';
import type { Database } from './database.ts';
import { isConflict } from './database-failure.ts';
import type { DiskBlobs } from './disk-blobs.ts';
import { exportStore, type WriteRecord } from './export/export-store.ts';
import { importStore } from './export/import-store.ts';
import type { StoreRecord } from './export/store-record.ts';
import { channelStateIn } from './queries/channel-state.ts';
import { claimOutbox } from './queries/claim-outbox.ts';
import { nextDueAt } from './queries/next-due-at.ts';
import { reviveOutbox } from './queries/revive-outbox.ts';
import { settleOutbox } from './queries/settle-outbox.ts';
import type { DeliveryOutcome, StoreChange } from './records.ts';
import { readsOn } from './sql-reads.ts';
import { unitOn } from './sql-unit.ts';
import { readClock, type StoreClock } from './store-clock.ts';
import { StoreConflict } from './store-error.ts';
import { type StoreFiles, storeFiles } from './store-files.ts';
import { StoreGuard } from './store-guard.ts';
import { sweepUnnamed } from './sweep-unnamed.ts';
import type { Tables } from './tables.ts';

/** Each commit on a case sends all who waited for it back to their start. */
const ATTEMPTS = 25;
/** From this attempt on they go one after the other: whoever lost twice could else lose for ever. */
const FIRST_IN_TURN = 3;
const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 200;

export interface StoreParts {
  readonly database: Database;
  readonly blobs: DiskBlobs;
  readonly clock: StoreClock;
  /** Before anything is written; throws when there is no room for it. */
  readonly admit?: () => void;
  /** After each commit; a database without background workers is looked after here. */
  readonly committed?: () => void;
  /** Lets go of what the store stands on. */
  readonly release: () => Promise<void>;
}

/** The port on SQL: PostgreSQL and PGlite alike. */
export function createSqlCaseStore(parts: StoreParts): CaseStore {
  const { database, clock } = parts;
  const { db } = database;
  const files = storeFiles({ ...parts, db, disk: parts.blobs });
  const guard = new StoreGuard();
  const feed = createChangeFeed(database.wire);

  let closing: Promise<void> | undefined;

  async function shut(): Promise<void> {
    await guard.close();
    await feed.close();
    await parts.release();
  }

  async function settled(settle: () => Promise<void>): Promise<void> {
    parts.admit?.();
    await settle();
    // What stood behind the item may go now.
    feed.publish([{ kind: 'outbox' }]);
  }

  return {
    blobs: guardedBlobs(files, guard),
    acceptRaw: acceptRawIn(parts, files, guard, feed),
    subscribe: feed.subscribe,
    ...guard.each({
      ...readsOn(db),
      now: () => readClock(db, clock),
      nextDueAt: (destinations?: readonly string[]) => nextDueAt(db, destinations),
      claimOutbox: async (destinations: readonly string[], limit: number, leaseSeconds: number) => {
        parts.admit?.();
        return claimOutbox(db, clock, { destinations, limit, leaseSeconds });
      },
      settleOutbox: (id: string, outcome: DeliveryOutcome) => settled(() => settleOutbox(db, clock, id, outcome)),
      exportAll: (write: WriteRecord) => exportStore(db, files, write),
      importAll: (records: AsyncIterable<StoreRecord>) =>
        importStore({ db, blobs: files, admit: parts.admit }, records),
      sweepBlobs: (graceSeconds?: number) => sweepUnnamed(db, files, graceSeconds),
      reviveOutbox: (id: string) => settled(() => reviveOutbox(db, clock, id)),
    }),
    channelState: (namespace) => guard.each({ ...channelStateIn(db, namespace) }),
    transaction: (work) => guard.run('transaction', () => inTransaction(parts, guard, feed, work)),
    close() {
      closing ??= shut();
      return closing;
    },
  };
}

function acceptRawIn(
  parts: StoreParts,
  files: StoreFiles,
  guard: StoreGuard,
  feed: ChangeFeed,
): CaseStore['acceptRaw'] {
  const { database, clock } = parts;
  return acceptRawOn({
    db: database.db,
    clock,
    files,
    writing: (write) =>
      guard.run('acceptRaw', async () => {
        parts.admit?.();
        const accepted = await write();
        parts.committed?.();
        if (accepted.some(({ fresh }) => fresh)) feed.publish([{ kind: 'inbox' }]);
        return accepted;
      }),
  });
}

/** What lies in the database cannot be asked for inside a transaction, which on one connection would wait for itself. */
function guardedBlobs(files: StoreFiles, guard: StoreGuard): BlobStore {
  return {
    ...guard.each({ put: files.put, has: files.has }),
    read: async function* (hash) {
      await guard.run('blobs.read', async () => undefined);
      yield* files.read(hash);
    },
  };
}

async function inTransaction<Result>(
  parts: StoreParts,
  guard: StoreGuard,
  feed: ChangeFeed,
  work: (unit: StoreUnit) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const changes: StoreChange[] = [];
    parts.admit?.();
    try {
      const result = await attemptOnce(parts, attempt, async (transaction) => {
        const now = await readClock(transaction, parts.clock);
        const unit = unitOn(transaction, now, (change) => changes.push(change));
        return guard.inside(() => work(unit));
      });
      parts.committed?.();
      feed.publish(changes);
      return result;
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === ATTEMPTS) throw new StoreConflict(attempt, error);
      await wait(backOffMs(attempt));
    }
  }
}

/**
 * Repeatable read: whoever waited for a case that was saved meanwhile starts again with a later `now`, so the events of a
 * case never go back in time; and what was read outside any lock, such as a setting, cannot be lost to a second writer.
 */
async function attemptOnce<Result>(
  { database }: StoreParts,
  attempt: number,
  work: (transaction: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      // Before anything is read: what the transaction sees is fixed by its first query, and a lock is none.
      if (attempt >= FIRST_IN_TURN) await sql`lock table turns in exclusive mode`.execute(transaction);
      return work(transaction);
    });
}

/** Longer each time, and never the same for two that met. */
function backOffMs(attempt: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS) * (0.5 + Math.random());
}
