import { warningsOf } from '../../policy/compile-policy.ts';
import { countedMs, type Due, dueFrom, shareMs } from '../../target/due-from.ts';
import type { Target } from '../../target/target.ts';
import { type Interval, unite } from '../../time/interval.ts';
import { type Life, openSpan, type Run, until } from './life.ts';

function targetOf(run: Run): Target | undefined {
  const { promise } = run.compiled.target;
  return promise.kind === 'measure' ? undefined : promise.target;
}

/** Time that does not count for this run, up to `now`; what is still open ends at `now`. */
function awayOf(life: Life, run: Run, now: number): Interval[] {
  return unite([...until(ownPauses(life, run), now), ...until(ownSolved(life, run), now)]);
}

function ownPauses(life: Life, run: Run) {
  return life.pauses.filter(({ reason }) => run.compiled.target.pauseWhile.includes(reason ?? ''));
}

function ownSolved(life: Life, run: Run) {
  return run.clock === 'resolution' ? life.solved : [];
}

/** Since when it has stood still, without a break. */
export function stillSince(life: Life, run: Run): number | undefined {
  const pause = openSpan(ownPauses(life, run));
  const solved = openSpan(ownSolved(life, run));
  if (!pause && !solved) return undefined;
  const now = Number.MAX_SAFE_INTEGER;
  const start = awayOf(life, run, now).at(-1)?.start ?? now;
  return Math.max(run.anchor, start);
}

/** As if what is still open ended at `now`. */
export function dueAsIfResumed(life: Life, run: Run, now: number): Due | undefined {
  const target = targetOf(run);
  return target && dueFrom(target, run.anchor, run.compiled.context, awayOf(life, run, now));
}

/** The deadline as known; none while an open pause that began before it lasts. */
export function dueOf(life: Life, run: Run): Due | undefined {
  const still = stillSince(life, run);
  if (still === undefined) return dueAsIfResumed(life, run, Number.MAX_SAFE_INTEGER);
  const due = dueAsIfResumed(life, run, still);
  return due && due.dueMs <= still && due.dueMs <= pauseStart(life, run) ? due : undefined;
}

function pauseStart(life: Life, run: Run): number {
  return awayOf(life, run, Number.MAX_SAFE_INTEGER).at(-1)?.start ?? Number.MAX_SAFE_INTEGER;
}

/** The instant of a share of the way; undefined while an open pause keeps it off. */
export function shareOf(life: Life, run: Run, percent: number): number | undefined {
  const still = stillSince(life, run);
  const due = dueAsIfResumed(life, run, still ?? Number.MAX_SAFE_INTEGER);
  if (!due) return undefined;
  const away = awayOf(life, run, still ?? Number.MAX_SAFE_INTEGER);
  const share = shareMs(due, run.anchor, percent, run.compiled.context, away);
  return still === undefined || share <= pauseStart(life, run) ? share : undefined;
}

/** In the order in which they come, numbered from 1; while paused those before the pause. */
export function warningsAt(life: Life, run: Run): number[] {
  const still = stillSince(life, run);
  const due = dueAsIfResumed(life, run, still ?? Number.MAX_SAFE_INTEGER);
  if (!due) return [];
  const all = warnings(life, run, due, still ?? Number.MAX_SAFE_INTEGER);
  return still === undefined ? all : all.filter((at) => at <= still);
}

export function warnings(life: Life, run: Run, due: Due, now: number): number[] {
  const away = awayOf(life, run, now);
  const shares = warningsOf(run.compiled, due).map(({ percent }) =>
    shareMs(due, run.anchor, percent, run.compiled.context, away),
  );
  return [...(due.warnMs === undefined ? [] : [due.warnMs]), ...shares].sort((a, b) => a - b);
}

export function elapsedOf(life: Life, run: Run, at: number): { elapsed: number; remaining?: number } {
  const due = dueAsIfResumed(life, run, at);
  const away = awayOf(life, run, at);
  const { context } = run.compiled;
  const elapsed = at <= run.anchor ? 0 : countedMs(due?.member ?? EXACT, context, run.anchor, at, away);
  if (!due) return { elapsed };
  const { member, dueMs } = due;
  return {
    elapsed,
    remaining:
      countedMs(member, context, at, Math.max(at, dueMs), away) -
      countedMs(member, context, dueMs, Math.max(at, dueMs), away),
  };
}

const EXACT: Target = { kind: 'length', unit: 'second', count: 1 };
