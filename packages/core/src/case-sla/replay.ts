import { defined } from '../calendar/defined.ts';
import type { CaseEvent } from '../case/case-event.ts';
import type { ClockState, ClockStateMs } from '../clock/clock-state.ts';
import { toClockState } from '../clock/clock-view.ts';
import type { ClockName } from '../policy/policy.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import type { Policies } from './case-sla.ts';
import { evaluateMs } from './evaluate.ts';

/** What happened to one case. */
export interface CaseHistory {
  readonly case: string;
  readonly events: readonly CaseEvent[];
}

/** How one cycle of one clock of one case ended, or stands. */
export interface ClockOutcome extends ClockState {
  readonly case: string;
  /** What the case came to. */
  readonly priority: string;
  readonly organisation?: string;
}

/** One clock that two policies judge differently; absent on the side whose policy does not have it. */
export interface OutcomeChange {
  readonly case: string;
  readonly clock: ClockName;
  readonly cycle: number;
  readonly before?: ClockOutcome;
  readonly after?: ClockOutcome;
}

/**
 * How policies judge cases that have happened, one case at a time as outcomes are asked for. Each case is looked at as of
 * `at`; without it, as of its own last event.
 *
 * @throws CaseError for events that cannot be evaluated.
 *
 * @example
 * ```ts
 * import { replay } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'medium' } as const;
 * const replied = { type: 'replied', at: '2026-11-23T13:00:00Z', by: 'agent:ann' } as const;
 * const histories = [{ case: 'C-1042', events: [opened, replied] }];
 * [...replay(preset('lms-platform'), histories)].map((each) => `${each.case} ${each.clock} ${each.status}`); // → [ 'C-1042 first-response met', 'C-1042 resolution running' ]
 * ```
 */
export function* replay(
  policies: Policies,
  histories: Iterable<CaseHistory>,
  at?: InstantLike,
): Generator<ClockOutcome> {
  for (const history of histories) {
    for (const state of judge(policies, history, at)) yield outcomeOf(history, state);
  }
}

/**
 * What would change under other policies: clocks that end otherwise, or run to another deadline.
 *
 * @example
 * ```ts
 * import { compare, definePolicy, extendPolicy } from '@sla/core';
 * import { preset, presetSpec } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'medium' } as const;
 * const replied = { type: 'replied', at: '2026-11-23T13:00:00Z', by: 'agent:ann' } as const;
 * const histories = [{ case: 'C-1042', events: [opened, replied] }];
 * const stricter = extendPolicy(presetSpec('lms-platform'), {
 *   priorities: { medium: { targets: { 'first-response': { within: '2 business hours' } } } },
 * });
 * const changes = compare(preset('lms-platform'), definePolicy(stricter as Parameters<typeof definePolicy>[0]), histories);
 * [...changes].map(({ clock, before, after }) => `${clock}: ${before?.status}, then ${after?.status}`); // → [ 'first-response: met, then missed' ]
 * ```
 */
export function* compare(
  before: Policies,
  after: Policies,
  histories: Iterable<CaseHistory>,
  at?: InstantLike,
): Generator<OutcomeChange> {
  for (const history of histories) {
    const now = new Map(judge(after, history, at).map((each) => [keyOf(each), each]));
    for (const was of judge(before, history, at)) {
      const is = now.get(keyOf(was));
      now.delete(keyOf(was));
      if (is === undefined || isJudgedOtherwise(was, is)) yield changeOf(history, was, is);
    }
    for (const is of now.values()) yield changeOf(history, undefined, is);
  }
}

interface Judged extends ClockStateMs {
  readonly priority: string;
}

function judge(policies: Policies, { events }: CaseHistory, at: InstantLike | undefined): Judged[] {
  const { priority, clocks } = evaluateMs(policies, events, at === undefined ? lastMs(events) : at);
  return clocks.map((clock) => ({ ...clock, priority }));
}

function lastMs(events: readonly CaseEvent[]): number {
  return events.reduce((latest, event) => Math.max(latest, toEpochMs(event.at)), 0);
}

function keyOf({ clock, cycle }: ClockStateMs): string {
  return `${clock}/${cycle}`;
}

function isJudgedOtherwise(was: Judged, is: Judged): boolean {
  return (
    was.status !== is.status ||
    was.kind !== is.kind ||
    was.startedMs !== is.startedMs ||
    was.dueMs !== is.dueMs ||
    was.breachedMs !== is.breachedMs
  );
}

function changeOf(history: CaseHistory, was: Judged | undefined, is: Judged | undefined): OutcomeChange {
  const { clock, cycle } = (was ?? is) as Judged;
  const [before, after] = [was && outcomeOf(history, was), is && outcomeOf(history, is)];
  return defined({ case: history.case, clock, cycle, before, after });
}

function outcomeOf({ case: id, events }: CaseHistory, { priority, ...state }: Judged): ClockOutcome {
  const organisation = events.find((event) => event.type === 'opened')?.organisation;
  return { ...defined({ case: id, priority, organisation }), ...toClockState(state) };
}
