import type { Kysely } from 'kysely';

import type { CaseRef } from '../records.ts';
import type { CaseRow } from '../rows/case-row.ts';
import type { Tables } from '../tables.ts';

/** By id or by number; locked until the transaction ends where asked. */
export async function findCaseRow(
  db: Kysely<Tables>,
  ref: CaseRef,
  lock: 'locked' | 'unlocked',
): Promise<CaseRow | undefined> {
  const query = db
    .selectFrom('cases')
    .selectAll()
    .where((where) => where.or([where('id', '=', ref), where('number', '=', ref.toUpperCase())]));
  // Stronger locks would also wait for those who only refer to the case, such as a new message.
  return (lock === 'locked' ? query.forNoKeyUpdate() : query).executeTakeFirst();
}
