import { type Kysely, sql } from 'kysely';

import type { Contact } from '../records.ts';
import { toContact, toEmail } from '../rows/contact-row.ts';
import type { Tables } from '../tables.ts';

/** By the address as it was asked for. */
export async function contactsByEmail(
  db: Kysely<Tables>,
  emails: readonly string[],
): Promise<ReadonlyMap<string, Contact>> {
  if (emails.length === 0) return new Map();
  const kept = [...new Set(emails.map(toEmail))];
  const rows = await db.selectFrom('contacts').selectAll().where(sql<boolean>`email = any(${kept}::text[])`).execute();
  const known = new Map(rows.map((row) => [row.email, toContact(row)]));
  return new Map(
    emails.flatMap((email) => {
      const contact = known.get(toEmail(email));
      return contact ? [[email, contact] as const] : [];
    }),
  );
}
