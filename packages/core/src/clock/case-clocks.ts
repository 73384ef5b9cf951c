import { FirstTimes, Journal } from '../case/journal.ts';
import type { CompiledPolicy, CompiledPriority, CompiledTarget } from '../policy/compile-policy.ts';
import type { ClockName } from '../policy/policy.ts';
import type { Target } from '../target/target.ts';
import type { Interval } from '../time/interval.ts';
import type { ClockRun } from './clock-run.ts';
import type { ClockStateMs } from './clock-state.ts';
import type { OpenPause, Pause } from './pauses.ts';
import type { TimeAway } from './time-away.ts';

/** What the case as a whole has come to; `closed`, `deferred` and `merged` end every clock. */
export type Phase = 'open' | 'resolved' | 'closed' | 'deferred' | 'merged';

/** A cycle that another has followed. It never changes, so its state is worked out once, when somebody looks. */
export interface PastRun {
  readonly run: ClockRun;
  state: ClockStateMs | undefined;
}

/** The oldest message of the requester that nobody has answered. */
export interface Question {
  readonly sinceMs: number;
  /** It came with an absorbed case, so it is owed an answer even before the first response. */
  readonly isInherited: boolean;
  /** Its clock was missed when a policy without next-response took over: it is owed nothing more. */
  readonly isSpent: boolean;
}

/**
 * The clocks of one case and what they go by, at one instant. The record is changed in place while a case is worked
 * out; every value in it is immutable or a shared journal, so that a shallow copy is a copy.
 */
export interface CaseClocks {
  policy: CompiledPolicy;
  priority: CompiledPriority;
  readonly openedMs: number;
  /** The opening, or that of the earliest case absorbed. */
  anchorMs: number;
  phase: Phase;
  /** While a merge that was undone later stood: when it was undone. */
  quietUntilMs: number | undefined;
  /** Since when the case stands resolved. */
  resolvedMs: number | undefined;
  solved: Journal<Interval>;
  pause: OpenPause | undefined;
  pauses: Journal<Pause>;
  /** The same as the targets see it that there have been. */
  away: readonly TimeAway[];
  /** From where resolution counts: the anchor, or the reopening that began its cycle. */
  resolutionAnchorMs: number;
  /** The `resolved` that stands as resolution's end. */
  resolutionStopMs: number | undefined;
  /** The cycle of resolution that something else had ended before the case was resolved. */
  unresolvedCycle: number | undefined;
  /** A reopening asked for the next cycle of resolution, which has not begun. */
  isResolutionOwed: boolean;
  question: Question | undefined;
  /** When each happening that may stop a clock first happened. */
  happened: FirstTimes;
  /** When each flag was first set. */
  flagged: FirstTimes;
  /** When each clock was first stopped by its event. */
  stopped: FirstTimes;
  /** When each step of a ladder first fired. */
  fired: FirstTimes;
  /** Happenings of the instant that is being worked out. */
  justNow: Journal<string>;
  /** Event types since the opening or the last reopening. */
  seen: readonly string[];
  lastPublicMs: number | undefined;
  /** What the priority promises, or since then `delayed` in place of its interval. */
  targets: readonly CompiledTarget[];
  /** The next update interval begins at the end of this instant. */
  isUpdateOwed: boolean;
  /** Something in this instant may put deadlines into the past: what it makes overdue is `tightened`. */
  isTightening: boolean;
  /** Instants of times since opening, kept until opening, calendar or solved time change. */
  sinceOpening: Map<Target, number>;
  /** The latest cycle of each clock there has been. */
  runs: readonly ClockRun[];
  /** The cycles before those. */
  past: Journal<PastRun>;
  /** Ended late, and the miss has not been told yet. */
  untold: readonly ClockRun[];
}

export function newClocks(policy: CompiledPolicy, priority: CompiledPriority, openedMs: number): CaseClocks {
  return {
    policy,
    priority,
    openedMs,
    anchorMs: openedMs,
    phase: 'open',
    quietUntilMs: undefined,
    resolvedMs: undefined,
    solved: Journal.empty(),
    pause: undefined,
    pauses: Journal.empty(),
    away: [],
    resolutionAnchorMs: openedMs,
    resolutionStopMs: undefined,
    unresolvedCycle: undefined,
    isResolutionOwed: false,
    question: undefined,
    happened: FirstTimes.NONE,
    flagged: FirstTimes.NONE,
    stopped: FirstTimes.NONE,
    fired: FirstTimes.NONE,
    justNow: Journal.empty(),
    seen: [],
    lastPublicMs: undefined,
    targets: [...priority.targets.values()],
    isUpdateOwed: false,
    isTightening: false,
    sinceOpening: new Map(),
    runs: [],
    past: Journal.empty(),
    untold: [],
  };
}

/** Closed, deferred or merged: no clock runs and nobody is told anything. */
export function isEnded({ phase }: CaseClocks): boolean {
  return phase === 'closed' || phase === 'deferred' || phase === 'merged';
}

export function runOf(clocks: CaseClocks, clock: ClockName): ClockRun | undefined {
  for (const run of clocks.runs) if (run.clock === clock) return run;
  return undefined;
}

/** Puts a run in the place of its earlier self, or of the cycle before it, which moves to the past. */
export function putRun(clocks: CaseClocks, run: ClockRun): void {
  const runs = clocks.runs.slice();
  let place = 0;
  while (place < runs.length && runs[place]?.clock !== run.clock) place++;
  const before = runs[place];
  if (before !== undefined && before.cycle !== run.cycle)
    clocks.past = clocks.past.with({ run: before, state: undefined });
  runs[place] = run;
  clocks.runs = runs;
}

export function targetOf(clocks: CaseClocks, clock: ClockName): CompiledTarget | undefined {
  return clocks.targets.find(({ target }) => target.clock === clock);
}
