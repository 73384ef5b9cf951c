import type { Journal } from '../case/journal.ts';
import { type Interval, unite } from '../time/interval.ts';
import { type CaseClocks, putRun } from './case-clocks.ts';
import { type ClockRun, isUnfinished, metBefore } from './clock-run.ts';
import { type Schedule, scheduleFrom, shifted } from './schedule.ts';

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
  for (const run of clocks.runs) {
    if (!isUnfinished(run)) continue;
    if (run.target.target.pauseWhile.includes(reason))
      putRun(clocks, { ...run, status: 'paused', pausedMs: run.pausedMs ?? nowMs, reason });
    else if (run.status === 'paused') putRun(clocks, resumed(clocks, run, nowMs));
  }
}

/** The case waits no longer: its clocks run on, with the time paused taken out. */
export function resume(clocks: CaseClocks, nowMs: number): void {
  closePause(clocks, nowMs);
  for (const run of clocks.runs) {
    if (isUnfinished(run) && run.status === 'paused') putRun(clocks, resumed(clocks, run, nowMs));
  }
}

/** A run with its deadline worked out from the start: every pause and all solved time that concern it are taken out. */
export function scheduled(clocks: CaseClocks, run: ClockRun, nowMs: number): ClockRun {
  const { closed, pausedMs } = timeAway(clocks, run);
  const schedule = scheduleFrom(run.target, run.anchorMs, closed);
  if (pausedMs === undefined)
    return judged(clocks, { ...run, schedule, status: 'running', pausedMs, reason: undefined }, schedule, nowMs);
  const paused: ClockRun = { ...run, schedule, status: 'paused', pausedMs, reason: clocks.pause?.reason };
  return judged(clocks, paused, asIfResumed(clocks, paused, nowMs), nowMs);
}

/** The same run after one more stretch away. */
export function movedBy(clocks: CaseClocks, run: ClockRun, away: Interval, nowMs: number): ClockRun {
  const schedule = run.schedule && scheduleAfter(clocks, run, run.schedule, away);
  return judged(
    clocks,
    { ...run, schedule, status: 'running', pausedMs: undefined, reason: undefined },
    schedule,
    nowMs,
  );
}

/** A run whose promise had been kept before it began to count: met with that instant, however late, as it stood then. */
export function keptBefore(clocks: CaseClocks, run: ClockRun, stoppedMs: number): ClockRun {
  return metBefore(
    { ...run, schedule: scheduleFrom(run.target, run.anchorMs, awayUntil(clocks, run, stoppedMs)) },
    stoppedMs,
  );
}

/** What a paused run would be due at if its pause ended now. */
export function asIfResumed(clocks: CaseClocks, run: ClockRun, nowMs: number): Schedule | undefined {
  if (run.pausedMs === undefined || run.schedule === undefined) return run.schedule;
  return scheduleAfter(clocks, run, run.schedule, { start: run.pausedMs, end: nowMs });
}

/** The stretches up to an instant in which the run stood still, sorted and disjoint. */
export function awayUntil(clocks: CaseClocks, run: ClockRun, untilMs: number): readonly Interval[] {
  const stretches = stretchesOf(clocks, run, untilMs).map(
    ({ start, end }): Interval => ({ start, end: Math.min(end, untilMs) }),
  );
  const { pause: open } = clocks;
  if (open !== undefined && open.startMs < untilMs && run.target.target.pauseWhile.includes(open.reason))
    stretches.push({ start: open.startMs, end: untilMs });
  return stretches.length === 0 ? stretches : unite(stretches);
}

/** The journal's stretches that end after `fromMs` and begin before `untilMs`. */
export function stretchesBetween<Stretch extends Interval>(
  journal: Journal<Stretch>,
  fromMs: number,
  untilMs: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (let i = firstEndingAfter(journal, fromMs); i < journal.length; i++) {
    const stretch = journal.at(i);
    if (stretch === undefined || stretch.start >= untilMs) break;
    stretches.push(stretch);
  }
  return stretches;
}

function closePause(clocks: CaseClocks, nowMs: number): void {
  const { pause: open } = clocks;
  if (open === undefined) return;
  if (open.startMs < nowMs)
    clocks.pauses = clocks.pauses.with({ start: open.startMs, end: nowMs, reason: open.reason });
  clocks.pause = undefined;
}

function resumed(clocks: CaseClocks, run: ClockRun, nowMs: number): ClockRun {
  return movedBy(clocks, run, { start: run.pausedMs ?? nowMs, end: nowMs }, nowMs);
}

/** Marks what its deadline has passed by other than time going by: it is missed at the end of this instant. */
function judged(clocks: CaseClocks, run: ClockRun, schedule: Schedule | undefined, nowMs: number): ClockRun {
  const isOverdue = run.breachedMs === undefined && schedule !== undefined && schedule.due.dueMs < nowMs;
  const isTightened = run.breachedMs === undefined ? isOverdue && clocks.isTightening : run.isTightened;
  return { ...run, isOverdue, isTightened };
}

function scheduleAfter(clocks: CaseClocks, run: ClockRun, schedule: Schedule, away: Interval): Schedule | undefined {
  if (away.start >= away.end) return schedule;
  const moved = shifted(schedule, run.target, away);
  if (moved !== undefined) return moved;
  return scheduleFrom(run.target, run.anchorMs, unite([...stretchesOf(clocks, run, away.end), away]));
}

/** Closed stretches apart from the one that is still open, which a pause for another reason may have begun. */
function timeAway(
  clocks: CaseClocks,
  run: ClockRun,
): { readonly closed: readonly Interval[]; readonly pausedMs: number | undefined } {
  const closed = unite(stretchesOf(clocks, run, Number.POSITIVE_INFINITY));
  const { pause: open } = clocks;
  if (open === undefined || !run.target.target.pauseWhile.includes(open.reason)) return { closed, pausedMs: undefined };
  const before = closed.filter(({ end }) => end < open.startMs);
  const startMs = Math.min(open.startMs, closed[before.length]?.start ?? open.startMs);
  return { closed: before, pausedMs: Math.max(startMs, run.anchorMs) };
}

function stretchesOf(clocks: CaseClocks, { target, clock, anchorMs }: ClockRun, untilMs: number): Interval[] {
  const { pauseWhile } = target.target;
  const stretches: Interval[] =
    pauseWhile.length === 0 || clocks.pauses.length === 0
      ? []
      : stretchesBetween(clocks.pauses, anchorMs, untilMs).filter(({ reason }) => pauseWhile.includes(reason));
  if (clock === 'resolution' && clocks.solved.length > 0)
    stretches.push(...stretchesBetween(clocks.solved, anchorMs, untilMs));
  return stretches;
}

/** By halving: both journals are sorted and disjoint. */
function firstEndingAfter(journal: Journal<Interval>, ms: number): number {
  let low = 0;
  let high = journal.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((journal.at(middle)?.end ?? 0) > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}
