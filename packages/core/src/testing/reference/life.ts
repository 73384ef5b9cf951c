import type { CaseEvent, CaseState } from '../../case/case-event.ts';
import type { Policies } from '../../case-sla/case-sla.ts';
import type { ClockStateMs } from '../../clock/clock-state.ts';
import type { EffectMs } from '../../escalation/effect.ts';
import {
  type CompiledPolicy,
  type CompiledPriority,
  type CompiledTarget,
  compiledPolicy,
} from '../../policy/compile-policy.ts';
import type { ClockName, Policy, Step } from '../../policy/policy.ts';
import { resolvePriority } from '../../policy/triage.ts';
import type { Target } from '../../target/target.ts';
import { toEpochMs } from '../../time/instant.ts';
import type { Interval } from '../../time/interval.ts';

/** One run of a clock; `done` holds how it stood when it ended. */
export interface Run {
  readonly clock: ClockName;
  readonly cycle: number;
  compiled: CompiledTarget;
  anchor: number;
  /** It counts from the opening, and moves with it. */
  fromOpening?: boolean;
  ended?: 'stopped' | 'finished' | 'lacking' | undefined;
  done?: ClockStateMs | undefined;
  breached?: number | undefined;
  tightened?: true | undefined;
  /** Something other than time going by has put its deadline into the past: it is missed after the events. */
  overdue?: boolean;
  readonly warned: Set<number>;
}

interface Span {
  start: number;
  end?: number;
  reason?: string;
}

interface Alert {
  step: string;
  deadline: number;
}

interface Ringing {
  step: string;
  next: number;
  left: number;
}

/** What waits for the ladder's calendar to open. */
interface Waiting {
  at: number;
  effects: Omit<EffectMs, 'atMs'>[];
}

/** Everything that a case is, kept in the plainest way. */
export interface Life {
  readonly policies: Policies;
  policy: CompiledPolicy;
  priority: CompiledPriority;
  readonly born: number;
  opened: number;
  tier: string;
  state: 'open' | 'resolved' | 'closed' | 'deferred' | 'merged';
  /** The `resolved` that stands as the end of resolution. */
  resolutionStop?: number | undefined;
  /** Where the present cycle of resolution is anchored. */
  resolutionFrom: number;
  /** A reopening asked for the next cycle of resolution, which has not begun. */
  isResolutionOwed: boolean;
  pauses: Span[];
  solved: Span[];
  question?: number | undefined;
  /** A run that already stands for the question. */
  questionAsked: boolean;
  every?: Target | undefined;
  runs: Run[];
  past: { event: CaseEvent; at: number }[];
  updateFrom?: number | undefined;
  /** How many of the past events no longer count as the end of the updates. */
  updatesSince: number;
  /** Ends of the updates that a later delay made up for. */
  passedOver: Set<CaseEvent>;
  effects: EffectMs[];
  /** First instants: `clock:NAME` stopped by its event, `step:ID` fired. */
  firsts: Map<string, number>;
  fired: Map<string, number>;
  /** The clock cycle for which a step fired last. */
  firedFor: Map<string, number>;
  /** Steps whose event has happened in this instant, with the ladder that held then. */
  called: { step: Step; priority: CompiledPriority }[];
  owed: Set<string>;
  falling: string[];
  alerts: Alert[];
  ringing: Ringing[];
  waiting: Waiting[];
  /** The merges that are undone later, each with the instant at which they are. */
  readonly quiet: ReadonlyMap<CaseEvent, number>;
  /** While such a merge stands nobody is told anything. */
  quietUntil?: number | undefined;
  /** A change of this instant may put deadlines into the past. */
  isTightening: boolean;
}

export function policyFor(policies: Policies, id: string, version: number | undefined): CompiledPolicy {
  const policy: Policy | undefined = typeof policies === 'function' ? policies(id, version) : policies;
  if (policy === undefined) throw new RangeError(`no policy ${id}`);
  return compiledPolicy(policy);
}

export function priorityOf(policy: CompiledPolicy, name: string | undefined): CompiledPriority {
  const priority = policy.priorities.get(resolvePriority(policy.policy, name));
  if (priority === undefined) throw new RangeError(`no priority ${name}`);
  return priority;
}

export function bornOf(policies: Policies, event: CaseEvent, quiet: Life['quiet']): Life {
  if (event.type !== 'opened') throw new RangeError('a case begins with opened');
  const policy = policyFor(policies, event.policy ?? '', event.version);
  const opened = toEpochMs(event.at);
  return {
    policies,
    policy,
    priority: priorityOf(policy, event.priority),
    born: opened,
    opened,
    tier: policy.policy.tiers[0] ?? '',
    state: 'open',
    resolutionFrom: opened,
    pauses: [],
    solved: [],
    isResolutionOwed: false,
    questionAsked: false,
    runs: [],
    past: [],
    updatesSince: 0,
    passedOver: new Set(),
    effects: [],
    fired: new Map(),
    firsts: new Map(),
    firedFor: new Map(),
    called: [],
    owed: new Set(),
    falling: [],
    alerts: [],
    ringing: [],
    waiting: [],
    quiet,
    isTightening: false,
  };
}

export function isOver(life: Life): boolean {
  return life.state === 'closed' || life.state === 'deferred' || life.state === 'merged';
}

export function openSpan(spans: readonly Span[]): Span | undefined {
  const last = spans.at(-1);
  return last && last.end === undefined ? last : undefined;
}

/** The spans as far as `now`; one that is still open ends there. */
export function until(spans: readonly Span[], now: number): Interval[] {
  return spans.map(({ start, end = now }) => ({ start, end: Math.min(end, now) }));
}

export function isPerson(by: string | undefined): boolean {
  return by?.startsWith('agent:') ?? false;
}

export function stateOf(life: Life): CaseState {
  if (life.state !== 'open') return life.state;
  const pause = openSpan(life.pauses);
  if (pause) return pause.reason === 'awaiting-requester' ? 'awaiting-requester' : 'on-hold';
  const isTouched = life.past.some(
    ({ event }) => TAKES_UP.has(event.type) && (event as { by?: string }).by !== 'system',
  );
  return isTouched ? 'open' : 'new';
}

/** By these somebody takes a new case up. */
const TAKES_UP: ReadonlySet<string> = new Set([
  'acknowledged',
  'assigned',
  'replied',
  'updated',
  'estimated',
  'delayed',
  'diagnosed',
  'workaround-given',
  'milestone',
  'paused',
  'escalated',
  'reopened',
]);

/** To raise again is nothing. */
export function repeats({ repeat, notify, assign, publish }: Step): boolean {
  return repeat !== undefined && (notify.length > 0 || assign !== undefined || publish === true);
}
