import type { Agent, Contact, Message } from '@sla/case-store';

import type { Catalogue } from './catalogue/catalogue.ts';

/** The people of one case by name. */
export interface Names {
  /** `agent:ann` → Ann Lee; the desk itself where nobody is named. */
  of(person: string | undefined): string;
}

export function namesOf(
  { agents, catalogue }: { readonly agents: readonly Agent[]; readonly catalogue: Pick<Catalogue, 'labels'> },
  requester: Contact | undefined,
  messages: readonly Pick<Message, 'author' | 'authorName' | 'authorAddress'>[] = [],
): Names {
  const names = new Map<string, string>(agents.map(({ id, name }) => [`agent:${id}`, name]));
  for (const { author, authorName, authorAddress } of messages) {
    const name = authorName ?? authorAddress;
    if (name !== undefined && !names.has(author)) names.set(author, name);
  }
  if (requester) names.set(`requester:${requester.id}`, requester.name ?? requester.email);
  return {
    of: (person) =>
      person === undefined || person === 'system'
        ? catalogue.labels.system
        : (names.get(person) ?? person.slice(person.indexOf(':') + 1)),
  };
}
