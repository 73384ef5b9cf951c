import type { CaseStore, InboxItem } from '@sla/case-store';
import type { Desk, Refusal } from '@sla/desk';
import type { Inbox } from '../config.ts';
import { hold, type QuarantinePorts } from '../quarantine/quarantine.ts';
import { bounceOf, reportBounce } from '../signs/bounce.ts';
import { toCommand } from '../to-command.ts';
import { answered, type Judgement, type Note, type Stop } from './judge-mail.ts';
import { countReceipt } from './receipt-brakes.ts';

export interface Settled {
  /** A case's id, or a word such as `bounce` where there is no case. */
  readonly outcome: string;
}

export type SettlePorts = QuarantinePorts & Pick<CaseStore, 'now'>;

export interface Settling {
  readonly desk: Pick<Desk, 'receive' | 'note' | 'deliveryFailed'>;
  readonly ports: SettlePorts;
  readonly inboxes: readonly Inbox[];
}

/** Does what was found out about a mail, in transactions of its own. */
export async function settleAlone(
  item: InboxItem,
  judged: Judgement,
  { desk, ports, inboxes }: Settling,
): Promise<Settled> {
  if (judged.stop !== undefined) return settleWithoutCase(ports, item, judged.stop);
  if (judged.note !== undefined) return keepNote(desk, ports, item, judged.note);
  const { suspect } = judged.found;
  if (suspect !== undefined) return hold(desk, ports, item, { ...judged, suspect });
  const command = toCommand(item, judged, inboxes);
  if (judged.bounced !== undefined) await reportBounce(desk, ports, judged.bounced, bounceOf(judged.email));
  const outcome = await desk.receive(command);
  if (!outcome.ok) return withoutCase(outcome.refusal);
  if (outcome.opened && command.mayAcknowledge) {
    await countReceipt(ports.channelState('email'), answered(judged.email, command.from.address), await ports.now());
  }
  return { outcome: outcome.case.id };
}

/** The desk has settled what it has nothing to do with; another process is settling what it is busy with. */
export function withoutCase(refusal: Refusal): Settled {
  const settled = refusal.code === 'nothing-to-do' || refusal.code === 'changed-meanwhile';
  if (settled) return { outcome: refusal.facts.outcome ?? refusal.code };
  const facts = Object.entries(refusal.facts).map(([name, value]) => `${name} ${value}`);
  throw new Error(`The desk refused this mail: ${refusal.code} ${facts.join(', ')}`.trim());
}

/** An agent's answer to a notice, or to a mail of the case, stays among colleagues: mail proves nobody's identity. */
async function keepNote(desk: Pick<Desk, 'note'>, ports: SettlePorts, item: InboxItem, note: Note): Promise<Settled> {
  const kept = await desk.note(note.by, { case: note.caseId, text: note.text, key: `mail/${item.id}` });
  if (!kept.ok) return withoutCase(kept.refusal);
  return settleWithoutCase(ports, item, { outcome: 'note', caseId: note.caseId, messageId: kept.message.id });
}

async function settleWithoutCase(ports: SettlePorts, item: InboxItem, result: Stop): Promise<Settled> {
  await ports.transaction(async (unit) => {
    if ((await unit.lockInbox(item.id)) !== undefined) await unit.settleInbox(item.id, result);
  });
  return { outcome: result.outcome };
}
