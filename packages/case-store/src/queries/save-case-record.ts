import type { Kysely } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromCaseRecord } from '../rows/case-row.ts';
import { StaleCase } from '../store-error.ts';
import type { Tables } from '../tables.ts';

/** Saves the projection if nobody did since; returns the position of the change's first event. */
export async function saveCaseRecord(db: Kysely<Tables>, change: CaseChange): Promise<number> {
  return change.expectedVersion === 0 ? insertRecord(db, change) : updateRecord(db, change);
}

async function insertRecord(db: Kysely<Tables>, { record, events }: CaseChange): Promise<number> {
  const row = await db
    .insertInto('cases')
    .values({ ...fromCaseRecord(record), version: 1, event_count: events.length })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new StaleCase(record.id, 0);
  return 0;
}

async function updateRecord(db: Kysely<Tables>, change: CaseChange): Promise<number> {
  const { record, events, expectedVersion } = change;
  const row = await db
    .updateTable('cases')
    .set((column) => ({
      ...fromCaseRecord(record),
      version: expectedVersion + 1,
      event_count: column('event_count', '+', events.length),
    }))
    .where('id', '=', record.id)
    .where('version', '=', expectedVersion)
    .returning('event_count')
    .executeTakeFirst();
  if (!row) throw new StaleCase(record.id, expectedVersion);
  return row.event_count - events.length;
}
