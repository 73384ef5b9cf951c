import type { Message } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { refused } from '../perform.ts';
import { hindrance, standingOf } from '../permissions.ts';
import { refusal } from '../refusal.ts';
import { claim } from './claim.ts';
import { logCall } from './log-call.ts';
import { receive } from './receive.ts';

export interface TakenCall {
  readonly from: { readonly address: string; readonly name?: string };
  readonly subject: string;
  /** What they said, and what was said to them. */
  readonly summary: string;
  readonly priority?: string;
  /** Of this call for ever the same, so that a second try makes no second case. */
  readonly key: string;
}

/** Logs a call while it lasts (S1-13): a case that is acknowledged and answered by the call, and whose taker holds it. */
export async function takeCall(
  parts: DeskParts,
  by: Person,
  call: TakenCall,
): Promise<Outcome<{ readonly message: Message }>> {
  const hindered = hindrance('take-call', by, standingOf(by, await loadPeople(parts.store)));
  if (hindered) return refused(hindered);
  if (call.summary.trim() === '') return refused(refusal('empty-message'));
  const opened = await receive(parts, {
    channel: 'phone',
    receivedAt: await parts.store.now(),
    from: call.from,
    to: [],
    cc: [],
    subject: call.subject,
    text: call.summary,
    messageId: `call/${call.key}`,
    references: [],
    attachments: [],
    machine: 'no',
    mayAcknowledge: false,
    ...(call.priority !== undefined && { priority: call.priority }),
  });
  if (!opened.ok) return opened;
  await claim(parts, by, { case: opened.case.id });
  return logCall(parts, by, { case: opened.case.id, answered: true, summary: call.summary, key: `call/${call.key}` });
}
