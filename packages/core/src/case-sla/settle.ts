import { Journal } from '../case/journal.ts';
import { beginClocks, nextStartMs } from '../clock/begin-clocks.ts';
import { putRun, runOf } from '../clock/case-clocks.ts';
import { type ClockRun, isUnfinished } from '../clock/clock-run.ts';
import { timeAwayOf } from '../clock/pauses.ts';
import { fireDueSteps, nextStepMs } from '../escalation/due-steps.ts';
import type { EffectKind, EffectMs } from '../escalation/effect.ts';
import type { ClockName } from '../policy/policy.ts';
import { formatInstant } from '../time/instant.ts';
import type { CaseProgress } from './case-progress.ts';

/** Lets time pass: does all that falls due before `untilMs`. The case is settled at its last instant then. */
export function passTimeBefore(progress: CaseProgress, untilMs: number): void {
  if (!progress.isSettled) settle(progress);
  let rounds = 0;
  for (let nextMs = timerMs(progress); nextMs < untilMs; nextMs = timerMs(progress)) {
    rounds = nextMs > progress.nowMs ? 0 : rounds + 1;
    if (rounds > MOST_ROUNDS) throw new RangeError(`time stands still at ${formatInstant(progress.nowMs)}`);
    progress.nowMs = Math.max(nextMs, progress.nowMs);
    settle(progress);
  }
}

/** In one instant each clock begins, warns and is missed once, and each step fires once: beyond this the fault is ours. */
const MOST_ROUNDS = 100_000;

/** As the last settling left it. */
function timerMs(progress: CaseProgress): number {
  progress.timerMs ??= nextTimerMs(progress);
  return progress.timerMs;
}

/** The next instant at which something falls due by itself; Infinity where nothing does. */
export function nextTimerMs(progress: CaseProgress): number {
  const { clocks } = progress;
  const startMs = nextStartMs(clocks);
  if (clocks.quietUntilMs !== undefined) return startMs;
  return Math.min(startMs, nextClockMs(progress), nextStepMs(progress, progress.nowMs));
}

/** The next warning or miss. */
export function nextClockMs({ clocks }: CaseProgress): number {
  let nextMs = Infinity;
  for (const run of clocks.runs) {
    const { schedule } = run;
    if (schedule === undefined || run.status !== 'running' || run.breachedMs !== undefined) continue;
    nextMs = Math.min(nextMs, schedule.due.dueMs);
    for (let i = 0; i < schedule.warnMs.length; i++) {
      if (!run.warned.includes(i + 1)) nextMs = Math.min(nextMs, schedule.warnMs[i] ?? nextMs);
    }
  }
  return nextMs;
}

/** Does what follows the events of an instant: its clocks begin, then its timers fire. */
function settle(progress: CaseProgress): void {
  const { clocks, nowMs } = progress;
  const { stopped, fired } = clocks;
  beginClocks(clocks, nowMs);
  // One that is due now is due whatever has begun; in the quiet of a merged case none is.
  if (progress.timerMs === undefined || progress.timerMs > nowMs || clocks.quietUntilMs !== undefined)
    progress.timerMs = nextTimerMs(progress);
  if (mayFire(progress)) {
    fire(progress);
    progress.timerMs = undefined;
  }
  // A step that fired, or a clock that began as met, may be what another waits for.
  if (clocks.stopped !== stopped || clocks.fired !== fired) {
    beginClocks(clocks, nowMs);
    progress.timerMs = undefined;
  }
  if (clocks.justNow.length > 0) clocks.justNow = Journal.empty();
  clocks.isTightening = false;
  progress.isSettled = true;
}

/** Whether this instant is more than one of time going by. */
function mayFire({ clocks, ladder, nowMs, timerMs: nextMs = nowMs }: CaseProgress): boolean {
  if (clocks.quietUntilMs !== undefined) return false;
  if (nextMs <= nowMs || clocks.untold.length > 0 || ladder.called.length > 0 || ladder.unreached.length > 0)
    return true;
  return clocks.runs.some((run) => isUnfinished(run) && (run.isOverdue || run.pausedMs !== undefined));
}

/** In order: warnings, misses, ladder steps. */
function fire(progress: CaseProgress): void {
  for (const run of progress.clocks.runs) warn(progress, run);
  tellEnded(progress);
  for (const run of progress.clocks.runs) miss(progress, run);
  fireDueSteps(progress, progress.nowMs);
}

function warn(progress: CaseProgress, run: ClockRun): void {
  const { schedule } = run;
  if (schedule === undefined || !isUnfinished(run) || run.isOverdue || run.breachedMs !== undefined) return;
  for (let i = 0; i < schedule.warnMs.length; i++) {
    const ms = schedule.warnMs[i];
    if (ms !== undefined && isWarnedAt(run, ms, progress.nowMs)) giveWarning(progress, run.clock, i + 1);
  }
}

/**
 * One that a change put into the past is given at the change, also while the clock is paused, unless the clock is missed
 * in the same instant.
 */
function isWarnedAt({ schedule, pausedMs }: ClockRun, ms: number, nowMs: number): boolean {
  if (ms > (pausedMs ?? nowMs) || schedule === undefined) return false;
  return ms === nowMs || (pausedMs ?? nowMs) < schedule.due.dueMs;
}

/** Each is given once a cycle. */
function giveWarning(progress: CaseProgress, clock: ClockName, number: number): void {
  const run = runOf(progress.clocks, clock);
  if (run === undefined || run.warned.includes(number)) return;
  putRun(progress.clocks, { ...run, warned: [...run.warned, number] });
  const kind = clock === 'update' ? 'update-due' : 'warn';
  tell(progress, run, kind, `${clock}/${run.cycle}/warn/${number}`);
}

/** Those that ended late in this instant, or in the time while the case was merged. */
function tellEnded(progress: CaseProgress): void {
  const { untold } = progress.clocks;
  if (untold.length === 0) return;
  progress.clocks.untold = [];
  for (const run of untold) tell(progress, run, 'miss', `${run.clock}/${run.cycle}/miss`);
}

/** Overdue is what has reached its deadline after the events of the instant. */
function miss(progress: CaseProgress, run: ClockRun): void {
  if (!isMissed(run, progress)) return;
  putRun(progress.clocks, { ...run, isOverdue: false, breachedMs: progress.nowMs });
  tell(progress, run, 'miss', `${run.clock}/${run.cycle}/miss`);
}

/** A pause that begins in the instant of the deadline, or after it while nobody was told, does not move it. */
function isMissed(run: ClockRun, { clocks, nowMs }: CaseProgress): boolean {
  if (run.schedule === undefined || !isUnfinished(run) || run.breachedMs !== undefined) return false;
  const standsSinceMs = run.pausedMs === undefined ? undefined : timeAwayOf(clocks, run.target).sinceMs;
  return run.isOverdue || run.schedule.due.dueMs <= (standsSinceMs ?? nowMs);
}

function tell(progress: CaseProgress, { clock, cycle, target }: ClockRun, kind: EffectKind, id: string): void {
  const { clause } = target.target;
  const effect: EffectMs = { id, atMs: progress.nowMs, kind, clock, cycle };
  progress.effects = progress.effects.with(clause === undefined ? effect : { ...effect, clause });
}
