import type { Contact, Message } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import type { IncomingMessage } from './desk.ts';
import type { Session } from './parts.ts';
import { organisationOfAddress } from './people.ts';
import { present } from './present.ts';

/** What came in, with what the desk made of it before it knows the case. */
export interface Intake {
  readonly incoming: IncomingMessage;
  /** The id that its message gets: the same at every try. */
  readonly messageId: string;
  /** When our server received it, never later than now. */
  readonly at: Temporal.Instant;
  readonly contact: Contact;
  /** Whose case it is: the contact's, else what the channel says of strangers. */
  readonly organisation: string | undefined;
}

/** Finds the person who writes, or makes their acquaintance. */
export async function contactFor(incoming: IncomingMessage, { unit, people, parts }: Session): Promise<Contact> {
  const email = incoming.from.address.trim().toLowerCase();
  const known = await unit.findContact({ email });
  const organisation = incoming.organisation ?? known?.organisation ?? organisationOfAddress(people, email)?.id;
  const name = known?.name ?? (incoming.from.name?.trim() || undefined);
  if (known && known.organisation === organisation && known.name === name) return known;
  return unit.putContact(present({ ...(known ?? { id: parts.newId(), email }), name, organisation }));
}

export function messageOf(intake: Intake, caseId: string, evidence: readonly string[]): Message {
  const { incoming, contact } = intake;
  return present({
    id: intake.messageId,
    caseId,
    at: intake.at,
    direction: 'in' as const,
    channel: incoming.channel,
    author: `requester:${contact.id}` as const,
    authorName: incoming.from.name ?? contact.name,
    authorAddress: incoming.from.address,
    automatic: incoming.machine !== 'no',
    subject: incoming.subject,
    text: incoming.text,
    html: incoming.html,
    quoteFrom: incoming.quoteFrom,
    to: incoming.to,
    cc: incoming.cc,
    messageId: incoming.messageId,
    references: incoming.references,
    attachments: incoming.attachments,
    raw: incoming.raw,
    evidence: [...(incoming.evidence ?? []), ...evidence],
  });
}
