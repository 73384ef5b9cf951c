import { type Kysely, sql } from 'kysely';

import type { CaseNumber } from '../records.ts';
import type { Tables } from '../tables.ts';

/** The next numbers that no case bears: imported cases bring theirs along. */
export async function nextCaseNumbers(
  db: Kysely<Tables>,
  prefix: string,
  count: number,
): Promise<readonly CaseNumber[]> {
  const drawn = await drawNumbers(db, prefix, count);
  if (!drawn.some(({ taken }) => taken)) return drawn.map(({ number }) => number);
  await skipTakenNumbers(db);
  return (await drawNumbers(db, prefix, count)).map(({ number }) => number);
}

async function drawNumbers(
  db: Kysely<Tables>,
  prefix: string,
  count: number,
): Promise<readonly { readonly number: CaseNumber; readonly taken: boolean }[]> {
  const { rows } = await sql<{ number: CaseNumber; taken: boolean }>`
    with drawn as materialized (
      select ${`${prefix}-`}::text || nextval('case_number') as number from generate_series(1, ${count}::integer)
    )
    select number, exists (select from cases where cases.number = drawn.number) as taken from drawn`.execute(db);
  return rows;
}

/** Moves past the highest number in use. Two that do so at once may still meet; the number is unique, one of them retries. */
async function skipTakenNumbers(db: Kysely<Tables>): Promise<void> {
  await sql`
    select setval('case_number', greatest(
      (select last_value from case_number),
      (select max(substring(number from '[0-9]{1,15}$')::bigint) from cases)
    ))`.execute(db);
}
