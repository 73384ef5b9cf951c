import type { Agent, CaseRecord, Contact, Organisation } from '@sla/case-store';
import {
  type CaseEvent,
  type CaseState,
  type ClockKind,
  type ClockName,
  type ClockState,
  type ClockStatus,
  type Policy,
  Temporal,
} from '@sla/core';

import { historyOf, openAlertsOf, pauseOf } from './case-history.ts';
import { present } from './present.ts';

type Instant = Temporal.Instant;

/** How near a promise is to being missed; the one thing that colour is kept for. */
export type Risk = 'none' | 'at-risk' | 'missed';

/** One promise of a case, ready to be drawn. */
export interface PromiseLine {
  readonly clock: ClockName;
  readonly cycle: number;
  readonly kind: ClockKind;
  readonly clause?: string;
  readonly status: ClockStatus;
  readonly risk: Risk;
  readonly startedAt: Instant;
  readonly dueAt?: Instant;
  readonly warnAt: readonly Instant[];
  readonly stoppedAt?: Instant;
  readonly breachedAt?: Instant;
  readonly tightened: boolean;
  /** Why it is paused or was cancelled. */
  readonly reason?: string;
}

export type CardAction =
  | 'claim'
  | 'assign'
  | 'reply'
  | 'prioritise'
  | 'escalate'
  | 'pause'
  | 'resume'
  | 'no-reply-needed'
  | 'resolve'
  | 'reopen'
  | 'close'
  | 'take';

/** The one description of a case that Slack, Teams, mail and console render, so that they never disagree. */
export interface CaseCard {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly subject: string;
  readonly requester: { readonly name: string; readonly address?: string };
  readonly organisation?: string;
  readonly priority: { readonly name: string; readonly title: string; readonly rank: number };
  readonly tier: string;
  readonly state: CaseState;
  readonly assignee?: { readonly id: string; readonly name: string };
  readonly team?: string;
  readonly channel: string;
  readonly openedAt: Instant;
  readonly promises: readonly PromiseLine[];
  /** The unfinished promise that is due first. */
  readonly next?: PromiseLine;
  readonly risk: Risk;
  readonly lastMessage?: { readonly from: string; readonly text: string; readonly at: Instant };
  /** What may be done with it now, by its state. */
  readonly actions: readonly CardAction[];
  /** Alerts that nobody has taken yet. */
  readonly openAlerts: readonly { readonly step: string; readonly to: string; readonly at: Instant }[];
}

export interface CardFacts {
  readonly record: CaseRecord;
  readonly clocks: readonly ClockState[];
  readonly policy: Policy;
  readonly requester?: Contact | undefined;
  readonly organisation?: Organisation | undefined;
  readonly assignee?: Agent | undefined;
  /** Lists do without: alerts stand on the case's own page. */
  readonly events?: readonly CaseEvent[];
  readonly lastMessage?: CaseCard['lastMessage'] | undefined;
}

/** The card of a case at an instant: the clocks' own states, and how near each is to being missed by now. */
export function caseCard(facts: CardFacts, now: Instant): CaseCard {
  const { record, requester, organisation, assignee } = facts;
  const promises = facts.clocks.map((clock) => promiseLine(clock, now));
  const unfinished = promises.filter(isUnfinished);
  const history = historyOf(facts.events ?? []);
  const openAlerts = openAlertsOf(history);
  const isPaused = facts.events
    ? pauseOf(history) !== undefined
    : record.state === 'on-hold' || unfinished.some((line) => line.status === 'paused');
  return present({
    id: record.id,
    number: record.number,
    version: record.version,
    subject: record.subject,
    requester: present({ name: requester?.name ?? requester?.email ?? '', address: requester?.email }),
    organisation: organisation?.name,
    priority: priorityOf(record, facts.policy),
    tier: record.tier,
    state: record.state,
    assignee:
      record.assignee === undefined ? undefined : { id: record.assignee, name: assignee?.name ?? record.assignee },
    team: record.team,
    channel: record.channel,
    openedAt: record.openedAt,
    promises,
    next: dueFirst(unfinished),
    risk: worst(unfinished),
    lastMessage: facts.lastMessage,
    actions: actionsOf(facts, { unfinished, isPaused, hasAlert: openAlerts.length > 0 }),
    openAlerts,
  });
}

/** The worst risk of a case's promises. */
export function riskOf(clocks: readonly ClockState[], now: Instant): Risk {
  return worst(clocks.filter(isUnfinished).map((clock) => promiseLine(clock, now)));
}

/** A clock as a line of the card. A stored clock may be older than `now`, so its risk is read from its instants. */
export function promiseLine(clock: ClockState, now: Instant): PromiseLine {
  return present({
    clock: clock.clock,
    cycle: clock.cycle,
    kind: clock.kind,
    clause: clock.clause,
    status: clock.status,
    risk: lineRisk(clock, now),
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    warnAt: clock.warnAt,
    stoppedAt: clock.stoppedAt,
    breachedAt: clock.breachedAt ?? (isOverdue(clock, now) ? clock.dueAt : undefined),
    tightened: clock.tightened ?? false,
    reason: clock.reason,
  });
}

export function isUnfinished({ status }: Pick<PromiseLine, 'status'>): boolean {
  return status === 'running' || status === 'paused';
}

function isOverdue(clock: ClockState, now: Instant): boolean {
  return clock.status === 'running' && clock.dueAt !== undefined && isBy(clock.dueAt, now);
}

function lineRisk(clock: ClockState, now: Instant): Risk {
  if (clock.status === 'missed' || clock.breachedAt !== undefined || isOverdue(clock, now)) return 'missed';
  return clock.status === 'running' && clock.warnAt.some((instant) => isBy(instant, now)) ? 'at-risk' : 'none';
}

function isBy(instant: Instant, now: Instant): boolean {
  return Temporal.Instant.compare(instant, now) <= 0;
}

/** Of what can still be kept or is overdue now; a miss that was made good needs nobody's eye. */
function worst(unfinished: readonly PromiseLine[]): Risk {
  if (unfinished.some(({ risk }) => risk === 'missed')) return 'missed';
  return unfinished.some(({ risk }) => risk === 'at-risk') ? 'at-risk' : 'none';
}

function dueFirst(lines: readonly PromiseLine[]): PromiseLine | undefined {
  return lines
    .filter((line) => line.dueAt !== undefined)
    .reduce<PromiseLine | undefined>(
      (first, line) => (first?.dueAt && line.dueAt && !isBefore(line.dueAt, first.dueAt) ? first : line),
      undefined,
    );
}

function isBefore(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

function priorityOf(record: CaseRecord, policy: Policy): CaseCard['priority'] {
  const rank = policy.priorities.findIndex(({ name }) => name === record.priority);
  return {
    name: record.priority,
    title: policy.priorities[rank]?.title ?? record.priority,
    rank: rank < 0 ? policy.priorities.length : rank,
  };
}

interface Standing {
  readonly unfinished: readonly PromiseLine[];
  readonly isPaused: boolean;
  readonly hasAlert: boolean;
}

function actionsOf(facts: CardFacts, standing: Standing): readonly CardAction[] {
  switch (facts.record.state) {
    case 'merged':
      return [];
    case 'closed':
    case 'deferred':
      return ['reopen'];
    case 'resolved':
      return ['reply', 'reopen', 'close'];
    default:
      return activeActions(facts, standing);
  }
}

function activeActions({ record, policy }: CardFacts, { unfinished, isPaused, hasAlert }: Standing) {
  const offered: readonly (CardAction | false)[] = [
    hasAlert && 'take',
    record.assignee === undefined && 'claim',
    'reply',
    'resolve',
    'assign',
    'prioritise',
    record.tier !== policy.tiers.at(-1) && 'escalate',
    isPaused && 'resume',
    !isPaused && policy.pauseReasons.length > 0 && 'pause',
    unfinished.some(({ clock }) => clock === 'next-response') && 'no-reply-needed',
  ];
  return offered.filter((action) => action !== false);
}
