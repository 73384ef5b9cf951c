import type { CaseRecord, NewEvent } from '@sla/case-store';
import { type CaseSla, type Effect, type Policy, type Step, toInstant } from '@sla/core';

import { findRecipients, findStep, keepersOf, type Listener, listenersOf } from './audience.ts';
import { catalogueFor } from './catalogue/catalogue-for.ts';
import { groupBy } from './group-by.ts';
import { handOver } from './hand-over.ts';
import { letterFacts, requesterReader } from './letter-facts.ts';
import { type Draft, draftNotice, type NoticedCase, type Route, type Tidings } from './notice.ts';
import { type Outgoing, toRequester } from './outgoing.ts';
import type { Session } from './parts.ts';
import { agentId, agentOf, type People, teamOfTier } from './people.ts';
import { callNow, isCallAlone, needsCall } from './practice/call-now.ts';
import { nearestRoutes, routesTo } from './routes.ts';
import { stableId } from './stable-id.ts';

/** A case as it stands in the middle of a command. */
export interface CaseInHand {
  readonly record: CaseRecord;
  readonly policy: Policy;
  readonly sla: CaseSla;
}

/** What the desk does about effects that have just fired: who is told, and what it notes in the case's events. */
export interface FollowUp {
  readonly events: readonly NewEvent[];
  readonly drafts: readonly Draft[];
  readonly letters: readonly Outgoing[];
}

export async function followUp(session: Session, hand: CaseInHand, fresh: readonly Effect[]): Promise<FollowUp> {
  const about = fresh.length === 0 ? hand : await noticedCase(session, hand);
  const parts: FollowUp[] = [];
  for (const effects of groupBy(fresh, firingOf).values()) {
    const [first] = effects;
    if (!first) continue;
    parts.push(await followFiring(session, { ...hand, ...about }, first.kind, effects));
  }
  return {
    events: parts.flatMap(({ events }) => events),
    drafts: parts.flatMap(({ drafts }) => drafts),
    letters: parts.flatMap(({ letters }) => letters),
  };
}

/** Who the notices of a case speak of. */
export async function noticedCase<Hand extends { readonly record: CaseRecord; readonly policy: Policy }>(
  { unit, people }: Session,
  hand: Hand,
): Promise<Hand & NoticedCase> {
  const { requester, organisation, assignee } = hand.record;
  return {
    ...hand,
    requester: await unit.findContact({ id: requester }),
    organisation: organisation === undefined ? undefined : people.organisations.get(organisation),
    assignee: assignee === undefined ? undefined : people.agents.get(assignee),
  };
}

/** Something that colleagues are told of. */
export interface ForColleagues {
  readonly tidings: Tidings;
  readonly listeners: readonly Listener[];
}

export async function draftAll(
  session: Session,
  hand: Pick<NoticedCase, 'record' | 'policy' | 'sla'>,
  all: readonly ForColleagues[],
): Promise<readonly Draft[]> {
  if (all.length === 0) return [];
  const about = await noticedCase(session, hand);
  const drafts: Draft[] = [];
  for (const each of all) drafts.push(...(await draftFor(session, about, each)));
  return drafts;
}

/** Who is given a case hears of it where they look first; anything else comes by mail. */
async function draftFor(
  session: Session,
  about: NoticedCase,
  { tidings, listeners }: ForColleagues,
): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  for (const listener of listeners) {
    const byMail: Route = { listener, via: 'email', insteadOf: [] };
    const routes = tidings.kind === 'assign' ? await nearestRoutes(listener, session) : [byMail];
    drafts.push(...routes.map((route) => draft(session, about, tidings, route)));
  }
  return drafts;
}

type Hand = CaseInHand & NoticedCase;

const nothing: FollowUp = { events: [], drafts: [], letters: [] };

/** One firing of a step notifies all its recipients together: only where none of them is reached does it fall through. */
function firingOf(effect: Effect): string {
  return effect.kind === 'notify' ? effect.id.slice(0, effect.id.indexOf('/notify/')) : effect.id;
}

async function followFiring(
  session: Session,
  hand: Hand,
  kind: Effect['kind'],
  effects: readonly Effect[],
): Promise<FollowUp> {
  const [effect] = effects;
  if (!effect) return nothing;
  switch (kind) {
    case 'warn':
    case 'miss':
    case 'update-due':
    case 'publish':
      return { ...nothing, drafts: tellKeepers(session, hand, effect) };
    case 'raise':
      return changeOfHands(session, hand, await raised(session, hand, effect));
    case 'assign':
      return changeOfHands(session, hand, assignTo(session, hand, effect));
    case 'notify':
      return notifyAll(session, hand, effects);
  }
}

function tellKeepers(session: Session, hand: Hand, effect: Effect): readonly Draft[] {
  const tidings = tidingsOf(hand, effect);
  return keepersOf(hand.record, session).map((listener) =>
    draft(session, hand, tidings, { listener, via: 'email', insteadOf: [] }),
  );
}

/** Whoever is given a case by the desk itself is told. */
export function tellAssignees(events: readonly NewEvent[], people: People): readonly ForColleagues[] {
  return events.flatMap((event) => {
    const agent = event.type === 'assigned' ? agentOf(people, event.to) : undefined;
    if (!agent) return [];
    const tidings = { kind: 'assign', id: `assigned/${event.id}`, at: toInstant(event.at) } as const;
    return [{ tidings, listeners: [{ agent, email: agent.email }] }];
  });
}

async function raised(session: Session, hand: Hand, effect: Effect): Promise<readonly NewEvent[]> {
  const team = effect.to === undefined ? undefined : teamOfTier(session.people, effect.to);
  const event = await handOver(session, hand, team);
  return event ? [{ ...event, ...stamp(hand.record, effect, 'handed-over') }] : [];
}

/** Events by which a case changes hands, and word of it to who had it not before. */
async function changeOfHands(session: Session, hand: Hand, events: readonly NewEvent[]): Promise<FollowUp> {
  const fresh = events.filter((event) => event.type === 'assigned' && agentId(event.to) !== hand.record.assignee);
  const drafts: Draft[] = [];
  for (const each of tellAssignees(fresh, session.people)) drafts.push(...(await draftFor(session, hand, each)));
  return { events, drafts, letters: [] };
}

function assignTo(session: Session, hand: Hand, effect: Effect): readonly NewEvent[] {
  const { record, policy } = hand;
  const recipient = stepOf(hand, effect)?.assign;
  if (!recipient) return [];
  const assigned = { ...stamp(record, effect, 'assigned'), type: 'assigned', by: 'system' } as const;
  if (recipient.kind === 'team') return [{ ...assigned, team: recipient.to }];
  const agent = listenersOf(recipient, session, policy, effect.at).find((listener) => listener.agent)?.agent;
  return agent ? [{ ...assigned, to: `agent:${agent.id}` }] : [];
}

async function notifyAll(session: Session, hand: Hand, effects: readonly Effect[]): Promise<FollowUp> {
  const told: Told[] = [];
  const calls: Draft[] = [];
  for (const effect of effects) {
    told.push(await notifyOne(session, hand, effect));
    if (needsCall(effect, session)) calls.push(...(await callNow(session, hand, effect)));
  }
  const reached = effects.filter((_, index) => isReached(told[index]));
  const uncalled = reached.filter((effect) => isCallAlone(effect) && needsCall(effect, session));
  // Mail that says what a call should have said may be taken as an alert; but nobody was phoned, so the ladder does not wait for it.
  const isMissed = uncalled.length === reached.length;
  const [effect] = effects;
  return {
    drafts: [...calls, ...told.flatMap(({ drafts }) => drafts)],
    letters: told.flatMap(({ letters }) => letters),
    events: [...alerts(hand, reached), ...(effect && isMissed ? [unreachable(hand, effect)] : [])],
  };
}

type Told = Pick<FollowUp, 'drafts' | 'letters'>;

function isReached(told: Told | undefined): boolean {
  return told !== undefined && told.drafts.length + told.letters.length > 0;
}

async function notifyOne(session: Session, hand: Hand, effect: Effect): Promise<Told> {
  const recipients = findRecipients(stepOf(hand, effect), effect.to ?? '');
  if (recipients.some(({ kind }) => kind === 'requester')) {
    return { drafts: [], letters: await letterToRequester(session, hand, effect) };
  }
  const tidings = tidingsOf(hand, effect);
  const listeners = recipients.flatMap((recipient) => listenersOf(recipient, session, hand.policy, effect.at));
  const routes: Route[] = [];
  for (const [index, listener] of listeners.entries()) {
    routes.push(...(await routesTo(listener, effect.via ?? [], index, session)));
  }
  return { drafts: routes.map((route) => draft(session, hand, tidings, route)), letters: [] };
}

async function letterToRequester(session: Session, hand: Hand, effect: Effect): Promise<readonly Outgoing[]> {
  const { record, policy, requester } = hand;
  if (!requester) return [];
  const about = { ...session, record, policy };
  const { language } = await requesterReader(about);
  const facts = { ...(await letterFacts(about)), state: record.state };
  const text = catalogueFor(language).requesterNotice(facts);
  const id = stableId(record.id, effect.id, 'letter');
  const letter = { id, at: session.now, author: 'system', automatic: true, text } as const;
  return [{ message: await toRequester(letter, record, session), purpose: 'update' }];
}

/** Alerts that somebody must take; who is merely told owes nothing. */
function alerts(hand: Hand, effects: readonly Effect[]): readonly NewEvent[] {
  return effects.flatMap((effect) => {
    const step = stepOf(hand, effect);
    if (!step?.acknowledgeWithin || effect.to === undefined) return [];
    const { id } = step;
    return [{ ...stamp(hand.record, effect, 'alerted'), type: 'alerted', step: id, to: effect.to, by: 'system' }];
  });
}

function unreachable({ record }: Hand, effect: Effect): NewEvent {
  return { ...stamp(record, effect, 'unreachable'), type: 'unreachable', step: effect.step ?? '', by: 'system' };
}

/** An event that follows from an effect has its instant and one id for ever, so that it is written once. */
function stamp(record: CaseRecord, effect: Effect, what: string): Pick<NewEvent, 'id' | 'at'> {
  return { id: stableId(record.id, effect.id, what), at: effect.at };
}

function stepOf({ policy, record }: Hand, effect: Effect): Step | undefined {
  return effect.step === undefined ? undefined : findStep(policy, record.priority, effect.step);
}

function tidingsOf(hand: Hand, effect: Effect): Tidings {
  return { kind: effect.kind, id: effect.id, at: effect.at, effect, step: stepOf(hand, effect) };
}

function draft(session: Session, hand: NoticedCase, tidings: Tidings, route: Route): Draft {
  return draftNotice(hand, tidings, route, session.parts.identity, session.now);
}
