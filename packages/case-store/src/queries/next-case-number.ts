import { type Kysely, sql } from 'kysely';

import type { CaseNumber } from '../records.ts';
import type { Tables } from '../tables.ts';

/** The next number that no case bears: imported cases bring theirs along. */
export async function nextCaseNumber(db: Kysely<Tables>, prefix: string): Promise<CaseNumber> {
  const number = await drawNumber(db, prefix);
  if (!(await isTaken(db, number))) return number;
  await skipTakenNumbers(db);
  return drawNumber(db, prefix);
}

async function drawNumber(db: Kysely<Tables>, prefix: string): Promise<CaseNumber> {
  const { rows } = await sql<{ next: string }>`select nextval('case_number') as next`.execute(db);
  return `${prefix}-${rows[0]?.next}`;
}

async function isTaken(db: Kysely<Tables>, number: CaseNumber): Promise<boolean> {
  return (await db.selectFrom('cases').select('id').where('number', '=', number).executeTakeFirst()) !== undefined;
}

/** Moves past the highest number in use. Two that do so at once may still meet; the number is unique, one of them retries. */
async function skipTakenNumbers(db: Kysely<Tables>): Promise<void> {
  await sql`
    select setval('case_number', greatest(
      (select last_value from case_number),
      (select max(substring(number from '[0-9]{1,15}$')::bigint) from cases)
    ))`.execute(db);
}
