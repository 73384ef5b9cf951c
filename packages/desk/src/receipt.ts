import type { CaseRecord, ChannelState, Message, StoreUnit } from '@sla/case-store';
import { type CaseSla, type Policy, Temporal } from '@sla/core';

import type { ReceiptFacts } from './catalogue/catalogue.ts';
import { catalogueFor } from './catalogue/catalogue-for.ts';
import { deskAt, readerOf } from './catalogue/reader.ts';
import { portalLink } from './customer-links.ts';
import type { Intake } from './intake.ts';
import { addressed, type Outgoing } from './outgoing.ts';
import type { Session } from './parts.ts';

/** Receipts to one sender within the window: two desks that answer each other come to rest. */
const mostReceipts = 2;
const window = { hours: 3 };
const tooMany = `${mostReceipts} receipts went to the sender within ${window.hours} h already`;

/** `granted` where the sender may be told at all, and was not told too often lately; then it is counted. */
export type ReceiptClaim =
  | { readonly kind: 'granted' }
  | { readonly kind: 'unasked' }
  | { readonly kind: 'held-back'; readonly reason: string };

export async function claimReceipt({ unit, now }: Session, { incoming, contact }: Intake): Promise<ReceiptClaim> {
  if (!incoming.mayAcknowledge || incoming.machine !== 'no' || contact.email === '') return { kind: 'unasked' };
  const sent = receiptsOf(unit);
  const since = now.subtract(window);
  const kept = (await sent.get(contact.id)) as readonly string[] | undefined;
  const lately = (kept ?? []).filter((at) => Temporal.Instant.compare(at, since) > 0);
  if (lately.length >= mostReceipts) return { kind: 'held-back', reason: tooMany };
  await sent.put(contact.id, [...lately, now.toString()]);
  return { kind: 'granted' };
}

/** When receipts went lately to whom, by contact. */
export function receiptsOf(unit: StoreUnit): ChannelState {
  return unit.channelState('desk/receipts');
}

/** Tells the requester the number, the priority and what is promised by when. */
export function receiptFor(
  { parts, people, now }: Session,
  { contact }: Intake,
  opening: { readonly record: CaseRecord; readonly policy: Policy; readonly sla: CaseSla; readonly message: Message },
): Outgoing {
  const { record, policy, sla, message } = opening;
  const organisation = record.organisation === undefined ? undefined : people.organisations.get(record.organisation);
  const reader = readerOf(contact, organisation, policy, deskAt(parts.identity, record.mailbox));
  const text = catalogueFor(reader.language).receipt({
    ...(contact.name !== undefined && { name: contact.name }),
    number: record.number,
    subject: record.subject,
    desk: parts.identity.name,
    priority: policy.priorities.find(({ name }) => name === sla.priority)?.title ?? sla.priority,
    promises: promisesAhead(sla, now),
    portal: portalLink(parts.identity, record.number),
    reader,
    now,
  });
  const letter = { id: parts.newId(), at: now, author: 'system', automatic: true, text } as const;
  return {
    message: addressed(letter, record, { messages: [message], requester: contact, parts, people }),
    purpose: 'receipt',
  };
}

/** A promise that has run out before the receipt was written is none to make. */
function promisesAhead({ clocks }: CaseSla, now: Temporal.Instant): ReceiptFacts['promises'] {
  return clocks.flatMap(({ clock, kind, status, dueAt }) =>
    status === 'running' && dueAt && Temporal.Instant.compare(dueAt, now) > 0 ? [{ clock, kind, dueAt }] : [],
  );
}
