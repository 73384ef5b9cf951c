import type { Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import type { CaseChange } from '../records.ts';
import { fromNewEvent } from '../rows/event-row.ts';
import { parsed } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { insertRows } from './insert-rows.ts';

/** `firstPositions` stand in the order of the changes. */
export async function appendEvents(
  db: Kysely<Tables>,
  changes: readonly CaseChange[],
  firstPositions: readonly number[],
  now: Temporal.Instant,
): Promise<void> {
  const rows = changes.flatMap(({ record, events }, change) =>
    events.map((event, index) =>
      parsed(fromNewEvent(record.id, (firstPositions[change] ?? 0) + index, event, now), 'facts'),
    ),
  );
  await insertRows(db, 'case_events', rows);
}
