import { type Kysely, sql } from 'kysely';

import type { CaseQuery, CaseRecord } from '../records.ts';
import { type CaseRow, toCaseRecord } from '../rows/case-row.ts';
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

/** One search in the index for each, whoever they are: a single one over all of them would read all their cases. */
export async function listCaseRecordsOf(
  db: Kysely<Tables>,
  requesters: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, readonly CaseRecord[]>> {
  const found = new Map<string, CaseRecord[]>(requesters.map((requester) => [requester, []]));
  if (requesters.length === 0) return found;
  const { rows } = await sql<CaseRow>`
    select latest.* from unnest(${[...found.keys()]}::text[]) as asked (requester)
    cross join lateral (
      select * from cases where cases.requester = asked.requester order by ${inOrderOf({ order: 'changed' })} limit ${limit}
    ) as latest
    order by ${inOrderOf({ order: 'changed' })}`.execute(db);
  for (const row of rows) found.get(row.requester)?.push(toCaseRecord(row));
  return found;
}
