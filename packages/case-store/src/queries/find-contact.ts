import type { Kysely } from 'kysely';

import type { Contact } from '../records.ts';
import { toContact, toEmail } from '../rows/contact-row.ts';
import type { Tables } from '../tables.ts';

export async function findContact(
  db: Kysely<Tables>,
  ref: { readonly id: string } | { readonly email: string },
): Promise<Contact | undefined> {
  const contacts = db.selectFrom('contacts').selectAll();
  const row = await ('id' in ref
    ? contacts.where('id', '=', ref.id)
    : contacts.where('email', '=', toEmail(ref.email))
  ).executeTakeFirst();
  return row && toContact(row);
}
