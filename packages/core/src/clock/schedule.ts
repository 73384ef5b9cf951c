import { CalendarError } from '../calendar/calendar-error.ts';
import { type CompiledTarget, warningsOf } from '../policy/compile-policy.ts';
import { addOwnTimeMs, type Due, dueMovedBy, type Mover, ownTimeMs, type TargetContext } from '../target/due-from.ts';
import type { Target } from '../target/target.ts';
import { awayMs, LEFT_OUT, moverOf, type TimeAway } from './time-away.ts';

/** The instants that one cycle of a clock leads to. */
export interface Schedule {
  readonly due: Due;
  /** Ascending; the first is warning 1. */
  readonly warnMs: readonly number[];
  /** Instants of other shares of the way, by per cent, once `shareOf` has worked them out. */
  shares: Map<number, number> | undefined;
}

/**
 * Undefined where nothing is due: only measured, or on a calendar that has no hours left. A pause that is still open is
 * left out, or counts until `openUntilMs`.
 */
export function scheduleFrom(
  compiled: CompiledTarget,
  anchorMs: number,
  away: TimeAway,
  openUntilMs: number = LEFT_OUT,
): Schedule | undefined {
  const { promise } = compiled.target;
  if (promise.kind === 'measure') return undefined;
  const due = dueOrNever(promise.target, anchorMs, compiled.context, moverOf(away, openUntilMs));
  if (due === undefined) return undefined;
  const warnMs = due.warnMs === undefined ? [] : [due.warnMs];
  for (const { percent } of warningsOf(compiled, due)) {
    const ms = shareMs(due, anchorMs, percent, away, openUntilMs);
    if (ms !== undefined) warnMs.push(ms);
  }
  return { due, warnMs: warnMs.length > 1 ? warnMs.sort((a, b) => a - b) : warnMs, shares: undefined };
}

/** As `dueMovedBy`; undefined where the calendar has no hours left. */
export function dueOrNever(target: Target, anchorMs: number, context: TargetContext, move?: Mover): Due | undefined {
  try {
    return dueMovedBy(target, anchorMs, context, move);
  } catch (error) {
    return neverOr(error);
  }
}

/** When `percent` of the way to the deadline will have been counted; undefined where that never comes. */
export function shareOf(schedule: Schedule, anchorMs: number, percent: number, away: TimeAway): number | undefined {
  const ms = shareMs(schedule.due, anchorMs, percent, away, LEFT_OUT);
  schedule.shares ??= new Map();
  if (ms !== undefined) schedule.shares.set(percent, ms);
  return ms;
}

/** The clock's own time from its anchor to an instant, without what it was away. */
export function elapsedMs(
  compiled: CompiledTarget,
  schedule: Schedule | undefined,
  anchorMs: number,
  toMs: number,
  away: TimeAway,
): number {
  return toMs <= anchorMs ? 0 : countedMs(ownMemberOf(compiled, schedule), anchorMs, toMs, away, EVER);
}

/** The own time left until the deadline, negative beyond it. */
export function remainingMs({ due: { member, dueMs } }: Schedule, fromMs: number, away: TimeAway): number {
  if (fromMs <= dueMs) return ownTimeMs(member, away.context, fromMs, dueMs);
  return -countedMs(member, dueMs, fromMs, away, EVER) || 0;
}

/** What decides, or would: its own time is the clock's. */
export function ownMemberOf({ target }: CompiledTarget, schedule: Schedule | undefined): Target {
  if (schedule !== undefined) return schedule.due.member;
  return target.promise.kind === 'measure' ? EXACT : target.promise.target;
}

/** What a question comes to that failed: nothing where the calendar has no hours left to give an answer. */
export function neverOr(error: unknown): undefined {
  if (error instanceof CalendarError) return undefined;
  throw error;
}

const EXACT: Target = { kind: 'length', unit: 'second', count: 1 };

const unrolled = (endMs: number) => endMs;

const EVER = Infinity;

function countedMs(member: Target, fromMs: number, toMs: number, away: TimeAway, openUntilMs: number): number {
  return ownTimeMs(member, away.context, fromMs, toMs) - awayMs(away, member, fromMs, toMs, openUntilMs);
}

/** As `shareMs` of a target, with time away in its other form. */
function shareMs(
  { member, dueMs }: Due,
  anchorMs: number,
  percent: number,
  away: TimeAway,
  openUntilMs: number,
): number | undefined {
  try {
    const wholeMs = countedMs(member, anchorMs, dueMs, away, openUntilMs);
    const fromMs = percent < 100 ? anchorMs : dueMs;
    const ownMs = Math.round((wholeMs * (percent < 100 ? percent : percent - 100)) / 100);
    const endMs = addOwnTimeMs(member, away.context, fromMs, ownMs);
    return moverOf(away, openUntilMs)(member, endMs, fromMs, unrolled);
  } catch (error) {
    return neverOr(error);
  }
}
