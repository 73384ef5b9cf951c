import type { CaseRecord, CaseStore, Message } from '@sla/case-store';
import { type CaseSla, type Policy, Temporal } from '@sla/core';

import type { ReceiptFacts } from './catalogue/catalogue.ts';
import { catalogueFor } from './catalogue/catalogue-for.ts';
import { readerOf } from './catalogue/reader.ts';
import type { Intake } from './intake.ts';
import { addressed, type Outgoing } from './outgoing.ts';
import type { Session } from './parts.ts';

/** Receipts to one sender within the window: two desks that answer each other come to rest. */
const mostReceipts = 2;
const window = { hours: 3 };

/** Whether the sender may be told at all, and was not told too often lately. */
export function mayReceipt({ incoming, receiptsLately }: Intake): boolean {
  return incoming.mayAcknowledge && incoming.machine === 'no' && receiptsLately < mostReceipts;
}

/** How many cases this sender opened within the window, each with a receipt at most. */
export async function countReceiptsLately(store: CaseStore, address: string): Promise<number> {
  const contact = await store.findContact({ email: address.trim().toLowerCase() });
  if (!contact) return 0;
  const now = await store.now();
  const latest = await store.listCases({ requester: contact.id, order: 'opened', limit: mostReceipts });
  const since = now.subtract(window);
  return latest.filter(({ record }) => Temporal.Instant.compare(record.openedAt, since) > 0).length;
}

/** Tells the requester the number, the priority and what is promised by when. */
export function receiptFor(
  { parts, people, now }: Session,
  { contact }: Intake,
  opening: { readonly record: CaseRecord; readonly policy: Policy; readonly sla: CaseSla; readonly message: Message },
): Outgoing {
  const { record, policy, sla, message } = opening;
  const organisation = record.organisation === undefined ? undefined : people.organisations.get(record.organisation);
  const reader = readerOf(contact, organisation, policy, parts.identity);
  const text = catalogueFor(reader.language).receipt({
    ...(contact.name !== undefined && { name: contact.name }),
    number: record.number,
    subject: record.subject,
    desk: parts.identity.name,
    priority: policy.priorities.find(({ name }) => name === sla.priority)?.title ?? sla.priority,
    promises: promisesAhead(sla, now),
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
