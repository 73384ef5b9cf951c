import type { CaseRecord, Message, NewEvent, Timer } from '@sla/case-store';
import { type CaseEvent, type CaseSla, evaluate, type Policies, type Policy, Temporal } from '@sla/core';

import { cardsToShow } from './cards-to-show.ts';
import { type CaseHistory, historyOf, withEvents } from './case-history.ts';
import { closesAt } from './closing.ts';
import { followUp } from './follow-up.ts';
import type { Draft } from './notice.ts';
import { type Outgoing, toSend } from './outgoing.ts';
import type { Session } from './parts.ts';
import { feedItems } from './practice/feed.ts';
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
 * Saves a change with all that follows from it: clocks, effects and timers, and what the desk itself does about effects that were
 * not there before, until nothing new follows. One save, so that nobody is told twice or of what was not kept.
 */
export async function saveChange(session: Session, change: Change): Promise<Saved> {
  const letters = change.letters ?? [];
  const messages: Message[] = [...(change.messages ?? []), ...messagesOf(letters)];
  await keepMessages(session, messages, letters);
  const base = withLastMessage(change.record, messages);
  const told = await effectsBefore(session, base);
  const drafts: Draft[] = [];
  let written = change.added;
  for (let round = 0; round < mostRounds; round += 1) {
    const stand = standOf(session, change.policies, base, withEvents(change.known, written));
    const fresh = stand.sla.effects.filter(({ id }) => !told.has(id));
    for (const { id } of fresh) told.add(id);
    const follows = await followUp(session, stand, fresh);
    await keepMessages(session, messagesOf(follows.letters), follows.letters);
    messages.push(...messagesOf(follows.letters));
    drafts.push(...follows.drafts);
    if (follows.events.length === 0) {
      await save(session, base, stand, { events: written, messages });
      return { record: stand.record, sla: stand.sla, drafts };
    }
    written = [...written, ...follows.events];
  }
  throw new Error(`the ladder of case ${base.number} did not come to rest after ${mostRounds} rounds`);
}

interface Stand {
  readonly record: CaseRecord;
  readonly policy: Policy;
  readonly sla: CaseSla;
  readonly history: CaseHistory;
}

function standOf({ now }: Session, policies: Policies, base: CaseRecord, events: readonly CaseEvent[]): Stand {
  const sla = evaluate(policies, events, now);
  const history = historyOf(events);
  const policy = policyOf(policies, base, history);
  return { record: projectRecord(base, history, sla, now), policy, sla, history };
}

async function effectsBefore({ unit }: Session, { id, version }: CaseRecord): Promise<Set<string>> {
  return new Set(version === 0 ? [] : (await unit.listEffects(id)).map((effect) => effect.id));
}

async function save(
  { unit, parts }: Session,
  base: CaseRecord,
  stand: Stand,
  { events, messages }: { readonly events: readonly NewEvent[]; readonly messages: readonly Message[] },
): Promise<void> {
  const { record, sla } = stand;
  await unit.saveCase({
    record,
    expectedVersion: base.version,
    events,
    clocks: sla.clocks,
    effects: sla.effects,
    timers: timersOf(stand),
  });
  if (parts.practice.feed) await unit.enqueue(feedItems(record, events, messages));
  if (parts.cards.length > 0) await unit.enqueue(cardsToShow(record, parts.cards));
}

function messagesOf(letters: readonly Outgoing[]): readonly Message[] {
  return letters.map(({ message }) => message);
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
function timersOf({ record, sla, policy, history }: Stand): readonly Timer[] {
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
