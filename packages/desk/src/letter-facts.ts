import type { CaseRecord } from '@sla/case-store';
import type { Policy } from '@sla/core';

import type { LetterFacts } from './catalogue/catalogue.ts';
import { deskAt, type Reader, readerOf } from './catalogue/reader.ts';
import type { Session } from './parts.ts';

type Hand = Session & { readonly record: CaseRecord; readonly policy: Policy };

/** In whose language and zone the requester of a case reads. */
export async function requesterReader({ unit, people, parts, record, policy }: Hand): Promise<Reader> {
  const requester = await unit.findContact({ id: record.requester });
  const organisation = record.organisation === undefined ? undefined : people.organisations.get(record.organisation);
  return readerOf(requester, organisation, policy, deskAt(parts.identity, record.mailbox));
}

/** What every letter of the desk's own says. */
export async function letterFacts({ unit, parts, record }: Hand): Promise<LetterFacts> {
  const requester = await unit.findContact({ id: record.requester });
  return {
    ...(requester?.name !== undefined && { name: requester.name }),
    number: record.number,
    subject: record.subject,
    desk: parts.identity.name,
  };
}
