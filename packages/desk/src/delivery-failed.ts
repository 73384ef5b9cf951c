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
  const payload = item.payload as MailPayload;
  const people = await loadPeople(parts.store);
  if (payload.kind === 'message') {
    const message = await parts.store.findMessage(payload.message);
    const failure = { to: message?.to.join(', ') ?? '', error };
    await parts.store.transaction((unit) => tellKeepers({ parts, unit, people, now: unit.now }, item, failure));
    return;
  }
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
