import { type Kysely, sql } from 'kysely';

import type { Contact } from '../records.ts';
import { type ContactRow, fromContact, toContact } from '../rows/contact-row.ts';
import type { Tables } from '../tables.ts';
import { columnsOf, rowsOf } from './insert-rows.ts';

/**
 * By id first. A new id with a known address is the same person, seen again: the row learns what it lacked. Each id and each
 * address may come once.
 */
export async function putContacts(db: Kysely<Tables>, contacts: readonly Contact[]): Promise<readonly Contact[]> {
  if (contacts.length === 0) return [];
  const given = contacts.map(fromContact);
  const replaced = await replaceContacts(db, given);
  const known = new Set(replaced.map(({ id }) => id));
  const added = await addContacts(
    db,
    given.filter(({ id }) => !known.has(id)),
  );
  const kept = new Map([...replaced, ...added].map((row) => [row.email, toContact(row)]));
  return given.flatMap(({ email }) => kept.get(email) ?? []);
}

async function replaceContacts(db: Kysely<Tables>, rows: readonly ContactRow[]): Promise<readonly ContactRow[]> {
  const replaced = await sql<ContactRow>`
    update contacts set email = given.email, name = given.name, organisation = given.organisation,
      time_zone = given.time_zone, language = given.language, erased_at = given.erased_at
    from ${rowsOf('contacts', rows)} given where contacts.id = given.id
    returning contacts.*`.execute(db);
  return replaced.rows;
}

async function addContacts(db: Kysely<Tables>, rows: readonly ContactRow[]): Promise<readonly ContactRow[]> {
  if (rows.length === 0) return [];
  const columns = columnsOf(rows);
  const added = await sql<ContactRow>`
    insert into contacts (${columns}) select ${columns} from ${rowsOf('contacts', rows)}
    on conflict (email) do update set
      name = coalesce(contacts.name, excluded.name),
      organisation = coalesce(contacts.organisation, excluded.organisation),
      time_zone = coalesce(contacts.time_zone, excluded.time_zone),
      language = coalesce(contacts.language, excluded.language)
    returning *`.execute(db);
  return added.rows;
}
