import type { Kysely } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';

import type { CaseRef, LoadedCase } from '../records.ts';
import { toCaseRecord } from '../rows/case-row.ts';
import { toStoredEvent } from '../rows/event-row.ts';
import type { Tables } from '../tables.ts';

/** By id or by number; locked until the transaction ends where asked. One statement, so that record and events agree. */
export async function loadCase(
  db: Kysely<Tables>,
  ref: CaseRef,
  lock: 'locked' | 'unlocked',
): Promise<LoadedCase | undefined> {
  const query = db
    .selectFrom('cases')
    .selectAll()
    .select((from) =>
      jsonArrayFrom(
        from
          .selectFrom('case_events')
          .select(['position', 'id', 'type', 'at', 'recorded_at', 'facts'])
          .whereRef('case_events.case_id', '=', 'cases.id')
          .orderBy('at')
          .orderBy('position'),
      ).as('events'),
    )
    .where((where) => where.or([where('id', '=', ref), where('number', '=', ref.toUpperCase())]));
  // Stronger locks would also wait for those who only refer to the case, such as a new message.
  const row = await (lock === 'locked' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  return row && { record: toCaseRecord(row), events: row.events.map(toStoredEvent) };
}
