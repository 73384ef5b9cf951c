import type { Kysely } from 'kysely';

import type { CaseQuery } from '../records.ts';
import type { Tables } from '../tables.ts';
import { matchingCases } from './matching-cases.ts';

export async function countCases(db: Kysely<Tables>, query: CaseQuery): Promise<number> {
  const { count } = await db
    .selectFrom('cases')
    .select((column) => column.fn.countAll<string>().as('count'))
    .where(matchingCases(query))
    .executeTakeFirstOrThrow();
  return Number(count);
}
