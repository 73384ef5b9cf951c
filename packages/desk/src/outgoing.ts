import type { CaseRecord, Contact, Message, NewOutboxItem, StoreReads, StoreUnit } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import { inOrder, mergedInto } from './conversation.ts';
import type { MailPayload } from './delivery.ts';
import { mailSubject } from './mail-subject.ts';
import { countOutgoing, ourMessageId, referenceChain } from './message-id.ts';
import type { DeskParts } from './parts.ts';
import type { People } from './people.ts';
import { agentOf } from './people.ts';
import { present } from './present.ts';

/** A message to the requester, and what it is for. */
export interface Outgoing {
  readonly message: Message;
  readonly purpose: Extract<MailPayload, { kind: 'message' }>['purpose'];
}

export interface Letter {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly author: Message['author'];
  readonly automatic: boolean;
  readonly text: string;
  readonly html?: string | undefined;
  readonly attachments?: Message['attachments'] | undefined;
}

/**
 * Addresses a letter: to the requester, in the thread of the case, with copies for who was in copy of the mail it answers, and for
 * whoever asked in a case that is merged into this one.
 */
export async function toRequester(
  letter: Letter,
  record: CaseRecord,
  { parts, unit, people }: { readonly parts: DeskParts; readonly unit: StoreUnit; readonly people: People },
): Promise<Message> {
  const own = await unit.listMessages(record.id);
  const others = letter.automatic ? [] : await mergedInto(record.id, unit);
  const requester = await unit.findContact({ id: record.requester });
  const messages = others.length === 0 ? own : inOrder([...own, ...others.flatMap((other) => other.messages)]);
  const alsoAsking = others.flatMap((other) => other.requester?.email ?? []);
  return addressed(letter, record, { messages, own, requester, alsoAsking, parts, people });
}

/** Whom an answer that is written now would go to, and who would get a copy. */
export async function answerGoesTo(
  record: CaseRecord,
  reads: StoreReads,
  { address }: { readonly address: string },
): Promise<{ readonly to: readonly string[]; readonly cc: readonly string[] }> {
  const [own, others, requester] = await Promise.all([
    reads.listMessages(record.id),
    mergedInto(record.id, reads),
    reads.findContact({ id: record.requester }),
  ]);
  const messages = inOrder([...own, ...others.flatMap((other) => other.messages)]);
  const to = mailOf(requester, record);
  const alsoAsking = others.flatMap((other) => other.requester?.email ?? []);
  return { to, cc: copiesFor(messages, alsoAsking, [requester?.email ?? '', address, record.mailbox ?? '']) };
}

/** Who came by a chat without an address is answered there: one under `.invalid` reaches nobody (RFC 2606). */
function mailOf(requester: Contact | undefined, { channel }: CaseRecord): readonly string[] {
  if (!requester?.email) return [];
  return channel !== 'email' && requester.email.endsWith('.invalid') ? [] : [requester.email];
}

/** The receipt of a case that is just being opened: its first message is not in the store yet. */
export function addressed(
  letter: Letter,
  record: CaseRecord,
  about: {
    readonly messages: readonly Message[];
    /** Those that stand on the case itself, by which ours are counted. */
    readonly own?: readonly Message[];
    readonly requester: Contact | undefined;
    readonly alsoAsking?: readonly string[];
    readonly parts: DeskParts;
    readonly people: People;
  },
): Message {
  const { messages, own = messages, requester, alsoAsking = [], parts, people } = about;
  // A mail may have come without any address to answer to.
  const to = mailOf(requester, record);
  return present({
    id: letter.id,
    caseId: record.id,
    at: letter.at,
    direction: 'out' as const,
    channel: 'email',
    author: letter.author,
    authorName: agentOf(people, letter.author)?.name ?? parts.identity.name,
    automatic: letter.automatic,
    subject: mailSubject(record.number, record.subject),
    text: letter.text,
    html: letter.html,
    to,
    cc: letter.automatic
      ? []
      : copiesFor(messages, alsoAsking, [requester?.email ?? '', parts.identity.address, record.mailbox ?? '']),
    messageId: ourMessageId(
      letter.automatic ? 'ack' : 'out',
      record.number,
      countOutgoing(own) + 1,
      parts.identity.address,
    ),
    references: referenceChain(messages),
    attachments: letter.attachments ?? [],
    evidence: [],
    delivery: to.length > 0 ? ('waiting' as const) : undefined,
  });
}

export function toSend({ message, purpose }: Outgoing): readonly NewOutboxItem[] {
  if (message.to.length === 0) return [];
  const payload: MailPayload = { kind: 'message', message: message.id, purpose };
  return [{ key: `message/${message.id}`, destination: 'email', caseId: message.caseId, payload }];
}

/** Who wrote last, who was in copy and who asked the same, but for those who get it anyway and ourselves. */
function copiesFor(
  messages: readonly Message[],
  alsoAsking: readonly string[],
  others: readonly string[],
): readonly string[] {
  const last = messages.findLast(({ direction, automatic }) => direction === 'in' && !automatic);
  const left = new Set(others.map((address) => address.toLowerCase()));
  const candidates = [...(last?.authorAddress ? [last.authorAddress] : []), ...(last?.cc ?? []), ...alsoAsking];
  return candidates.filter((address) => {
    const key = address.toLowerCase();
    if (left.has(key)) return false;
    left.add(key);
    return true;
  });
}
