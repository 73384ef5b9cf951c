import type { CaseRecord, CaseRef, Contact, Message } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { IncomingMessage, Outcome } from '../desk.ts';
import { noticesToSend } from '../notice.ts';
import { openCase } from '../open-case.ts';
import type { DeskParts } from '../parts.ts';
import { perform, type Scene } from '../perform.ts';
import { present } from '../present.ts';
import { type Refusal, refusal } from '../refusal.ts';

export interface Splitting {
  readonly case: CaseRef;
  readonly messages: readonly string[];
}

/**
 * Moves what requesters wrote to a new case of its own, such as a mail that joined the wrong one: there it counts from when it was
 * received, here it never counted.
 */
export async function split(
  parts: DeskParts,
  by: Person,
  command: Splitting,
): Promise<Outcome<{ readonly into: CaseRecord }>> {
  return perform(parts, 'split', by, command.case, async (scene) => {
    const moving = await messagesToMove(scene, command.messages);
    if ('code' in moving) return moving;
    const [first] = moving;
    const contact = await scene.unit.findContact({ id: first.author.slice('requester:'.length) });
    if (!contact) return refusal('cannot-split', { case: scene.record.number });
    const opened = await openAnother(scene, contact, moving);
    if ('code' in opened) return opened;
    const into = opened.number;
    const messages = moving.map(({ id }) => id);
    return { events: [{ type: 'split', at: scene.now, into, messages, by }], facts: { into: opened } };
  });
}

type SomeMessages = readonly [Message, ...Message[]];

async function messagesToMove(scene: Scene, ids: readonly string[]): Promise<SomeMessages | Refusal> {
  const { record, unit, events } = scene;
  const own = await unit.listMessages(record.id);
  const unknown = ids.find((id) => !own.some((message) => message.id === id));
  if (unknown !== undefined) return refusal('unknown-message', { case: record.number, message: unknown });
  const [first, ...rest] = own.filter(({ id }) => ids.includes(id));
  const opening = events.find(({ type }) => type === 'opened')?.message;
  const isMovable = (message: Message) => message.direction === 'in' && message.id !== opening;
  const mayOpen = first && !first.automatic && first.author.startsWith('requester:');
  if (!first || !mayOpen || ![first, ...rest].every(isMovable)) {
    return refusal('cannot-split', { case: record.number });
  }
  return [first, ...rest];
}

async function openAnother(scene: Scene, contact: Contact, moving: SomeMessages): Promise<CaseRecord | Refusal> {
  const [first] = moving;
  const incoming = asIncoming(first, scene.record);
  const { record } = scene;
  // A stranger to all organisations keeps the one that the case had for them.
  const organisation = contact.organisation ?? (contact.id === record.requester ? record.organisation : undefined);
  const intake = { incoming, messageId: first.id, at: first.at, contact, organisation };
  const opened = await openCase(scene, intake, [], moving);
  if ('code' in opened) return opened;
  await scene.unit.enqueue(noticesToSend(opened.drafts));
  return opened.record;
}

/** As it came in then; its sender was told nothing and is told nothing now. */
function asIncoming(message: Message, record: CaseRecord): IncomingMessage {
  const { subject, text, quoteFrom, channel, to, cc, references, attachments, authorAddress, authorName } = message;
  return present({
    channel,
    receivedAt: message.at,
    from: present({ address: authorAddress ?? '', name: authorName }),
    to,
    cc,
    mailbox: record.mailbox,
    subject: subject ?? record.subject,
    text,
    quoteFrom,
    references,
    attachments,
    machine: 'no' as const,
    mayAcknowledge: false,
  });
}
