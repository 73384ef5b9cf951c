import type { CompiledTarget } from '../policy/compile-policy.ts';
import type { ClockName } from '../policy/policy.ts';
import type { ClockRule } from './clock-kinds.ts';
import type { ClockStatus } from './clock-state.ts';
import type { Schedule } from './schedule.ts';

/** One cycle of a clock as evaluation keeps it: epoch milliseconds, and all that a change may move. */
export interface ClockRun {
  readonly clock: ClockName;
  readonly cycle: number;
  readonly rule: ClockRule;
  readonly target: CompiledTarget;
  readonly anchorMs: number;
  /** It counts from the opening of the case, and moves with it when an earlier case is absorbed. */
  readonly isFromOpening: boolean;
  readonly status: ClockStatus;
  /** While paused: as it stood when the pause began. Absent for what is only measured, or never due. */
  readonly schedule: Schedule | undefined;
  readonly pausedMs: number | undefined;
  /** Why it is paused, or why it was cancelled. */
  readonly reason: string | undefined;
  /** The warnings that have been given, by number. */
  readonly warned: readonly number[];
  /** Its deadline passed without its being missed at that instant: it will be at the end of this one. */
  readonly isOverdue: boolean;
  readonly breachedMs: number | undefined;
  readonly isTightened: boolean;
  readonly stoppedMs: number | undefined;
  /** It ended because a policy does not have it. */
  readonly isLacked: boolean;
  /** Once it has ended. */
  readonly elapsedMs: number;
  readonly remainingMs: number | undefined;
}

export function isUnfinished({ stoppedMs }: ClockRun): boolean {
  return stoppedMs === undefined;
}

/** A cycle that begins, before its deadline has been worked out. */
export function newRun(
  target: CompiledTarget,
  rule: ClockRule,
  cycle: number,
  { anchorMs, isFromOpening }: Pick<ClockRun, 'anchorMs' | 'isFromOpening'>,
): ClockRun {
  return {
    clock: target.target.clock,
    cycle,
    rule,
    target,
    anchorMs,
    isFromOpening,
    status: 'running',
    schedule: undefined,
    pausedMs: undefined,
    reason: undefined,
    warned: [],
    isOverdue: false,
    breachedMs: undefined,
    isTightened: false,
    stoppedMs: undefined,
    isLacked: false,
    elapsedMs: 0,
    remainingMs: undefined,
  };
}

/** A run whose promise had been kept before it began to count: met with that instant, however late. */
export function metBefore(run: ClockRun, stoppedMs: number): ClockRun {
  return {
    ...run,
    status: 'met',
    stoppedMs,
    pausedMs: undefined,
    reason: undefined,
    isOverdue: false,
    isTightened: false,
  };
}
