import type { Kysely, Selectable } from 'kysely';

import type { Contact } from '../records.ts';
import { fromContact, toContact } from '../rows/contact-row.ts';
import type { ContactTable, Tables } from '../tables.ts';

/** By id first. A new id with a known address is the same person, seen again: the row learns what it lacked. */
export async function putContact(db: Kysely<Tables>, contact: Contact): Promise<Contact> {
  const row = fromContact(contact);
  return toContact((await replaceContact(db, row)) ?? (await addContact(db, row)));
}

async function replaceContact(
  db: Kysely<Tables>,
  { id, ...rest }: Selectable<ContactTable>,
): Promise<Selectable<ContactTable> | undefined> {
  return db.updateTable('contacts').set(rest).where('id', '=', id).returningAll().executeTakeFirst();
}

async function addContact(db: Kysely<Tables>, row: Selectable<ContactTable>): Promise<Selectable<ContactTable>> {
  return db
    .insertInto('contacts')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet((column) => ({
        name: column.fn.coalesce('contacts.name', 'excluded.name'),
        organisation: column.fn.coalesce('contacts.organisation', 'excluded.organisation'),
        time_zone: column.fn.coalesce('contacts.time_zone', 'excluded.time_zone'),
        language: column.fn.coalesce('contacts.language', 'excluded.language'),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}
