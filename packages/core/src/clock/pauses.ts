import type { CompiledTarget } from '../policy/compile-policy.ts';
import type { TargetContext } from '../target/due-from.ts';
import { type Interval, unite } from '../time/interval.ts';
import { type CaseClocks, putRun } from './case-clocks.ts';
import { type ClockRun, isUnfinished, metBefore } from './clock-run.ts';
import { type Schedule, scheduleFrom } from './schedule.ts';
import { asOf, neverAway, stoodStill, type TimeAway, wentOn } from './time-away.ts';

/** A stretch in which the case waited for one reason. */
export interface Pause extends Interval {
  readonly reason: string;
}

export interface OpenPause {
  readonly startMs: number;
  readonly reason: string;
}

/** The case waits from now on; a second pause replaces the reason. */
export function pause(clocks: CaseClocks, reason: string, nowMs: number): void {
  closePause(clocks, nowMs);
  clocks.pause = { startMs: nowMs, reason };
  turn(clocks, nowMs);
  follow(clocks, nowMs);
}

/** The case waits no longer: its clocks run on, with the time paused taken out. */
export function resume(clocks: CaseClocks, nowMs: number): void {
  if (clocks.pause === undefined) return;
  closePause(clocks, nowMs);
  turn(clocks, nowMs);
  follow(clocks, nowMs);
}

/** Solved time begins, or has ended; the clocks that it concerns have stopped, or are worked out anew. */
export function turn(clocks: CaseClocks, nowMs: number): void {
  if (clocks.away.length > 0)
    clocks.away = clocks.away.map((away) => (isAway(clocks, away) ? stoodStill(away, nowMs) : wentOn(away, nowMs)));
}

/** A run with its deadline worked out from the start: every pause and all solved time that concern it are taken out. */
export function scheduled(clocks: CaseClocks, run: ClockRun, nowMs: number): ClockRun {
  const away = timeAwayOf(clocks, run.target);
  const schedule = scheduleFrom(run.target, run.anchorMs, away);
  if (away.sinceMs === undefined)
    return judged(
      clocks,
      { ...run, schedule, status: 'running', pausedMs: undefined, reason: undefined },
      schedule,
      nowMs,
    );
  const pausedMs = Math.max(away.sinceMs, run.anchorMs);
  const paused: ClockRun = { ...run, schedule, status: 'paused', pausedMs, reason: clocks.pause?.reason };
  return judged(clocks, paused, asIfResumed(clocks, paused, nowMs), nowMs);
}

/** What a paused run would be due at if its pause ended now. */
export function asIfResumed(clocks: CaseClocks, run: ClockRun, nowMs: number): Schedule | undefined {
  if (run.pausedMs === undefined || run.schedule === undefined) return run.schedule;
  return scheduleFrom(run.target, run.anchorMs, timeAwayOf(clocks, run.target), nowMs);
}

/** A run whose promise had been kept before it began to count: met with that instant, however late, as it stood then. */
export function keptBefore(clocks: CaseClocks, run: ClockRun, stoppedMs: number): ClockRun {
  const away = asOf(timeAwayOf(clocks, run.target), stoppedMs);
  return metBefore({ ...run, schedule: scheduleFrom(run.target, run.anchorMs, away) }, stoppedMs);
}

/** When the clocks of a target have stood still. */
export function timeAwayOf(clocks: CaseClocks, { target, context }: CompiledTarget): TimeAway {
  return timeAway(clocks, target.pauseWhile, target.clock === 'resolution', context);
}

/** Solved time alone, which times since opening leave out. */
export function solvedTime(clocks: CaseClocks): TimeAway {
  return timeAway(clocks, NO_REASONS, true, clocks.priority.context);
}

const NO_REASONS: readonly string[] = [];

function timeAway(
  clocks: CaseClocks,
  reasons: readonly string[],
  countsSolved: boolean,
  context: TargetContext,
): TimeAway {
  for (const away of clocks.away)
    if (away.context === context && away.countsSolved === countsSolved && isSame(away.reasons, reasons)) return away;
  const fresh = neverAway(reasons, countsSolved, context);
  const isNever = clocks.pauses.length === 0 && clocks.solved.length === 0 && !isAway(clocks, fresh);
  const away = isNever ? fresh : retraced(clocks, fresh);
  clocks.away = [...clocks.away, away];
  return away;
}

/** Reasons are those of a target, or none. */
function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === 0 && b.length === 0);
}

function closePause(clocks: CaseClocks, nowMs: number): void {
  const { pause: open } = clocks;
  if (open === undefined) return;
  if (open.startMs < nowMs)
    clocks.pauses = clocks.pauses.with({ start: open.startMs, end: nowMs, reason: open.reason });
  clocks.pause = undefined;
}

function isAway({ pause: open, resolvedMs }: CaseClocks, { reasons, countsSolved }: TimeAway): boolean {
  return (open !== undefined && reasons.includes(open.reason)) || (countsSolved && resolvedMs !== undefined);
}

/** What has passed before anybody asked. */
function retraced(clocks: CaseClocks, fresh: TimeAway): TimeAway {
  const { pauses, solved, pause: open, resolvedMs } = clocks;
  const passed: Interval[] = pauses.toArray().filter(({ reason }) => fresh.reasons.includes(reason));
  if (fresh.countsSolved) passed.push(...solved.toArray());
  const paused = open !== undefined && fresh.reasons.includes(open.reason) ? open.startMs : Infinity;
  const openMs = Math.min(paused, (fresh.countsSolved ? resolvedMs : undefined) ?? paused);
  let away = fresh;
  for (const { start, end } of unite(passed)) {
    // A pause that began while solved goes on from there: one stretch.
    if (end >= openMs) return stoodStill(away, Math.min(start, openMs));
    away = wentOn(stoodStill(away, start), end);
  }
  return isAway(clocks, fresh) ? stoodStill(away, openMs) : away;
}

/** Pauses and resumes the runs that the case's waiting concerns. */
function follow(clocks: CaseClocks, nowMs: number): void {
  for (const run of clocks.runs) {
    if (!isUnfinished(run)) continue;
    const { sinceMs } = timeAwayOf(clocks, run.target);
    if (sinceMs === undefined) {
      if (run.status === 'paused') putRun(clocks, scheduled(clocks, run, nowMs));
    } else if (run.status !== 'paused' && sinceMs < nowMs) {
      // Resumed and paused in one instant: one stretch, whose beginning is out of the deadline again.
      putRun(clocks, scheduled(clocks, run, nowMs));
    } else {
      const pausedMs = Math.max(sinceMs, run.anchorMs);
      putRun(clocks, { ...run, status: 'paused', pausedMs, reason: clocks.pause?.reason });
    }
  }
}

/** Marks what its deadline has passed by other than time going by: it is missed at the end of this instant. */
function judged(clocks: CaseClocks, run: ClockRun, schedule: Schedule | undefined, nowMs: number): ClockRun {
  const isOverdue = run.breachedMs === undefined && schedule !== undefined && schedule.due.dueMs < nowMs;
  // What a change made overdue while the case was merged stays so until it is told.
  const isByChange = clocks.isTightening || run.isTightened;
  const isTightened = run.breachedMs === undefined ? isOverdue && isByChange : run.isTightened;
  return isOverdue === run.isOverdue && isTightened === run.isTightened ? run : { ...run, isOverdue, isTightened };
}
