import { type Insertable, type Kysely, sql } from 'kysely';

import { addAuditEntries } from '../queries/add-audit.ts';
import { inChunks } from '../queries/in-chunks.ts';
import { fromAgent } from '../rows/agent-row.ts';
import { fromCaseRecord } from '../rows/case-row.ts';
import { fromClockState } from '../rows/clock-row.ts';
import { fromContact } from '../rows/contact-row.ts';
import { fromEffect } from '../rows/effect-row.ts';
import { fromStoredEvent } from '../rows/event-row.ts';
import { fromInboxItem } from '../rows/inbox-row.ts';
import { fromMessage } from '../rows/message-row.ts';
import { fromOrganisation } from '../rows/organisation-row.ts';
import { fromOutboxRecord } from '../rows/outbox-row.ts';
import { fromTeam } from '../rows/team-row.ts';
import { fromTimer } from '../rows/timer-row.ts';
import { fromInstant, toJson } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import type { CaseFileRecord, StoreRecord } from './store-record.ts';

/** Writes records of one kind as they are: no version is checked, nothing is derived. */
export async function insertRecords(db: Kysely<Tables>, records: readonly StoreRecord[]): Promise<void> {
  const [first] = records;
  if (first) await INSERT[first.kind](db, records as never);
}

type Kind = StoreRecord['kind'];
type Of<Name extends Kind> = Extract<StoreRecord, { readonly kind: Name }>;
type Insert<Name extends Kind> = (db: Kysely<Tables>, records: readonly Of<Name>[]) => Promise<unknown>;

const INSERT: { readonly [Name in Kind]: Insert<Name> } = {
  header: async () => {},
  blob: misplaced,
  bytes: misplaced,
  end: async () => {},
  organisation: (db, records) =>
    insert(
      db,
      'organisations',
      records.map(({ organisation }) => fromOrganisation(organisation)),
    ),
  team: (db, records) =>
    insert(
      db,
      'teams',
      records.map(({ team }) => fromTeam(team)),
    ),
  agent: (db, records) =>
    insert(
      db,
      'agents',
      records.map(({ agent }) => fromAgent(agent)),
    ),
  contact: (db, records) =>
    insert(
      db,
      'contacts',
      records.map(({ contact }) => fromContact(contact)),
    ),
  'policy-version': (db, records) =>
    insert(
      db,
      'policy_versions',
      records.map(({ id, version, keptAt, body }) => ({
        id,
        version,
        kept_at: fromInstant(keptAt),
        body: toJson(body),
      })),
    ),
  setting: (db, records) =>
    insert(
      db,
      'settings',
      records.map(({ name, value }) => ({ name, value: toJson(value) })),
    ),
  audit: (db, records) =>
    addAuditEntries(
      db,
      records.map(({ entry }) => entry),
    ),
  'channel-state': (db, records) =>
    insert(
      db,
      'channel_state',
      records.map(({ namespace, key, value }) => ({ namespace, key, value: toJson(value) })),
    ),
  'case-numbers': async (db, [numbers]) =>
    numbers && (await sql`select setval('case_number', ${sql.lit(numbers.next)}, false)`.execute(db)),
  case: insertCases,
  message: (db, records) =>
    insert(
      db,
      'messages',
      records.map(({ message }) => fromMessage(message)),
    ),
  inbox: (db, records) =>
    insert(
      db,
      'inbox',
      records.map(({ item }) => fromInboxItem(item)),
    ),
  outbox: (db, records) => insert(db, 'outbox', records.map(fromOutboxRecord)),
};

async function misplaced(): Promise<never> {
  throw new Error('files stand at the beginning of an export, each followed by its bytes');
}

async function insertCases(db: Kysely<Tables>, records: readonly CaseFileRecord[]): Promise<void> {
  await insert(
    db,
    'cases',
    records.map(({ case: record, events }) => ({
      ...fromCaseRecord(record),
      version: record.version,
      event_count: events.reduce((highest, { position }) => Math.max(highest, position + 1), 0),
    })),
  );
  const rowsOf = <Row>(toRows: (record: CaseFileRecord, id: string) => readonly Row[]) =>
    records.flatMap((record) => toRows(record, record.case.id));
  await insert(
    db,
    'case_events',
    rowsOf(({ events }, id) => events.map((event) => fromStoredEvent(id, event))),
  );
  await insert(
    db,
    'clocks',
    rowsOf(({ clocks }, id) => clocks.map((clock) => fromClockState(id, clock))),
  );
  await insert(
    db,
    'effects',
    rowsOf(({ effects }, id) => effects.map((effect) => fromEffect(id, effect))),
  );
  await insert(
    db,
    'timers',
    rowsOf(({ timers }, id) => timers.map((timer) => fromTimer({ ...timer, caseId: id }, timer.generation))),
  );
}

async function insert<Table extends keyof Tables>(
  db: Kysely<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  await inChunks(rows, (chunk) => db.insertInto(table).values(chunk).execute());
}
