import { fromDurationMs } from '../time/duration.ts';
import { fromEpochMs } from '../time/instant.ts';
import type { CaseClocks, PastRun } from './case-clocks.ts';
import type { ClockRun } from './clock-run.ts';
import type { ClockState, ClockStateMs } from './clock-state.ts';
import { timeAwayOf } from './pauses.ts';
import { elapsedMs, remainingMs } from './schedule.ts';

/** A run as it stands at `nowMs`. */
export function clockStateMs(clocks: CaseClocks, run: ClockRun, nowMs: number): ClockStateMs {
  const { target, schedule, anchorMs, stoppedMs, breachedMs, reason } = run;
  const untilMs = stoppedMs ?? nowMs;
  const away = timeAwayOf(clocks, target);
  const state: Draft = {
    clock: run.clock,
    cycle: run.cycle,
    kind: target.target.kind,
    status: run.status,
    startedMs: anchorMs,
    warnMs: warningsMs(run),
    elapsedMs: elapsedMs(target, schedule, anchorMs, untilMs, away),
  };
  if (target.target.clause !== undefined) state.clause = target.target.clause;
  if (schedule !== undefined) {
    if (run.status !== 'paused') state.dueMs = schedule.due.dueMs;
    state.remainingMs = remainingMs(schedule, run.pausedMs ?? untilMs, away);
  }
  if (stoppedMs !== undefined) state.stoppedMs = stoppedMs;
  if (breachedMs !== undefined) state.breachedMs = breachedMs;
  if (run.isTightened) state.tightened = true;
  if (reason !== undefined) state.reason = reason;
  return state;
}

export function pastStateMs(clocks: CaseClocks, past: PastRun): ClockStateMs {
  past.state ??= clockStateMs(clocks, past.run, past.run.stoppedMs ?? past.run.anchorMs);
  return past.state;
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

type Draft = { -readonly [Key in keyof ClockStateMs]: ClockStateMs[Key] };

/** While paused only what lies before the pause is certain. */
function warningsMs({ schedule, pausedMs }: ClockRun): readonly number[] {
  if (schedule === undefined) return [];
  return pausedMs === undefined ? schedule.warnMs : schedule.warnMs.filter((ms) => ms <= pausedMs);
}
