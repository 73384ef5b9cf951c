import { type Kysely, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';

import type { CaseRef, LoadedCase } from '../records.ts';
import { toCaseRecord } from '../rows/case-row.ts';
import { toStoredEvent } from '../rows/event-row.ts';
import type { Tables } from '../tables.ts';

type Lock = 'locked' | 'unlocked';

/** By id or by number; locked until the transaction ends where asked. */
export async function loadCase(db: Kysely<Tables>, ref: CaseRef, lock: Lock): Promise<LoadedCase | undefined> {
  const query = casesWithEvents(db).where((where) =>
    where.or([where('id', '=', ref), where('number', '=', ref.toUpperCase())]),
  );
  const row = await (lock === 'locked' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  return row && toLoadedCase(row);
}

/** In order of their ids, which is also the order in which they are locked. */
export async function lockCases(db: Kysely<Tables>, refs: readonly CaseRef[]): Promise<readonly LoadedCase[]> {
  if (refs.length === 0) return [];
  const numbers = refs.map((ref) => ref.toUpperCase());
  const query = casesWithEvents(db).where(
    sql<boolean>`(id = any(${refs}::text[]) or number = any(${numbers}::text[]))`,
  );
  return (await query.orderBy('id').forNoKeyUpdate().execute()).map(toLoadedCase);
}

/**
 * One statement, so that record and events agree. Locked with `for no key update`: a stronger lock would also wait for those who
 * only refer to the case, such as a new message.
 */
function casesWithEvents(db: Kysely<Tables>) {
  return db
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
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof casesWithEvents>['executeTakeFirstOrThrow']>>;

function toLoadedCase(row: Row): LoadedCase {
  return { record: toCaseRecord(row), events: row.events.map(toStoredEvent) };
}
