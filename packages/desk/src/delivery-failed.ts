import type { OutboxItem } from '@sla/case-store';

import { keepersOf } from './audience.ts';
import { historyOf, openAlertsOf } from './case-history.ts';
import type { MailPayload } from './delivery.ts';
import { draftAll } from './follow-up.ts';
import { noticesToSend } from './notice.ts';
import type { DeskParts, Session } from './parts.ts';
import { loadPeople } from './people.ts';
import { policyOf, saveChange } from './save-change.ts';
import { stableId } from './stable-id.ts';

/** A delivery was given up: of a message to the requester, whoever keeps the case is told; an alert falls through to the next step. */
export async function deliveryFailed(parts: DeskParts, item: OutboxItem, error: string): Promise<void> {
  if (item.caseId === undefined) return;
  const { caseId } = item;
  const people = await loadPeople(parts.store);
  const payload = item.payload as MailPayload;
  const message = payload.kind === 'message' ? await parts.store.findMessage(payload.message) : undefined;
  await parts.store.transaction(async (unit) => {
    const session: Session = { parts, unit, people, now: unit.now };
    if (payload.kind === 'notice') return fallThrough(session, caseId, item, payload.notice.step);
    await tellKeepers(session, caseId, item, { to: message?.to.join(', ') ?? '', error });
  });
}

async function tellKeepers(
  session: Session,
  caseId: string,
  item: OutboxItem,
  failure: { readonly to: string; readonly error: string },
): Promise<void> {
  const found = await session.unit.lockCase(caseId);
  if (!found) return;
  const { record, events } = found;
  const policy = policyOf(await session.parts.shelf.forEvents(events, session.unit), record, historyOf(events));
  const tidings = { kind: 'delivery-failed', id: `delivery/${item.id}`, at: session.now, failure } as const;
  const drafts = await draftAll(session, { record, policy }, [{ tidings, listeners: keepersOf(record, session) }]);
  await session.unit.enqueue(noticesToSend(drafts));
}

async function fallThrough(
  session: Session,
  caseId: string,
  item: OutboxItem,
  step: string | undefined,
): Promise<void> {
  const found = await session.unit.lockCase(caseId);
  if (!found || step === undefined) return;
  const { record, events } = found;
  const isOpen = openAlertsOf(historyOf(events)).some((alert) => alert.step === step);
  const id = stableId(caseId, item.id, 'unreachable');
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
