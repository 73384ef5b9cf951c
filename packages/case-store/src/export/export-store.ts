import { type Kysely, type RawBuilder, sql } from 'kysely';

import type { BlobStore } from '../case-store.ts';
import { type CaseFileRow, EXPORTS } from '../queries/export-rows.ts';
import { toAgent } from '../rows/agent-row.ts';
import { toAuditEntry } from '../rows/audit-row.ts';
import { toCaseRecord } from '../rows/case-row.ts';
import { toClockState } from '../rows/clock-row.ts';
import { toContact } from '../rows/contact-row.ts';
import { toEffect } from '../rows/effect-row.ts';
import { toStoredEvent } from '../rows/event-row.ts';
import { toInboxItem } from '../rows/inbox-row.ts';
import { toMessage } from '../rows/message-row.ts';
import { toOrganisation } from '../rows/organisation-row.ts';
import { toOutboxItem } from '../rows/outbox-row.ts';
import { toTeam } from '../rows/team-row.ts';
import { toDueTimer } from '../rows/timer-row.ts';
import { present, toInstant } from '../rows/values.ts';
import { BlobMissing } from '../store-error.ts';
import type { StoreFiles } from '../store-files.ts';
import type { Tables } from '../tables.ts';
import { openCursor } from './open-cursor.ts';
import { EXPORT_VERSION, type OutboxRecord, type StoreRecord } from './store-record.ts';

export type WriteRecord = (record: StoreRecord) => Promise<void>;

/** Everything as of one instant: one transaction that only reads, however long the reader takes. */
export async function exportStore(db: Kysely<Tables>, files: StoreFiles, write: WriteRecord): Promise<void> {
  await write({ kind: 'header', format: 'sla-export', version: EXPORT_VERSION });
  const records = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
      let count = 0;
      for await (const record of everything(transaction, files.readIn(transaction))) {
        await write(record);
        count += 1;
      }
      return count;
    });
  await write({ kind: 'end', records });
}

async function* everything(db: Kysely<Tables>, blobs: Pick<BlobStore, 'read'>): AsyncGenerator<StoreRecord> {
  for await (const { hash, size } of openCursor(db, EXPORTS.blobs)) {
    yield* fileRecords(blobs, { hash, size: Number(size) });
  }
  yield* peopleRecords(db);
  yield* deskRecords(db);
  yield* each(db, EXPORTS.cases, toCaseFile);
  yield* each(db, EXPORTS.messages, (row) => ({ kind: 'message', message: toMessage(row) }));
  yield* each(db, EXPORTS.inbox, (row) => ({ kind: 'inbox', item: toInboxItem(row) }));
  yield* each(db, EXPORTS.outbox, (row) => {
    const { position, ...item } = toOutboxItem(row);
    const claimableAt = toInstant(row.claimable_at);
    return { kind: 'outbox', item, claimableAt, ...present({ detail: row.detail }) } satisfies OutboxRecord;
  });
}

async function* peopleRecords(db: Kysely<Tables>): AsyncGenerator<StoreRecord> {
  yield* each(db, EXPORTS.organisations, (row) => ({ kind: 'organisation', organisation: toOrganisation(row) }));
  yield* each(db, EXPORTS.teams, (row) => ({ kind: 'team', team: toTeam(row) }));
  yield* each(db, EXPORTS.agents, (row) => ({ kind: 'agent', agent: toAgent(row) }));
  yield* each(db, EXPORTS.contacts, (row) => ({ kind: 'contact', contact: toContact(row) }));
}

async function* deskRecords(db: Kysely<Tables>): AsyncGenerator<StoreRecord> {
  yield* each(db, EXPORTS.policyVersions, ({ id, version, kept_at, body }) => ({
    kind: 'policy-version',
    id,
    version,
    keptAt: toInstant(kept_at),
    body,
  }));
  yield* each(db, EXPORTS.settings, ({ name, value }) => ({ kind: 'setting', name, value }));
  yield* each(db, EXPORTS.audit, (row) => ({ kind: 'audit', entry: toAuditEntry(row) }));
  yield* each(db, EXPORTS.channelState, ({ namespace, key, value }) => ({
    kind: 'channel-state',
    namespace,
    key,
    value,
  }));
  const { rows } = await sql<{ next: string }>`
    select case when is_called then last_value + 1 else last_value end as next from case_number`.execute(db);
  yield { kind: 'case-numbers', next: Number(rows[0]?.next) };
}

async function* each<Row>(
  db: Kysely<Tables>,
  query: RawBuilder<Row>,
  toRecord: (row: Row) => StoreRecord,
): AsyncGenerator<StoreRecord> {
  for await (const row of openCursor(db, query)) yield toRecord(row);
}

function toCaseFile(row: CaseFileRow): StoreRecord {
  return {
    kind: 'case',
    case: toCaseRecord(row),
    events: row.events.map(toStoredEvent),
    clocks: row.clocks.map(toClockState),
    effects: row.effects.map(toEffect),
    timers: row.timers.map(toDueTimer),
  };
}

/** A file that is gone is told of and skipped: a backup without it is better than none. */
async function* fileRecords(
  blobs: Pick<BlobStore, 'read'>,
  blob: { readonly hash: string; readonly size: number },
): AsyncGenerator<StoreRecord> {
  let announced = false;
  try {
    for await (const piece of inPieces(blobs.read(blob.hash))) {
      if (!announced) yield { kind: 'blob', blob };
      announced = true;
      yield { kind: 'bytes', base64: piece.toString('base64') };
    }
    if (!announced) yield { kind: 'blob', blob };
  } catch (error) {
    if (!(error instanceof BlobMissing)) throw error;
    yield { kind: 'blob', blob, missing: true };
  }
}

const PIECE = 48 * 1024;

/** Pieces of one length, however the disk hands them over, so that an export of the same is the same. */
async function* inPieces(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let kept = Buffer.alloc(0);
  for await (const part of content) {
    kept = Buffer.concat([kept, part]);
    while (kept.length >= PIECE) {
      yield kept.subarray(0, PIECE);
      kept = kept.subarray(PIECE);
    }
  }
  if (kept.length > 0) yield kept;
}
