import { type Kysely, sql } from 'kysely';

import type { CaseQuery, CaseRecord } from '../records.ts';
import { toCaseRecord } from '../rows/case-row.ts';
import type { Tables } from '../tables.ts';
import { matchingCases } from './matching-cases.ts';

/** Each an index's order, down to the id, so that pages neither repeat nor lose a case. */
const ORDERS = {
  'next-due': sql`next_due_at asc nulls last, opened_at asc, id asc`,
  changed: sql`changed_at desc, id asc`,
  opened: sql`opened_at desc, id asc`,
};

export async function listCaseRecords(db: Kysely<Tables>, query: CaseQuery): Promise<readonly CaseRecord[]> {
  const rows = await db
    .selectFrom('cases')
    .selectAll()
    .where(matchingCases(query))
    .orderBy(ORDERS[query.order ?? 'next-due'])
    .limit(query.limit ?? 100)
    .offset(query.offset ?? 0)
    .execute();
  return rows.map(toCaseRecord);
}
