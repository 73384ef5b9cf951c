import type { MailPartyJson } from '../../../src/api/contract.ts';

/** The name where there is one, else the address. */
export function partyWords({ name, address }: MailPartyJson): string {
  return name || address;
}

export function partiesWords(parties: readonly MailPartyJson[]): string {
  return parties.map(partyWords).join(', ');
}
