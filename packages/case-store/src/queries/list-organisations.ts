import type { Kysely } from 'kysely';

import type { Organisation } from '../records.ts';
import { toOrganisation } from '../rows/organisation-row.ts';
import type { Tables } from '../tables.ts';

export async function listOrganisations(db: Kysely<Tables>): Promise<readonly Organisation[]> {
  const rows = await db.selectFrom('organisations').selectAll().orderBy('id').execute();
  return rows.map(toOrganisation);
}
