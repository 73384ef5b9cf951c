import type { CaseRecord, Message, NewEvent } from '@sla/case-store';
import { type CaseSla, evaluate, type Policy, resolvePriority, type TriageRule, triage } from '@sla/core';
import { draftAll, tellAssignees } from './follow-up.ts';
import { handOver } from './hand-over.ts';
import { receiptHeldBack } from './held-back.ts';
import { type Intake, messageOf } from './intake.ts';
import type { Draft } from './notice.ts';
import type { Outgoing } from './outgoing.ts';
import type { Session } from './parts.ts';
import { teamOfTier } from './people.ts';
import { present } from './present.ts';
import { claimReceipt, receiptFor } from './receipt.ts';
import type { Refusal } from './refusal.ts';
import { saveChange } from './save-change.ts';
import { unknownPriority } from './unknown-priority.ts';

export interface Received {
  readonly record: CaseRecord;
  readonly message: Message;
  readonly opened: boolean;
  readonly drafts: readonly Draft[];
}

/**
 * Makes a case of a message: number, policy, priority, first clocks, and a receipt where one may go back. Of messages that stood on
 * another case (`moved`) the first opens this one and the others follow; they are kept already and only change hands.
 */
export async function openCase(
  session: Session,
  intake: Intake,
  evidence: readonly string[],
  moved: readonly Message[] = [],
): Promise<Received | Refusal> {
  const { policy, doubt } = policyFor(session, intake);
  const wanted = intake.incoming.priority;
  const unknown = wanted === undefined ? undefined : unknownPriority(policy, wanted);
  if (unknown) return unknown;
  const { priority, reason } = priorityFor(intake, policy);
  const record = await freshRecord(session, intake, policy, priority);
  const [first] = moved;
  const claim = await claimReceipt(session, intake);
  const brake = claim.kind === 'held-back' ? [receiptHeldBack(claim.reason)] : [];
  const message = first
    ? { ...first, caseId: record.id }
    : messageOf(intake, record.id, [...evidence, ...doubt, reason, ...brake]);
  const opened = openedEvent(session, intake, record, message);
  const sla = evaluate(policy, [opened], session.now);
  const receipt = claim.kind === 'granted' ? receiptFor(session, intake, { record, policy, sla, message }) : undefined;
  const placed = await firstTeam(session, record, policy, sla);
  const saved = await saveChange(session, {
    record,
    known: [],
    added: [opened, ...wroteAgain(moved, session), ...placed, ...(receipt ? [acknowledgedBy(receipt, session)] : [])],
    policies: policy,
    messages: first ? [] : [message],
    letters: receipt ? [receipt] : [],
  });
  for (const { id } of moved) await session.unit.updateMessage(id, { caseId: record.id });
  const told = await draftAll(
    session,
    { record: saved.record, policy, sla: saved.sla },
    tellAssignees(placed, session.people),
  );
  return { record: saved.record, message, opened: true, drafts: [...saved.drafts, ...told] };
}

/** The channel's, else the organisation's, else the desk's own. */
function policyFor({ parts, people }: Session, { incoming, organisation: whose, at }: Intake) {
  const { shelf } = parts;
  const organisation = whose === undefined ? undefined : people.organisations.get(whose);
  const named = incoming.policy ?? organisation?.policy;
  // A wrong name in the settings must not cost anybody their case.
  const doubt = named !== undefined && !shelf.knows(named) ? [`policy ${named} is unknown: the default was taken`] : [];
  return { policy: shelf.inForce(named, at), doubt };
}

function priorityFor(
  { incoming, organisation }: Intake,
  policy: Policy,
): { readonly priority: string; readonly reason: string } {
  if (incoming.priority !== undefined) {
    const priority = resolvePriority(policy, incoming.priority);
    return { priority, reason: `priority ${priority}: said by ${incoming.channel}` };
  }
  const facts = present({
    ...incoming.facts,
    text: `${incoming.subject}\n${incoming.text.slice(0, incoming.quoteFrom)}`,
    channel: incoming.channel,
    organisation,
  });
  const { priority, rule } = triage(policy, facts);
  return { priority, reason: `priority ${priority}: ${inWords(rule)}` };
}

function inWords(rule: TriageRule): string {
  if (rule.kind === 'default') return 'no condition of the policy matched';
  const words = Object.entries(rule.words).map(([fact, word]) => `${fact} “${word}”`);
  return `matched ${words.join(', ')}`;
}

async function freshRecord(
  { parts, unit, now }: Session,
  { incoming, contact, organisation, at }: Intake,
  policy: Policy,
  priority: string,
): Promise<CaseRecord> {
  return present({
    id: parts.newId(),
    number: await unit.nextCaseNumber(parts.identity.casePrefix),
    version: 0,
    subject: oneLine(incoming.subject),
    requester: contact.id,
    organisation,
    channel: incoming.channel,
    mailbox: incoming.mailbox,
    policy: policy.id,
    policyVersion: policy.version,
    priority,
    tier: policy.tiers[0] ?? '',
    state: 'new' as const,
    openedAt: at,
    changedAt: now,
    tags: [],
  });
}

/** A case's subject stands in lists and mail headers; the message keeps its own as it came. */
function oneLine(subject: string): string {
  return subject.replace(/\s+/g, ' ').trim().slice(0, 500);
}

function openedEvent(session: Session, { at }: Intake, record: CaseRecord, message: Message): NewEvent {
  const { policy, policyVersion: version, priority, channel, organisation, requester } = record;
  return {
    id: session.parts.newId(),
    type: 'opened',
    at,
    policy,
    version,
    priority,
    channel,
    ...(organisation !== undefined && { organisation }),
    by: `requester:${requester}`,
    message: message.id,
  };
}

/** The further words of the same matter, when each was received. */
function wroteAgain(moved: readonly Message[], { parts }: Session): readonly NewEvent[] {
  return moved
    .slice(1)
    .filter(({ automatic }) => !automatic)
    .map(({ id, at, author }) => ({ id: parts.newId(), type: 'requester-replied', at, by: author, message: id }));
}

/** A new case lies with the team that works its tier. */
async function firstTeam(
  session: Session,
  record: CaseRecord,
  policy: Policy,
  { tier }: CaseSla,
): Promise<readonly NewEvent[]> {
  const event = await handOver(session, { record, policy }, teamOfTier(session.people, tier));
  return event ? [{ ...event, id: session.parts.newId(), at: session.now }] : [];
}

function acknowledgedBy({ message }: Outgoing, { parts, now }: Session): NewEvent {
  return { id: parts.newId(), type: 'acknowledged', at: now, by: 'system', automatic: true, message: message.id };
}
