import type { Contact, Organisation } from '@sla/case-store';

/** Whose person this is: as we know them, else by the domain of the address, or one above it. */
export function organisationOf(
  email: string,
  known: Contact | undefined,
  organisations: readonly Organisation[],
): Organisation | undefined {
  const named = organisations.find(({ id }) => id === known?.organisation);
  if (named) return named;
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const isIn = (listed: string) => domain === listed.toLowerCase() || domain.endsWith(`.${listed.toLowerCase()}`);
  return organisations.find(({ domains }) => domains.some(isIn));
}
