import type { CaseRecord, Message, NewEvent, Timer } from '@sla/case-store';
import { type CaseEvent, type CaseSla, evaluate, type Policies, type Policy, Temporal } from '@sla/core';

import { type CaseHistory, historyOf, withEvents } from './case-history.ts';
import { closesAt } from './closing.ts';
import { followUp } from './follow-up.ts';
import type { Draft } from './notice.ts';
import { type Outgoing, toSend } from './outgoing.ts';
import type { Session } from './parts.ts';
import { projectRecord } from './project-record.ts';

/** What a command adds to a case. */
export interface Change {
  /** As it was loaded; of a new case, with version 0. */
  readonly record: CaseRecord;
  readonly known: readonly CaseEvent[];
  readonly added: readonly NewEvent[];
  readonly policies: Policies;
  readonly messages?: readonly Message[];
  readonly letters?: readonly Outgoing[];
}

export interface Saved {
  readonly record: CaseRecord;
  readonly sla: CaseSla;
  /** For the caller to send, so that one pass over many cases gathers them. */
  readonly drafts: readonly Draft[];
}

/**
 * Saves a change with all that follows from it: clocks, effects and timers, then what the desk itself does about new effects, until
 * nothing new follows. The store says which effects are new, so nobody is told twice.
 */
export async function saveChange(session: Session, change: Change): Promise<Saved> {
  const letters = change.letters ?? [];
  const messages = [...(change.messages ?? []), ...letters.map(({ message }) => message)];
  const drafts: Draft[] = [];
  let turn: Turn = { record: withLastMessage(change.record, messages), events: change.known, added: change.added };
  for (let round = 0; round < mostRounds; round += 1) {
    const saved = await saveTurn(session, change.policies, turn);
    if (round === 0) await keepMessages(session, messages, letters);
    const follows = await followUp(session, saved, saved.fresh);
    await keepMessages(
      session,
      follows.letters.map(({ message }) => message),
      follows.letters,
    );
    drafts.push(...follows.drafts);
    if (follows.events.length === 0) return { record: saved.record, sla: saved.sla, drafts };
    turn = { record: saved.record, events: saved.events, added: follows.events };
  }
  throw new Error(`the ladder of case ${turn.record.number} did not come to rest after ${mostRounds} rounds`);
}

interface Turn {
  readonly record: CaseRecord;
  readonly events: readonly CaseEvent[];
  readonly added: readonly NewEvent[];
}

async function saveTurn({ unit, now }: Session, policies: Policies, turn: Turn) {
  const events = withEvents(turn.events, turn.added);
  const sla = evaluate(policies, events, now);
  const history = historyOf(events);
  const policy = policyOf(policies, turn.record, history);
  const record = projectRecord(turn.record, history, sla, now);
  const fresh = await unit.saveCase({
    record,
    expectedVersion: turn.record.version,
    events: turn.added,
    clocks: sla.clocks,
    effects: sla.effects,
    timers: timersOf(record, sla, policy, history),
  });
  return { record, events, sla, policy, fresh };
}

/** Each round fires at least one step; no ladder is this long. */
const mostRounds = 200;

/** The policy that a case is under, as its events say. */
export function policyOf(policies: Policies, record: CaseRecord, history: CaseHistory): Policy {
  if (typeof policies !== 'function') return policies;
  const moved = history.last('policy-moved');
  const opened = history.last('opened');
  const id = moved?.policy ?? opened?.policy ?? record.policy;
  const version = moved?.version ?? opened?.version ?? record.policyVersion;
  const policy = policies(id, version);
  if (!policy) throw new Error(`case ${record.number} is under policy ${id} version ${version}, which was not read`);
  return policy;
}

async function keepMessages(
  { unit }: Session,
  messages: readonly Message[],
  letters: readonly Outgoing[],
): Promise<void> {
  for (const message of messages) await unit.addMessage(message);
  if (letters.length > 0) await unit.enqueue(letters.flatMap(toSend));
}

function withLastMessage(record: CaseRecord, messages: readonly Message[]): CaseRecord {
  const last = messages.at(-1);
  return last ? { ...record, lastMessageAt: last.at } : record;
}

/** When the case is to be looked at again: at the clocks' next instant, and when it closes. */
function timersOf(record: CaseRecord, sla: CaseSla, policy: Policy, history: CaseHistory): readonly Timer[] {
  const closing = sla.state === 'resolved' ? closesAt(policy, sla.priority, history) : undefined;
  const wakes: Timer[] = [];
  if (sla.nextWakeAt) wakes.push({ caseId: record.id, clock: wakingClock(sla, sla.nextWakeAt), dueAt: sla.nextWakeAt });
  if (closing) wakes.push({ caseId: record.id, clock: 'closing', dueAt: closing });
  return wakes;
}

/** Which clock the next instant belongs to, for who reads the table; else the ladder. */
function wakingClock({ clocks }: CaseSla, at: Temporal.Instant): string {
  const owner = clocks.find(({ dueAt, warnAt }) =>
    [...(dueAt ? [dueAt] : []), ...warnAt].some((instant) => Temporal.Instant.compare(instant, at) === 0),
  );
  return owner?.clock ?? 'ladder';
}
