import type { StoreUnit } from '@sla/case-store';
import type { Desk, Foresight, Reception } from '@sla/desk';

import type { Inbox } from '../config.ts';
import { mayBeAlike, mostAlike } from '../evidence/recent-alike.ts';
import { casesNamedBy, ownIdsIn } from '../find-case.ts';
import { toCommand } from '../to-command.ts';
import { answered, askUnit, type Judgement, judge, type Marks, recipientsOf } from './judge-mail.ts';
import type { Prepared } from './prepared.ts';
import { addReceipt, keysOfReceipts } from './receipt-brakes.ts';
import { type Settled, withoutCase } from './settle-alone.ts';

interface Settling {
  readonly desk: Pick<Desk, 'receiveTogether'>;
  readonly marks: Marks;
  readonly inboxes: readonly Inbox[];
}

/**
 * Settles mails in one transaction, each judged by what came of those before it. What takes more than the case itself, such as an
 * agent's note or a mail that is held, is left for later, and with it all that belongs to its thread.
 */
export async function settleTogether(
  mails: readonly Prepared[],
  { desk, marks, inboxes }: Settling,
): Promise<readonly (Settled | undefined)[]> {
  await Promise.all(mails.map((mail) => mail.writeFiles()));
  return desk.receiveTogether(foresee(mails, marks), async (reception) => {
    await lookAtCases(mails, reception.unit, marks);
    const left = new Set<string>();
    const settled: (Settled | undefined)[] = [];
    for (const mail of mails) {
      // One that failed before would fail all of them again.
      const waits = mail.item.attempts > 0 || mail.threads.some((thread) => left.has(thread));
      const result = waits ? undefined : await settleOne(mail, reception, marks, inboxes);
      if (result === undefined) for (const thread of mail.threads) left.add(thread);
      settled.push(result);
    }
    return settled;
  });
}

async function settleOne(
  { item, asked }: Prepared,
  { unit, receive }: Reception,
  marks: Marks,
  inboxes: readonly Inbox[],
): Promise<Settled | undefined> {
  if ((await unit.lockInbox(item.id)) === undefined) return { outcome: 'changed-meanwhile' };
  const judged = await judge(asked, askUnit(unit), marks);
  if (judged.stop !== undefined) {
    await unit.settleInbox(item.id, judged.stop);
    return { outcome: judged.stop.outcome };
  }
  if (takesMore(judged)) return undefined;
  const command = toCommand(item, judged, inboxes);
  const outcome = await receive(command);
  if (!outcome.ok) return withoutCase(outcome.refusal);
  if (outcome.opened && command.mayAcknowledge) await noteReceipt(unit, judged, command.from.address);
  return { outcome: outcome.case.id };
}

function takesMore({ note, bounced, found }: Judgement): boolean {
  return note !== undefined || bounced !== undefined || found.suspect !== undefined;
}

async function noteReceipt(unit: StoreUnit, { email }: Judgement, address: string): Promise<void> {
  await addReceipt(unit.channelState('email'), answered(email, address), unit.now);
}

function foresee(mails: readonly Prepared[], marks: Marks): Foresight {
  const answerable = mails.filter(({ asked }) => asked.verdict.mayAcknowledge);
  const receipts = answerable.flatMap(({ asked }) => keysOfReceipts(answered(asked.email, asked.author)));
  return {
    inboxIds: mails.map(({ item }) => item.id),
    messageIds: mails.flatMap(({ asked: { email, verdict } }) => [
      ...(email.messageId === undefined ? [] : [email.messageId]),
      ...email.references,
      ...(verdict.class === 'bounce' ? ownIdsIn(email, marks) : []),
    ]),
    emails: mails.map(({ asked }) => asked.author),
    state: { email: [...new Set(receipts)] },
  };
}

/** The cases to which these mails may belong, all looked at and locked at once. */
async function lookAtCases(mails: readonly Prepared[], unit: StoreUnit, marks: Marks): Promise<void> {
  const ports = askUnit(unit);
  const writers: string[] = [];
  for (const { asked } of mails.filter(({ asked: { email } }) => mayBeAlike(email))) {
    const contact = await unit.findContact({ email: asked.author });
    if (contact !== undefined) writers.push(contact.id);
  }
  await unit.listCaseRecordsOf(writers, mostAlike);
  const named = new Set<string>();
  for (const { asked } of mails) {
    const { email, envelope, verdict } = asked;
    const ids = verdict.class === 'bounce' ? ownIdsIn(email, marks) : [];
    for (const { caseId } of await unit.findMessagesById(ids)) named.add(caseId);
    for (const ref of await casesNamedBy(email, recipientsOf(email, envelope), marks, ports)) named.add(ref);
  }
  await unit.lockCases([...named]);
}
