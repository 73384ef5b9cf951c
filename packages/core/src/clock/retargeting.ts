import type { CompiledPolicy, CompiledPriority, CompiledTarget } from '../policy/compile-policy.ts';
import { parseTarget } from '../target/parse-target.ts';
import { ended } from './advance-clock.ts';
import { type CaseClocks, putRun, runOf, targetOf } from './case-clocks.ts';
import { stopsOf } from './clock-kinds.ts';
import { type ClockRun, isUnfinished } from './clock-run.ts';
import { keptBefore, scheduled } from './pauses.ts';

/**
 * Another priority or policy: every running clock keeps its anchor and pauses and takes the new target from the start;
 * one that the new policy lacks ends. What it brings begins at the end of the instant.
 */
export function retarget(
  clocks: CaseClocks,
  policy: CompiledPolicy,
  priority: CompiledPriority,
  nowMs: number,
  cause: string,
): void {
  clocks.policy = policy;
  clocks.priority = priority;
  clocks.targets = [...priority.targets.values()];
  clocks.isTightening = true;
  clocks.sinceOpening = new Map();
  for (const run of clocks.runs) {
    if (!isUnfinished(run)) continue;
    const target = targetOf(clocks, run.clock);
    putRun(clocks, target === undefined ? lacked(clocks, run, nowMs, cause) : underTarget(clocks, run, target, nowMs));
  }
}

/** The interval that an agent promised in place of the policy's; it starts one where none runs. */
export function promiseInterval(clocks: CaseClocks, every: string, nowMs: number): void {
  const promised = targetOf(clocks, 'update');
  const target = parseTarget(every);
  const before = promised?.target.promise;
  const until = before?.kind === 'every' ? before.until : ['resolved'];
  const interval: CompiledTarget = {
    ...(promised ?? unpromised(clocks)),
    target: {
      ...(promised?.target ?? { clock: 'update', kind: 'commitment', pauseWhile: [], automatic: false }),
      promise: { kind: 'every', target, text: every, until },
    },
  };
  clocks.targets = [...clocks.targets.filter(({ target: { clock } }) => clock !== 'update'), interval];
  if (clocks.phase === 'open') clocks.seen = clocks.seen.filter((type) => !until.includes(type));
  const run = runOf(clocks, 'update');
  if (run !== undefined && isUnfinished(run)) {
    clocks.isTightening = true;
    putRun(clocks, underTarget(clocks, run, interval, nowMs));
  } else if (clocks.phase === 'open') clocks.isUpdateOwed = true;
}

/** What stands where the policy promises no updates: the settings of the priority, else of the policy. */
function unpromised({ policy, priority: { priority, context } }: CaseClocks): Omit<CompiledTarget, 'target'> {
  const warnAt = priority.warnAt ?? policy.policy.warnAt;
  return warnAt === undefined ? { context } : { context, warnAt };
}

/** Where the receipt now counts, a run that it would have stopped is met with that instant. */
function underTarget(clocks: CaseClocks, run: ClockRun, target: CompiledTarget, nowMs: number): ClockRun {
  const moved = { ...run, target };
  const isNews = target.target.automatic && !run.target.target.automatic && run.breachedMs === undefined;
  if (!isNews) return scheduled(clocks, moved, nowMs);
  const receiptMs = stopsOf(target.target)
    .map((stop) => clocks.happened.get(stop))
    .find((ms) => ms !== undefined);
  return receiptMs === undefined ? scheduled(clocks, moved, nowMs) : keptBefore(clocks, moved, receiptMs);
}

function lacked(clocks: CaseClocks, run: ClockRun, nowMs: number, cause: string): ClockRun {
  const last = { ...ended(clocks, run, nowMs, 'cancelled', cause), isLacked: true };
  if (run.clock === 'next-response' && last.status === 'missed' && clocks.question !== undefined)
    clocks.question = { ...clocks.question, isSpent: true };
  return last;
}
