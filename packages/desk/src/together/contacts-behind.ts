import type { Contact, StoreUnit } from '@sla/case-store';

import type { Behind, Flush } from './write-behind-unit.ts';

/** Keeps new contacts together, and knows those who will be asked for. */
export async function contactsBehind(unit: StoreUnit, flush: Flush, emails: readonly string[]): Promise<Behind> {
  const addresses = [...new Set(emails.map((email) => email.toLowerCase()))];
  const found = await unit.findContactsByEmail(addresses);
  const byEmail = new Map(addresses.map((email) => [email, found.get(email)]));
  const byId = new Map([...found.values()].map((contact) => [contact.id, contact]));
  const kept = new Map<string, Contact>();

  function remember(contact: Contact): Contact {
    byEmail.set(contact.email, contact);
    byId.set(contact.id, contact);
    return contact;
  }

  async function findContact(ref: { readonly id: string } | { readonly email: string }) {
    if ('id' in ref) return byId.get(ref.id) ?? ask(ref);
    const email = ref.email.toLowerCase();
    return byEmail.has(email) ? byEmail.get(email) : ask({ email });
  }

  async function ask(ref: { readonly id: string } | { readonly email: string }) {
    const contact = await unit.findContact(ref);
    return contact && remember(contact);
  }

  async function putContact(contact: Contact) {
    const email = contact.email.toLowerCase();
    const isNew = byEmail.has(email) && byEmail.get(email) === undefined && !byId.has(contact.id);
    if (!isNew) {
      await flush();
      return remember(await unit.putContact(contact));
    }
    kept.set(contact.id, { ...contact, email });
    return remember({ ...contact, email });
  }

  return {
    calls: { findContact, putContact },
    write: async () => {
      const contacts = [...kept.values()];
      kept.clear();
      await unit.putContacts(contacts);
    },
    forget: () => {
      byEmail.clear();
      byId.clear();
    },
  };
}
