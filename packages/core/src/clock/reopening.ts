import { addOwnTimeMs, ownTimeMs } from '../target/due-from.ts';
import type { Interval } from '../time/interval.ts';
import { type CaseClocks, putRun, runOf, targetOf } from './case-clocks.ts';
import type { ClockRun } from './clock-run.ts';
import { movedBy, scheduled } from './pauses.ts';
import { dueOrNever, isOfOnePiece, orNever } from './schedule.ts';

/** The case is open again: resolution runs on or begins its next cycle, and the next update interval starts. */
export function reopen(clocks: CaseClocks, nowMs: number): void {
  const { resolvedMs } = clocks;
  const way = wayOf(clocks, nowMs);
  clocks.phase = 'open';
  clocks.resolvedMs = undefined;
  clocks.seen = [];
  clocks.isUpdateOwed = runOf(clocks, 'update') !== undefined;
  if (resolvedMs !== undefined && resolvedMs < nowMs) takeOutSolved(clocks, { start: resolvedMs, end: nowMs });
  if (way === 'stays') return;
  const stoppedMs = clocks.resolutionStopMs;
  clocks.resolutionStopMs = undefined;
  if (way === 'next-cycle') {
    clocks.resolutionAnchorMs = nowMs;
    clocks.isResolutionOwed = true;
    return;
  }
  const run = runOf(clocks, 'resolution');
  if (run !== undefined && run.stoppedMs === stoppedMs) runOn(clocks, run, nowMs);
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
  const running: ClockRun = { ...run, target, status: 'running', stoppedMs: undefined };
  if (target === run.target && run.stoppedMs !== undefined && clocks.pause === undefined) {
    putRun(clocks, movedBy(clocks, running, { start: run.stoppedMs, end: nowMs }, nowMs));
  } else {
    clocks.isTightening ||= target !== run.target;
    putRun(clocks, scheduled(clocks, running, nowMs));
  }
}

/** Times since opening move by it too. */
function takeOutSolved(clocks: CaseClocks, solved: Interval): void {
  const { context } = clocks.priority;
  clocks.solved = clocks.solved.with(solved);
  const moved: CaseClocks['sinceOpening'] = new Map();
  for (const [target, ms] of clocks.sinceOpening) {
    if (ms <= solved.start) moved.set(target, ms);
    else if (isOfOnePiece(target) && Number.isFinite(ms)) {
      const ownMs = ownTimeMs(target, context, solved.start, solved.end);
      const movedMs = orNever(() => addOwnTimeMs(target, context, ms, ownMs));
      moved.set(target, movedMs ?? Number.POSITIVE_INFINITY);
    }
  }
  clocks.sinceOpening = moved;
}
