import { CalendarError } from '../calendar/calendar-error.ts';
import { type CompiledTarget, warningsOf } from '../policy/compile-policy.ts';
import {
  addOwnTimeMs,
  countedMs,
  type Due,
  dueFrom,
  ownTimeMs,
  shareMs,
  type TargetContext,
} from '../target/due-from.ts';
import type { Target } from '../target/target.ts';
import type { Interval } from '../time/interval.ts';

/** The instants that one cycle of a clock leads to. */
export interface Schedule {
  readonly due: Due;
  /** Ascending; the first is warning 1. */
  readonly warnMs: readonly number[];
  /** Instants of other shares of the way, by per cent, as they were asked for. */
  readonly shares: Map<number, number>;
}

/** Undefined where nothing is due: only measured, or on a calendar that has no hours left. */
export function scheduleFrom(
  compiled: CompiledTarget,
  anchorMs: number,
  away: readonly Interval[],
): Schedule | undefined {
  const { promise } = compiled.target;
  if (promise.kind === 'measure') return undefined;
  const due = dueOrNever(promise.target, anchorMs, compiled.context, away);
  if (due === undefined) return undefined;
  const warnMs = due.warnMs === undefined ? [] : [due.warnMs];
  for (const { percent } of warningsOf(compiled, due)) {
    const ms = shareOrNever(due, anchorMs, percent, compiled.context, away);
    if (ms !== undefined) warnMs.push(ms);
  }
  return { due, warnMs: warnMs.sort((a, b) => a - b), shares: new Map() };
}

/** As `dueFrom`; undefined where the calendar has no hours left. */
export function dueOrNever(
  target: Target,
  anchorMs: number,
  context: TargetContext,
  away?: readonly Interval[],
): Due | undefined {
  return orNever(() => dueFrom(target, anchorMs, context, away));
}

/** When `percent` of the way to the deadline will have been counted; undefined where that never comes. */
export function shareOf(
  schedule: Schedule,
  compiled: CompiledTarget,
  anchorMs: number,
  percent: number,
  away: () => readonly Interval[],
): number | undefined {
  const known = schedule.shares.get(percent);
  if (known !== undefined) return known;
  const ms = shareOrNever(schedule.due, anchorMs, percent, compiled.context, away());
  if (ms !== undefined) schedule.shares.set(percent, ms);
  return ms;
}

/**
 * The schedule after one more stretch away: what lies behind its beginning stays, the rest moves by it in the clock's
 * own time. Undefined where the members of the target have to be compared anew.
 */
export function shifted(schedule: Schedule, compiled: CompiledTarget, away: Interval): Schedule | undefined {
  const { promise } = compiled.target;
  const { member, dueMs, warnMs } = schedule.due;
  if (promise.kind === 'measure' || promise.target !== member || !isOfOnePiece(member)) return undefined;
  const { context } = compiled;
  const ownMs = ownTimeMs(member, context, away.start, away.end);
  return orNever(() => {
    const move = (ms: number) => (away.start < ms ? addOwnTimeMs(member, context, ms, ownMs) : ms);
    const due: Due =
      warnMs === undefined ? { dueMs: move(dueMs), member } : { dueMs: move(dueMs), warnMs: move(warnMs), member };
    const shares = new Map<number, number>();
    for (const [percent, ms] of schedule.shares) shares.set(percent, move(ms));
    return { due, warnMs: schedule.warnMs.map(move), shares };
  });
}

/** The clock's own time from its anchor to an instant, without what it was away. */
export function elapsedMs(
  compiled: CompiledTarget,
  schedule: Schedule | undefined,
  anchorMs: number,
  toMs: number,
  away: readonly Interval[],
): number {
  if (toMs <= anchorMs) return 0;
  return countedMs(ownMemberOf(compiled, schedule), compiled.context, anchorMs, toMs, away);
}

/** The own time left until the deadline, negative beyond it. */
export function remainingMs(
  compiled: CompiledTarget,
  schedule: Schedule,
  fromMs: number,
  away: readonly Interval[],
): number {
  const { member, dueMs } = schedule.due;
  if (fromMs <= dueMs) return ownTimeMs(member, compiled.context, fromMs, dueMs);
  return -countedMs(member, compiled.context, dueMs, fromMs, away) || 0;
}

const EXACT: Target = { kind: 'length', unit: 'second', count: 1 };

/** What decides, or would: its own time is the clock's. */
export function ownMemberOf({ target }: CompiledTarget, schedule: Schedule | undefined): Target {
  if (schedule !== undefined) return schedule.due.member;
  return target.promise.kind === 'measure' ? EXACT : target.promise.target;
}

/** Its deadline is its end moved by the time away, without another member or a rolling behind it. */
export function isOfOnePiece({ kind }: Target): boolean {
  return kind !== 'rolled' && kind !== 'earliest' && kind !== 'latest' && kind !== 'by-opening';
}

function shareOrNever(
  due: Due,
  anchorMs: number,
  percent: number,
  context: TargetContext,
  away: readonly Interval[],
): number | undefined {
  return orNever(() => shareMs(due, anchorMs, percent, context, away));
}

/** The answer, or undefined where the calendar has no hours left to give one. */
export function orNever<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CalendarError) return undefined;
    throw error;
  }
}
