import type { Kysely } from 'kysely';

import type { StoredEvent } from '../records.ts';
import { toStoredEvent } from '../rows/event-row.ts';
import type { Tables } from '../tables.ts';

/** The first so many: those of the version whose record was read, also when somebody appends in between. */
export async function loadEvents(db: Kysely<Tables>, caseId: string, count: number): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom('case_events')
    .select(['position', 'id', 'type', 'at', 'recorded_at', 'facts'])
    .where('case_id', '=', caseId)
    .where('position', '<', count)
    .orderBy('at')
    .orderBy('position')
    .execute();
  return rows.map(toStoredEvent);
}
