import type { Selectable } from 'kysely';

import type { Contact } from '../records.ts';
import type { ContactTable } from '../tables.ts';
import { fromInstant, fromNull, orNull, present, toInstant, toText } from './values.ts';

export type ContactRow = Selectable<ContactTable>;

export function toContact(row: ContactRow): Contact {
  return {
    id: row.id,
    email: row.email,
    ...present({
      name: row.name,
      organisation: row.organisation,
      timeZone: row.time_zone,
      language: row.language,
      erasedAt: fromNull(row.erased_at, toInstant),
    }),
  };
}

export function fromContact(contact: Contact): ContactRow {
  return {
    id: contact.id,
    email: toEmail(contact.email),
    name: orNull(contact.name, toText),
    organisation: contact.organisation ?? null,
    time_zone: contact.timeZone ?? null,
    language: contact.language ?? null,
    erased_at: orNull(contact.erasedAt, fromInstant),
  };
}

/** Addresses are kept and looked up in lower case. */
export function toEmail(text: string): string {
  return toText(text).toLowerCase();
}
