import type { Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromNewEvent } from '../rows/event-row.ts';
import type { Tables } from '../tables.ts';
import { inChunks } from './in-chunks.ts';

export async function appendEvents(
  db: Kysely<Tables>,
  { record, events }: CaseChange,
  firstPosition: number,
  now: Temporal.Instant,
): Promise<void> {
  const rows = events.map((event, index) => fromNewEvent(record.id, firstPosition + index, event, now));
  await inChunks(rows, (chunk) => db.insertInto('case_events').values(chunk).execute());
}
