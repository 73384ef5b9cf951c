import type { Kysely } from 'kysely';

import type { CaseQuery, CaseRecord } from '../records.ts';
import { toCaseRecord } from '../rows/case-row.ts';
import type { Tables } from '../tables.ts';
import { inOrderOf, matchingCases } from './matching-cases.ts';

export async function listCaseRecords(db: Kysely<Tables>, query: CaseQuery): Promise<readonly CaseRecord[]> {
  const { cases } = await matchingCases(db, query);
  const rows = await cases
    .selectAll()
    .orderBy(inOrderOf(query))
    .limit(query.limit ?? 100)
    .offset(query.offset ?? 0)
    .execute();
  return rows.map(toCaseRecord);
}
