import { type CaseClocks, putRun, runOf } from './case-clocks.ts';
import { isStoppedBy } from './clock-kinds.ts';
import { type ClockRun, isUnfinished } from './clock-run.ts';
import { asIfResumed, resume, turn } from './pauses.ts';

/** Stops each clock whose promise this happening keeps; in time it is met, else missed. */
export function stopClocks(clocks: CaseClocks, happening: string, nowMs: number): void {
  for (const run of clocks.runs) {
    if (!isUnfinished(run) || !isStoppedBy(run.target.target, happening)) continue;
    putRun(clocks, ended(clocks, run, nowMs, 'met'));
    clocks.stopped = clocks.stopped.with(run.clock, nowMs);
  }
}

/**
 * A run that ends here. Whatever ends an overdue clock leaves it missed; in the very instant of its deadline it is not
 * yet overdue. One that ends paused is judged as if resumed then.
 */
export function ended(
  clocks: CaseClocks,
  run: ClockRun,
  nowMs: number,
  outcome: 'met' | 'cancelled',
  reason?: string,
): ClockRun {
  const schedule = asIfResumed(clocks, run, nowMs);
  const isLate = run.isOverdue || (schedule !== undefined && schedule.due.dueMs < nowMs);
  const status = run.breachedMs !== undefined || isLate ? 'missed' : outcome;
  const stopped: ClockRun = {
    ...run,
    schedule,
    status,
    pausedMs: undefined,
    isOverdue: false,
    reason: status === 'cancelled' ? reason : undefined,
    stoppedMs: nowMs,
  };
  if (status !== 'missed' || run.breachedMs !== undefined) return stopped;
  const missed = { ...stopped, breachedMs: clocks.quietUntilMs ?? nowMs };
  clocks.untold = [...clocks.untold, missed];
  return missed;
}

/** Nothing is owed any more: closed, deferred to product, or merged into another case. */
export function endAll(clocks: CaseClocks, phase: 'closed' | 'deferred' | 'merged', nowMs: number): void {
  resume(clocks, nowMs);
  for (const run of clocks.runs) {
    if (isUnfinished(run)) putRun(clocks, ended(clocks, run, nowMs, 'cancelled', phase));
  }
  clocks.phase = phase;
  clocks.question = undefined;
}

/** The need is declared met: what only serves it is owed no longer, and nobody is waited for. */
export function resolve(clocks: CaseClocks, nowMs: number): void {
  resume(clocks, nowMs);
  clocks.phase = 'resolved';
  clocks.resolvedMs ??= nowMs;
  if (clocks.resolutionStopMs === undefined) {
    const run = runOf(clocks, 'resolution');
    clocks.unresolvedCycle = run !== undefined && !isUnfinished(run) ? run.cycle : undefined;
    clocks.resolutionStopMs = nowMs;
  }
  clocks.question = undefined;
  stopClocks(clocks, 'resolved', nowMs);
  for (const run of clocks.runs) {
    if (isUnfinished(run) && run.rule.endsWhenResolved)
      putRun(clocks, ended(clocks, run, nowMs, 'cancelled', 'resolved'));
  }
  turn(clocks, nowMs);
}

/** Ends a running update interval at one of the events that its target names. */
export function endUpdates(clocks: CaseClocks, eventType: string, nowMs: number): void {
  for (const run of clocks.runs) {
    const { promise } = run.target.target;
    if (!isUnfinished(run) || promise.kind !== 'every' || !promise.until.includes(eventType)) continue;
    putRun(clocks, ended(clocks, run, nowMs, 'cancelled', eventType));
  }
}
