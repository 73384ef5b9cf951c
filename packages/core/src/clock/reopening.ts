import { type CaseClocks, putRun, runOf, targetOf } from './case-clocks.ts';
import type { ClockRun } from './clock-run.ts';
import { scheduled, turn } from './pauses.ts';
import { dueOrNever } from './schedule.ts';

/** The case is open again: resolution runs on or begins its next cycle, and the next update interval starts. */
export function reopen(clocks: CaseClocks, nowMs: number): void {
  const { resolvedMs } = clocks;
  const way = wayOf(clocks, nowMs);
  clocks.phase = 'open';
  clocks.resolvedMs = undefined;
  clocks.seen = [];
  clocks.isUpdateOwed = runOf(clocks, 'update') !== undefined;
  if (resolvedMs !== undefined && resolvedMs < nowMs)
    clocks.solved = clocks.solved.with({ start: resolvedMs, end: nowMs });
  clocks.sinceOpening = new Map();
  turn(clocks, nowMs);
  if (way === 'stays') return;
  const stoppedMs = clocks.resolutionStopMs;
  clocks.resolutionStopMs = undefined;
  if (way === 'next-cycle') {
    clocks.resolutionAnchorMs = nowMs;
    clocks.isResolutionOwed = true;
    return;
  }
  const run = runOf(clocks, 'resolution');
  if (run !== undefined && run.stoppedMs === stoppedMs && run.cycle !== clocks.unresolvedCycle)
    runOn(clocks, run, nowMs);
}

type Way = 'same-cycle' | 'next-cycle' | 'stays';

/** The grace counts from `resolved`; a case that was never resolved has none. */
function wayOf({ policy, resolvedMs, priority }: CaseClocks, nowMs: number): Way {
  const { reopen: rule } = policy.policy.defaults;
  if (rule.kind === 'ignore') return 'stays';
  if (rule.kind === 'new-cycle' || resolvedMs === undefined) return 'next-cycle';
  const grace = dueOrNever(rule.within, resolvedMs, priority.context);
  if (grace === undefined || nowMs <= grace.dueMs) return 'same-cycle';
  return rule.after === 'new-case' ? 'stays' : 'next-cycle';
}

/** The same cycle, with the solved time taken out like a pause; a miss stays. */
function runOn(clocks: CaseClocks, run: ClockRun, nowMs: number): void {
  const target = targetOf(clocks, 'resolution');
  if (target === undefined) return;
  clocks.isTightening ||= target !== run.target;
  putRun(clocks, scheduled(clocks, { ...run, target, stoppedMs: undefined }, nowMs));
}
