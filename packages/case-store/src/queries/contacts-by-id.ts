import type { Kysely } from 'kysely';

import type { Contact } from '../records.ts';
import { toContact } from '../rows/contact-row.ts';
import type { Tables } from '../tables.ts';

export async function contactsById(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, Contact>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('contacts').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toContact(row)]));
}
