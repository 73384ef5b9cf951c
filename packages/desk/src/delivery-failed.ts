import { createHash } from 'node:crypto';

import type { Agent, NewOutboxItem, OutboxItem } from '@sla/case-store';

import { keepersOf } from './audience.ts';
import { historyOf, openAlertsOf } from './case-history.ts';
import { catalogueFor } from './catalogue/catalogue-for.ts';
import type { CardPayload, ChatChannel } from './chat/contract.ts';
import type { MailPayload, OutboxPayload } from './delivery.ts';
import { draftAll } from './follow-up.ts';
import { noticesToSend } from './notice.ts';
import type { DeskParts, Session } from './parts.ts';
import { loadPeople, type People } from './people.ts';
import { feedFailed } from './practice/feed-failed.ts';
import { policyOf, saveChange } from './save-change.ts';
import { stableId } from './stable-id.ts';

/**
 * A delivery was given up. Of a message to the requester, whoever keeps the case is told; of a card, whoever leads the desk; a notice
 * that no chat took comes by mail instead; an alert that no mail brought falls through to the next step.
 */
export async function deliveryFailed(parts: DeskParts, item: OutboxItem, error: string): Promise<void> {
  const payload = item.payload as OutboxPayload;
  const people = await loadPeople(parts.store);
  if (item.destination === 'crm') return feedFailed(parts, people, item, error);
  switch (payload.kind) {
    case 'message':
      return messageFailed(parts, people, item, payload, error);
    case 'card':
      return cardFailed(parts, people, item, payload, error);
    case 'notice':
      return item.destination === 'email' || !(await sendByMail(parts, people, item, payload, error))
        ? noticeFailed(parts, people, item, payload)
        : undefined;
  }
}

type LetterPayload = Extract<MailPayload, { kind: 'message' }>;
type NoticePayload = Extract<MailPayload, { kind: 'notice' }>;

async function messageFailed(
  parts: DeskParts,
  people: People,
  item: OutboxItem,
  payload: LetterPayload,
  error: string,
): Promise<void> {
  const message = await parts.store.findMessage(payload.message);
  const failure = { to: message?.to.join(', ') ?? '', error };
  await parts.store.transaction((unit) => tellKeepers({ parts, unit, people, now: unit.now }, item, failure));
}

/** A channel that is gone loses the card of every case: who leads the desk hears of each fault once a day, in one mail. */
async function cardFailed(
  { store, identity }: DeskParts,
  people: People,
  item: OutboxItem,
  payload: CardPayload,
  error: string,
): Promise<void> {
  const found = await store.findCase(payload.case);
  if (!found) return;
  const chat = item.destination as ChatChannel;
  const { number } = found.record;
  const link = identity.url === undefined ? [] : [`${identity.url}/cases/${number}`];
  const fault = createHash('sha256').update(error).digest('hex').slice(0, 16);
  await store.transaction(async (unit) => {
    const day = unit.now.toString().slice(0, 10);
    const mails = leadersOf(people).map((agent): NewOutboxItem => {
      const words = catalogueFor(agent.language ?? identity.language).chat.trouble({ chat, number, error });
      const told: NoticePayload = {
        kind: 'notice',
        to: [agent.email],
        subject: words.subject,
        text: [words.text, ...link].join('\n\n'),
        case: number,
        notice: { effect: 'delivery-failed', effectId: `card/${chat}/${fault}` },
      };
      return { key: `trouble/${chat}/${fault}/${day}/${agent.id}`, destination: 'email', payload: told };
    });
    await unit.enqueue(mails);
  });
}

/** Those who can do something about it: the administrators, else the leads, else everybody. */
function leadersOf({ agents }: People): readonly Agent[] {
  const all = [...agents.values()];
  const circles = [all.filter(({ role }) => role === 'admin'), all.filter(({ role }) => role === 'lead'), all];
  return circles.find((circle) => circle.length > 0) ?? [];
}

/** The same words by mail, with a sentence on why; false where nobody they were for has an address. */
async function sendByMail(
  { store, identity }: DeskParts,
  people: People,
  item: OutboxItem,
  payload: NoticePayload,
  error: string,
): Promise<boolean> {
  const agents = payload.to.flatMap((person) => people.agents.get(person.replace(/^agent:/, '')) ?? []);
  if (agents.length === 0) return false;
  const mails = agents.map((agent): NewOutboxItem => {
    const { chat, channels } = catalogueFor(agent.language ?? identity.language);
    const via = channels[item.destination as keyof typeof channels];
    const text = `${payload.text}\n\n${chat.insteadOf({ via, error })}`;
    return {
      key: `${item.key}/email/${agent.email}`,
      destination: 'email',
      payload: { ...payload, to: [agent.email], text },
    };
  });
  await store.transaction((unit) => unit.enqueue(mails));
  return true;
}

async function noticeFailed(parts: DeskParts, people: People, item: OutboxItem, payload: NoticePayload): Promise<void> {
  for (const told of [payload, ...(payload.more ?? [])]) {
    const { step } = told.notice;
    if (step === undefined) continue;
    await parts.store.transaction((unit) =>
      fallThrough({ parts, unit, people, now: unit.now }, { ref: told.case, item: item.id, step }),
    );
  }
}

async function tellKeepers(
  session: Session,
  item: OutboxItem,
  failure: { readonly to: string; readonly error: string },
): Promise<void> {
  const found = item.caseId === undefined ? undefined : await session.unit.lockCase(item.caseId);
  if (!found) return;
  const { record, events } = found;
  const policy = policyOf(await session.parts.shelf.forEvents(events, session.unit), record, historyOf(events));
  const tidings = { kind: 'delivery-failed', id: `delivery/${item.id}`, at: session.now, failure } as const;
  const drafts = await draftAll(session, { record, policy }, [{ tidings, listeners: keepersOf(record, session) }]);
  await session.unit.enqueue(noticesToSend(drafts));
}

async function fallThrough(
  session: Session,
  alert: { readonly ref: string; readonly item: string; readonly step: string },
): Promise<void> {
  const found = await session.unit.lockCase(alert.ref);
  if (!found) return;
  const { record, events } = found;
  const { step } = alert;
  const isOpen = openAlertsOf(historyOf(events)).some((open) => open.step === step);
  const id = stableId(record.id, alert.item, step, 'unreachable');
  if (!isOpen || events.some((event) => event.id === id)) return;
  const policies = await session.parts.shelf.forEvents(events, session.unit);
  const { drafts } = await saveChange(session, {
    record,
    known: events,
    added: [{ id, type: 'unreachable', at: session.now, step, by: 'system' }],
    policies,
  });
  await session.unit.enqueue(noticesToSend(drafts));
}
