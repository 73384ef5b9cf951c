import type { Kysely } from 'kysely';

import type { Organisation } from '../records.ts';
import { fromOrganisation } from '../rows/organisation-row.ts';
import type { Tables } from '../tables.ts';

export async function putOrganisation(db: Kysely<Tables>, organisation: Organisation): Promise<void> {
  const { id, ...rest } = fromOrganisation(organisation);
  await db
    .insertInto('organisations')
    .values({ id, ...rest })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute();
}
