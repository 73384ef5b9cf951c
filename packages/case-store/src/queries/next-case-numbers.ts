import { type Kysely, sql } from 'kysely';

import type { CaseNumber } from '../records.ts';
import type { Tables } from '../tables.ts';

/** The next numbers that no case bears: imported cases bring theirs along. */
export async function nextCaseNumbers(
  db: Kysely<Tables>,
  prefix: string,
  count: number,
): Promise<readonly CaseNumber[]> {
  const numbers = await drawNumbers(db, prefix, count);
  if (!(await isAnyTaken(db, numbers))) return numbers;
  await skipTakenNumbers(db);
  return drawNumbers(db, prefix, count);
}

async function drawNumbers(db: Kysely<Tables>, prefix: string, count: number): Promise<CaseNumber[]> {
  const { rows } = await sql<{ next: string }>`
    select nextval('case_number') as next from generate_series(1, ${count}::integer)`.execute(db);
  return rows.map(({ next }) => `${prefix}-${next}`);
}

async function isAnyTaken(db: Kysely<Tables>, numbers: readonly CaseNumber[]): Promise<boolean> {
  const taken = db.selectFrom('cases').select('id').where(sql<boolean>`number = any(${numbers}::text[])`).limit(1);
  return (await taken.executeTakeFirst()) !== undefined;
}

/** Moves past the highest number in use. Two that do so at once may still meet; the number is unique, one of them retries. */
async function skipTakenNumbers(db: Kysely<Tables>): Promise<void> {
  await sql`
    select setval('case_number', greatest(
      (select last_value from case_number),
      (select max(substring(number from '[0-9]{1,15}$')::bigint) from cases)
    ))`.execute(db);
}
