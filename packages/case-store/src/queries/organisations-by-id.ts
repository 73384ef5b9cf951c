import type { Kysely } from 'kysely';

import type { Organisation } from '../records.ts';
import { toOrganisation } from '../rows/organisation-row.ts';
import type { Tables } from '../tables.ts';

export async function organisationsById(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Organisation>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('organisations').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toOrganisation(row)]));
}
