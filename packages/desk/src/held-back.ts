import type { Message, OutboxItem } from '@sla/case-store';

import { historyOf } from './case-history.ts';
import type { OutboxPayload } from './delivery.ts';
import { noticesToSend } from './notice.ts';
import type { DeskParts, Session } from './parts.ts';
import { loadPeople } from './people.ts';
import { saveChange } from './save-change.ts';
import { stableId } from './stable-id.ts';

const ofLetter = 'Held back: ';
const ofReceipt = 'Receipt held back: ';

/** What stands with a letter of the desk's own that was not sent. */
export function heldBack(reason: string): string {
  return `${ofLetter}${reason}.`;
}

/** What stands with a message that would have got a receipt. */
export function receiptHeldBack(reason: string): string {
  return `${ofReceipt}${reason}.`;
}

/** Why a letter of the desk's own, or the receipt for this message, was held back: a part of a sentence. */
export function whyHeldBack({ evidence, delivery }: Pick<Message, 'evidence' | 'delivery'>): string | undefined {
  const prefix = delivery === 'held-back' ? ofLetter : ofReceipt;
  return evidence.find((sentence) => sentence.startsWith(prefix))?.slice(prefix.length, -1);
}

/** A receipt that was not sent acknowledged nothing: a policy that lets it count owes the acknowledgement again. */
export async function letterHeldBack(parts: DeskParts, { caseId, payload }: OutboxItem): Promise<void> {
  const letter = payload as OutboxPayload;
  if (letter.kind !== 'message' || caseId === undefined) return;
  const people = await loadPeople(parts.store);
  await parts.store.transaction((unit) =>
    takeBack({ parts, unit, people, now: unit.now }, { caseId, message: letter.message }),
  );
}

async function takeBack(
  session: Session,
  { caseId, message }: { readonly caseId: string; readonly message: string },
): Promise<void> {
  const { unit, parts, now } = session;
  const found = await unit.lockCase(caseId);
  if (!found) return;
  const { record, events } = found;
  const receipt = historyOf(events).events.find((event) => event.type === 'acknowledged' && event.message === message);
  if (receipt?.id === undefined) return;
  const id = stableId(record.id, receipt.id, 'held-back');
  const { drafts } = await saveChange(session, {
    record,
    known: events,
    added: [{ id, type: 'undone', at: now, event: receipt.id, by: 'system' }],
    policies: await parts.shelf.forEvents(events, unit),
  });
  await unit.enqueue(noticesToSend(drafts));
}
