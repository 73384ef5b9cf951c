import { type Kysely, sql } from 'kysely';

import type { CaseQuery } from '../records.ts';
import type { Tables } from '../tables.ts';
import { matchingCases } from './matching-cases.ts';

export async function countCases(db: Kysely<Tables>, query: CaseQuery, most?: number): Promise<number> {
  const { cases } = await matchingCases(db, query);
  const counted = cases.select(sql.lit(1).as('one')).$if(most !== undefined, (some) => some.limit(most ?? 0));
  const { count } = await db
    .selectFrom(counted.as('counted'))
    .select((column) => column.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
