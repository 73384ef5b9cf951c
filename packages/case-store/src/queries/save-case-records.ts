import { type Kysely, sql } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromCaseRecord } from '../rows/case-row.ts';
import { StaleCase } from '../store-error.ts';
import type { Tables } from '../tables.ts';
import { inChunks } from './in-chunks.ts';
import { columnsOf, rowsOf } from './insert-rows.ts';

/** Saves the projections if nobody did since; returns the position of each change's first event. */
export async function saveCaseRecords(db: Kysely<Tables>, changes: readonly CaseChange[]): Promise<readonly number[]> {
  const fresh = changes.filter((change) => change.expectedVersion === 0);
  const known = changes.filter((change) => change.expectedVersion !== 0);
  const counts = new Map([...(await insertRecords(db, fresh)), ...(await updateRecords(db, known))]);
  return changes.map(({ record, events, expectedVersion }) => {
    const count = counts.get(record.id);
    if (count === undefined) throw new StaleCase(record.id, expectedVersion);
    return count - events.length;
  });
}

type EventCounts = readonly (readonly [id: string, events: number])[];

async function insertRecords(db: Kysely<Tables>, changes: readonly CaseChange[]): Promise<EventCounts> {
  const rows = await inChunks(changes.map(toRow), async (chunk) => {
    const columns = columnsOf(chunk);
    const inserted = await sql<Saved>`
      insert into cases (${columns}) select ${columns} from ${rowsOf('cases', chunk)}
      on conflict (id) do nothing
      returning id, event_count`.execute(db);
    return inserted.rows;
  });
  return rows.map((row) => [row.id, row.event_count]);
}

async function updateRecords(db: Kysely<Tables>, changes: readonly CaseChange[]): Promise<EventCounts> {
  const rows = await inChunks(changes, async (chunk) => (await updateChunk(db, chunk)).rows);
  return rows.map((row) => [row.id, row.event_count]);
}

async function updateChunk(
  db: Kysely<Tables>,
  chunk: readonly CaseChange[],
): Promise<{ readonly rows: readonly Saved[] }> {
  const rows = chunk.map(toRow);
  const [first] = rows;
  if (!first) return { rows: [] };
  const { id, event_count, ...columns } = first;
  const assignments = Object.keys(columns).map((name) => sql`${sql.ref(name)} = ${sql.ref(`given.${name}`)}`);
  return sql<Saved>`
    update cases set ${sql.join(assignments)}, event_count = cases.event_count + given.event_count
    from ${rowsOf('cases', rows)} given
    join unnest(${rows.map((row) => row.id)}::text[], ${chunk.map((change) => change.expectedVersion)}::integer[])
      as loaded (id, version) on loaded.id = given.id
    where cases.id = given.id and cases.version = loaded.version
      and cases.id = any(${rows.map((row) => row.id)}::text[])
    returning cases.id, cases.event_count`.execute(db);
}

interface Saved {
  readonly id: string;
  readonly event_count: number;
}

function toRow({ record, expectedVersion, events, saves = 1 }: CaseChange) {
  return { ...fromCaseRecord(record), version: expectedVersion + saves, event_count: events.length };
}
