import { fromDurationMs } from '../time/duration.ts';
import { fromEpochMs } from '../time/instant.ts';
import type { CaseClocks } from './case-clocks.ts';
import { type ClockRun, isUnfinished } from './clock-run.ts';
import type { ClockState, ClockStateMs } from './clock-state.ts';
import { awayUntil } from './pauses.ts';
import { elapsedMs, remainingMs } from './schedule.ts';

/** A run as it stands at `nowMs`. */
export function clockStateMs(clocks: CaseClocks, run: ClockRun, nowMs: number): ClockStateMs {
  if (isUnfinished(run)) return stateMs(clocks, run, nowMs);
  const known = FINISHED.get(run);
  if (known !== undefined) return known;
  const state = stateMs(clocks, run, nowMs);
  FINISHED.set(run, state);
  return state;
}

/** The same with Temporal's instants and durations. */
export function toClockState(state: ClockStateMs): ClockState {
  const {
    startedMs,
    dueMs,
    warnMs,
    stoppedMs,
    breachedMs,
    elapsedMs: elapsed,
    remainingMs: remaining,
    ...facts
  } = state;
  return {
    ...facts,
    startedAt: fromEpochMs(startedMs),
    ...(dueMs !== undefined && { dueAt: fromEpochMs(dueMs) }),
    warnAt: warnMs.map(fromEpochMs),
    ...(stoppedMs !== undefined && { stoppedAt: fromEpochMs(stoppedMs) }),
    ...(breachedMs !== undefined && { breachedAt: fromEpochMs(breachedMs) }),
    elapsed: fromDurationMs(elapsed),
    ...(remaining !== undefined && { remaining: fromDurationMs(remaining) }),
  };
}

/** A finished run never changes, so its state is worked out once. */
const FINISHED = new WeakMap<ClockRun, ClockStateMs>();

function stateMs(clocks: CaseClocks, run: ClockRun, nowMs: number): ClockStateMs {
  const { target, schedule, anchorMs } = run;
  const { kind, clause } = target.target;
  const untilMs = run.stoppedMs ?? nowMs;
  const away = awayUntil(clocks, run, untilMs);
  const isPaused = run.status === 'paused';
  return {
    clock: run.clock,
    cycle: run.cycle,
    kind,
    ...(clause !== undefined && { clause }),
    status: run.status,
    startedMs: anchorMs,
    ...(schedule !== undefined && !isPaused && { dueMs: schedule.due.dueMs }),
    warnMs: warningsMs(run),
    ...(run.stoppedMs !== undefined && { stoppedMs: run.stoppedMs }),
    ...(run.breachedMs !== undefined && { breachedMs: run.breachedMs }),
    ...(run.isTightened && { tightened: true as const }),
    elapsedMs: elapsedMs(target, schedule, anchorMs, untilMs, away),
    ...(schedule !== undefined && { remainingMs: remainingMs(target, schedule, run.pausedMs ?? untilMs, away) }),
    ...(run.reason !== undefined && { reason: run.reason }),
  };
}

/** While paused only what lies before the pause is certain. */
function warningsMs({ schedule, pausedMs }: ClockRun): readonly number[] {
  if (schedule === undefined) return [];
  return pausedMs === undefined ? schedule.warnMs : schedule.warnMs.filter((ms) => ms <= pausedMs);
}
