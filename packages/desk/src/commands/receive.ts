import { createHash } from 'node:crypto';

import type { CaseStore, Message, StoreUnit } from '@sla/case-store';
import { Temporal } from '@sla/core';

import type { IncomingMessage, Outcome } from '../desk.ts';
import { contactFor } from '../intake.ts';
import { caseToJoin, joinCase } from '../join-case.ts';
import { noticesToSend } from '../notice.ts';
import { openCase, type Received } from '../open-case.ts';
import type { DeskParts, Session } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { refused } from '../perform.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { stableId } from '../stable-id.ts';

type ReceiveOutcome = Outcome<{ readonly opened: boolean; readonly message: Message }>;

/**
 * Makes a case of what came in, or adds it to its case, once: its inbox item is settled in the same transaction. Machine mail that
 * belongs to no case opens none; it is refused with `nothing-to-do` and the word it was settled with.
 */
export async function receive(parts: DeskParts, incoming: IncomingMessage): Promise<ReceiveOutcome> {
  const { store } = parts;
  const known = incoming.inboxId === undefined ? undefined : await settledBefore(store, incoming.inboxId);
  if (known) return known;
  const people = await loadPeople(store);
  try {
    const result = await store.transaction((unit) => receiveOnce({ parts, unit, people, now: unit.now }, incoming));
    return 'taken' in result ? ((await settledBefore(store, result.taken)) ?? busy(incoming)) : result;
  } catch (error) {
    if (error instanceof Withdrawn) return refused(error.refusal);
    throw error;
  }
}

/** Leaves the transaction without a trace. */
class Withdrawn extends Error {
  readonly refusal: Refusal;
  constructor(reason: Refusal) {
    super(reason.code);
    this.refusal = reason;
  }
}

/** Inside a transaction; a refusal that must leave no trace is thrown. */
export async function receiveOnce(
  session: Session,
  incoming: IncomingMessage,
): Promise<ReceiveOutcome | { readonly taken: string }> {
  const { unit, parts } = session;
  const ticket = await drawTicket(unit, incoming);
  if (ticket.taken) return { taken: ticket.inboxId };
  const { inboxId } = ticket;
  const messageId = inboxId === undefined ? parts.newId() : messageIdOf(inboxId);
  const received = await takeIn(session, incoming, messageId);
  if ('code' in received) {
    if (received.code !== 'nothing-to-do') throw new Withdrawn(received);
    if (inboxId !== undefined) await unit.settleInbox(inboxId, { outcome: received.facts.outcome ?? '' });
    return refused(received);
  }
  const { record, message, opened, drafts } = received;
  if (inboxId !== undefined) {
    await unit.settleInbox(inboxId, { outcome: record.id, caseId: record.id, messageId: message.id });
  }
  await unit.enqueue(noticesToSend(drafts));
  return { ok: true, case: record, message, opened };
}

type Ticket = { readonly taken: false; readonly inboxId?: string } | { readonly taken: true; readonly inboxId: string };

/** The right to settle what came in. A channel without an inbox of its own is told apart by the message's id. */
async function drawTicket(unit: StoreUnit, incoming: IncomingMessage): Promise<Ticket> {
  const inboxId = incoming.inboxId ?? (await ownInboxItem(unit, incoming));
  if (inboxId === undefined) return { taken: false };
  return (await unit.lockInbox(inboxId)) ? { taken: false, inboxId } : { taken: true, inboxId };
}

async function ownInboxItem(unit: StoreUnit, incoming: IncomingMessage): Promise<string | undefined> {
  const { channel, messageId, raw, receivedAt } = incoming;
  const name = messageId ?? incoming.externalId;
  if (name === undefined) return undefined;
  // Hashed, for whoever sends it chooses its length.
  const hash = createHash('sha256').update(name).digest('hex');
  const externalId = `${messageId === undefined ? 'external-id' : 'message-id'}:${hash}`;
  const { item } = await unit.acceptInbox({
    channel,
    externalId,
    envelope: { ...(messageId !== undefined && { messageId }) },
    receivedAt,
    ...(raw && { raw }),
  });
  return item.id;
}

async function takeIn(session: Session, incoming: IncomingMessage, messageId: string): Promise<Received | Refusal> {
  const found = incoming.joins && (await caseToJoin(incoming.joins.case, session.unit));
  const { machine } = incoming;
  if (!found && (machine === 'auto-reply' || machine === 'bounce'))
    return refusal('nothing-to-do', { outcome: machine });
  const at = Temporal.Instant.compare(incoming.receivedAt, session.now) > 0 ? session.now : incoming.receivedAt;
  const contact = await contactFor(incoming, session);
  const organisation = contact.organisation ?? incoming.organisationOfStrangers;
  const intake = { incoming, messageId, at, contact, organisation };
  const joined = found && (await joinCase(session, intake, found));
  if (joined) return joined;
  return openCase(session, intake, found ? [`follows ${found.record.number}, which was done with`] : []);
}

/** One inbox item, one message: a second look finds it by its id. */
function messageIdOf(inboxId: string): string {
  return stableId('inbox', inboxId);
}

async function settledBefore(store: CaseStore, inboxId: string): Promise<ReceiveOutcome | undefined> {
  const message = await store.findMessage(messageIdOf(inboxId));
  const found = message && (await store.findCase(message.caseId));
  if (!message || !found) return undefined;
  const opened = found.events.some((event) => event.type === 'opened' && event.message === message.id);
  return { ok: true, case: found.record, message, opened };
}

export function busy({ inboxId }: IncomingMessage): ReceiveOutcome {
  return refused(refusal('changed-meanwhile', { ...(inboxId !== undefined && { inbox: inboxId }) }));
}
