import type { CaseRecord, CaseStore, Message, NewEvent, NewOutboxItem, OutboxItem } from '@sla/case-store';
import { toInstant } from '@sla/core';

/** One thing that happened with a customer, as their records get it (S1-8). */
export interface FeedEntry {
  /** `case.replied`, `case.resolved`, … */
  readonly type: string;
  /** Of the happening for ever the same: what comes twice is taken once. */
  readonly id: string;
  readonly at: string;
  readonly organisation?: string;
  readonly case: string;
  readonly subject: string;
  readonly requester: string;
  readonly by?: string;
  readonly state: string;
  readonly priority: string;
  readonly message?: { readonly channel: string; readonly direction: string; readonly text: string };
}

/** The destination of the outbox that holds them. */
export const feedDestination = 'crm';

/** What an entry takes of a message. */
const mostText = 4_000;

/**
 * What has just been saved, for the customer records: at least once each, in the order of one customer. They stand in the outbox in a
 * line of their customer's, not of their case's, and what cannot be delivered holds up what comes behind it.
 */
export function feedItems(
  record: CaseRecord,
  events: readonly NewEvent[],
  messages: readonly Message[],
): readonly NewOutboxItem[] {
  return events.map((event) => {
    const message = messages.find(({ id }) => id === event.message);
    const entry: FeedEntry = {
      type: `case.${event.type}`,
      id: `${record.id}/${event.id}`,
      at: toInstant(event.at).toString(),
      ...(record.organisation !== undefined && { organisation: record.organisation }),
      case: record.number,
      subject: record.subject,
      requester: record.requester,
      ...('by' in event && event.by !== undefined && { by: event.by }),
      state: record.state,
      priority: record.priority,
      ...(message && {
        message: {
          channel: message.channel,
          direction: message.direction,
          text: message.text.slice(0, message.quoteFrom).slice(0, mostText),
        },
      }),
    };
    const line =
      record.organisation === undefined ? `requester:${record.requester}` : `organisation:${record.organisation}`;
    return { key: `feed/${entry.id}`, destination: feedDestination, caseId: line, payload: entry };
  });
}

/** As many lines as somebody looks through. */
const mostWaiting = 200;

/** The entries that were tried in vain and on which the rest of their customer's line waits, the newest first. */
export function waitingFeed(store: Pick<CaseStore, 'listOutbox'>): Promise<readonly OutboxItem[]> {
  return store.listOutbox({ status: 'waiting', destination: feedDestination, tried: true, limit: mostWaiting });
}
