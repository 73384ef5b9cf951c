import { Journal } from '../case/journal.ts';
import { addOwnTimeMs, type Mover, ownTimeMs, runsOnCalendar, type TargetContext } from '../target/due-from.ts';
import type { Target } from '../target/target.ts';
import type { Interval } from '../time/interval.ts';

/**
 * When clocks stand still: paused for one of the reasons that stop them, or, for resolution, solved. Each stretch carries
 * the sums of all up to its end, so that a deadline finds its place among many thousands by halving.
 */
export interface TimeAway {
  readonly reasons: readonly string[];
  readonly countsSolved: boolean;
  readonly context: TargetContext;
  /** Since when they stand still now. */
  readonly sinceMs: number | undefined;
  /** The latest that has ended: apart, as it goes on where the next begins at its end. */
  readonly latest: Stretch | undefined;
  readonly earlier: Journal<Stretch>;
}

interface Stretch extends Interval {
  /** Exact and business time of this stretch and all before it. */
  readonly exactSumMs: number;
  readonly workSumMs: number;
}

export function neverAway(reasons: readonly string[], countsSolved: boolean, context: TargetContext): TimeAway {
  return { reasons, countsSolved, context, sinceMs: undefined, latest: undefined, earlier: Journal.empty() };
}

/** They stand still from now on. */
export function stoodStill(away: TimeAway, nowMs: number): TimeAway {
  if (away.sinceMs !== undefined) return away;
  const { latest } = away;
  return latest?.end === nowMs ? { ...away, sinceMs: latest.start, latest: undefined } : { ...away, sinceMs: nowMs };
}

/** They run from now on. */
export function wentOn(away: TimeAway, nowMs: number): TimeAway {
  const { sinceMs, latest, earlier, context } = away;
  if (sinceMs === undefined) return away;
  if (sinceMs >= nowMs) return { ...away, sinceMs: undefined };
  const before = latest === undefined ? earlier : earlier.with(latest);
  const last = before.last();
  return {
    ...away,
    sinceMs: undefined,
    earlier: before,
    latest: {
      start: sinceMs,
      end: nowMs,
      exactSumMs: (last?.exactSumMs ?? 0) + nowMs - sinceMs,
      workSumMs: (last?.workSumMs ?? 0) + context.calendar.betweenMs(sinceMs, nowMs),
    },
  };
}

/** The same as it was known at an instant: what was open then ended with it. */
export function asOf(away: TimeAway, ms: number): TimeAway {
  let known = neverAway(away.reasons, away.countsSolved, away.context);
  const count = firstWhere(away, ({ start }) => start >= ms);
  for (let position = 0; position < count; position++) {
    const stretch = stretchAt(away, position);
    if (stretch !== undefined) known = wentOn(stoodStill(known, stretch.start), Math.min(stretch.end, ms));
  }
  const { sinceMs } = away;
  return sinceMs !== undefined && sinceMs < ms ? wentOn(stoodStill(known, sinceMs), ms) : known;
}

/** Own time away between two instants, in the unit of a member. What is still open counts until `openUntilMs`. */
export function awayMs(away: TimeAway, member: Target, fromMs: number, toMs: number, openUntilMs: number): number {
  if (toMs <= fromMs || isNever(away)) return 0;
  return awayBefore(away, member, toMs, openUntilMs) - awayBefore(away, member, fromMs, openUntilMs);
}

/** Moves an end by each stretch that begins before the deadline it gives, one after the other. */
export function moverOf(away: TimeAway, openUntilMs: number): Mover {
  if (isNever(away)) return unmoved;
  return (member, plainEndMs, fromMs, roll) => {
    const { context, sinceMs } = away;
    const endMs = movedByClosed(away, member, plainEndMs, fromMs, roll);
    const startMs = Math.max(sinceMs ?? openUntilMs, fromMs);
    if (sinceMs === undefined || startMs >= openUntilMs || sinceMs >= roll(endMs)) return endMs;
    return addOwnTimeMs(member, context, endMs, ownTimeMs(member, context, startMs, openUntilMs));
  };
}

const unmoved: Mover = (_, endMs) => endMs;

/** For `openUntilMs`: what is still open is left out. */
export const LEFT_OUT = -Infinity;

function isNever({ sinceMs, latest }: TimeAway): boolean {
  return sinceMs === undefined && latest === undefined;
}

function movedByClosed(
  away: TimeAway,
  member: Target,
  plainEndMs: number,
  fromMs: number,
  roll: (endMs: number) => number,
): number {
  const baseMs = closedBefore(away, member, fromMs);
  const endAfter = (count: number) => {
    const ownMs = sumMs(stretchAt(away, count - 1), member) - baseMs;
    return ownMs > 0 ? addOwnTimeMs(member, away.context, plainEndMs, ownMs) : plainEndMs;
  };
  // Once a stretch begins too late to move the end, so does every later one; where it is rolled, only from there on.
  let moving = firstWhere(away, (stretch, position) => stretch.end > fromMs && stretch.start >= endAfter(position));
  let next = stretchAt(away, moving);
  while (next !== undefined && next.start < roll(endAfter(moving))) {
    moving += 1;
    next = stretchAt(away, moving);
  }
  return endAfter(moving);
}

function awayBefore(away: TimeAway, member: Target, ms: number, openUntilMs: number): number {
  const { sinceMs, context } = away;
  const closedMs = closedBefore(away, member, ms);
  const untilMs = Math.min(ms, openUntilMs);
  return sinceMs !== undefined && sinceMs < untilMs
    ? closedMs + ownTimeMs(member, context, sinceMs, untilMs)
    : closedMs;
}

function closedBefore(away: TimeAway, member: Target, ms: number): number {
  const last = stretchAt(away, firstWhere(away, ({ start }) => start >= ms) - 1);
  const beforeMs = sumMs(last, member);
  return last !== undefined && last.end > ms ? beforeMs - ownTimeMs(member, away.context, ms, last.end) : beforeMs;
}

function sumMs(stretch: Stretch | undefined, member: Target): number {
  if (stretch === undefined) return 0;
  return runsOnCalendar(member) ? stretch.workSumMs : stretch.exactSumMs;
}

function stretchAt({ earlier, latest }: TimeAway, position: number): Stretch | undefined {
  return position === earlier.length ? latest : earlier.at(position);
}

/** How many stretches come before the first for which it holds; it holds for all after that one too. */
function firstWhere(away: TimeAway, holds: (stretch: Stretch, position: number) => boolean): number {
  let low = 0;
  let high = away.earlier.length + (away.latest === undefined ? 0 : 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    const stretch = stretchAt(away, middle);
    if (stretch !== undefined && holds(stretch, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
