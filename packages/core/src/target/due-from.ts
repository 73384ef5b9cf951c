import type { Calendar } from '../calendar/calendar.ts';
import { zoneClock } from '../calendar/zone-clock.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../time/duration.ts';
import type { Interval } from '../time/interval.ts';
import type { BusinessDayReading, CivilUnit, ExactUnit, Length, SimpleTarget, Target } from './target.ts';

/** What a target is read against: a compiled calendar, the policy's zone, and how a business day is counted. */
export interface TargetContext {
  readonly calendar: Calendar;
  readonly timeZone: string;
  readonly businessDay: BusinessDayReading;
}

export interface Due {
  readonly dueMs: number;
  /** The first of a range, where it warns. */
  readonly warnMs?: number;
  /** What decided: one member of `earliest`, `latest` or `whenOpen`/`whenClosed`, else the target itself. */
  readonly member: Target;
}

/**
 * When a promise made at `anchorMs` runs out. Time `away` is taken out in each member's own time before the members
 * are compared; a stretch that begins at or after the deadline does not move it. `away` is sorted and disjoint.
 *
 * @throws CalendarError `never-open` where the target needs opening hours and the calendar has none left.
 *
 * @example
 * ```ts
 * import { compileCalendar, dueFrom, formatInstant, parseTarget, toEpochMs } from '@sla/core';
 *
 * const calendar = compileCalendar({ timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' } });
 * const context = { calendar, timeZone: 'UTC', businessDay: 'same-time' } as const;
 * const { dueMs } = dueFrom(parseTarget('4 business hours'), toEpochMs('2026-11-20T16:00:00Z'), context);
 * formatInstant(dueMs); // → 2026-11-23T12:00:00Z
 * ```
 */
export function dueFrom(
  target: Target,
  anchorMs: number,
  context: TargetContext,
  away: readonly Interval[] = NEVER_AWAY,
): Due {
  return dueMovedBy(target, anchorMs, context, away.length === 0 ? undefined : moverOf(away, context));
}

/**
 * Moves where a member ends by the time taken out of it since `fromMs`; `roll` gives the deadline of an end, before
 * which a stretch must begin to count.
 */
export type Mover = (member: Target, endMs: number, fromMs: number, roll: (endMs: number) => number) => number;

/** As `dueFrom`, for time away that is kept in another form than a list. */
export function dueMovedBy(target: Target, anchorMs: number, context: TargetContext, move: Mover = unmoved): Due {
  return dueOf(target, { anchorMs, context, move });
}

/** The clock's own time between two instants: business time for what runs on the calendar, exact elapsed time for the rest. */
export function ownTimeMs(member: Target, context: TargetContext, fromMs: number, toMs: number): number {
  return runsOnCalendar(member) ? context.calendar.betweenMs(fromMs, toMs) : toMs - fromMs;
}

/** The inverse of `ownTimeMs`: the earliest instant by which `ms` of own time have passed. */
export function addOwnTimeMs(member: Target, context: TargetContext, fromMs: number, ms: number): number {
  return runsOnCalendar(member) ? context.calendar.addMs(fromMs, ms) : fromMs + ms;
}

/** The own time that a clock counts between two instants: time away is left out. */
export function countedMs(
  member: Target,
  context: TargetContext,
  fromMs: number,
  toMs: number,
  away: readonly Interval[] = NEVER_AWAY,
): number {
  let counted = ownTimeMs(member, context, fromMs, toMs);
  for (const stretch of away) {
    const start = Math.max(stretch.start, fromMs);
    const end = Math.min(stretch.end, toMs);
    if (start < end) counted -= ownTimeMs(member, context, start, end);
  }
  return counted;
}

/**
 * The instant at which `percent` of the way from anchor to deadline has been counted in the clock's own time, moved by
 * the time away. 100 is the deadline itself; more is allowed.
 */
export function shareMs(
  due: Due,
  anchorMs: number,
  percent: number,
  context: TargetContext,
  away: readonly Interval[] = NEVER_AWAY,
): number {
  const { member, dueMs } = due;
  const wholeMs = countedMs(member, context, anchorMs, dueMs, away);
  const fromMs = percent < 100 ? anchorMs : dueMs;
  const ownMs = Math.round((wholeMs * (percent < 100 ? percent : percent - 100)) / 100);
  return moverOf(away, context)(member, addOwnTimeMs(member, context, fromMs, ownMs), fromMs, unrolled);
}

/** Whether a target means anything only on opening hours. */
export function needsCalendar(target: Target): boolean {
  switch (target.kind) {
    case 'earliest':
    case 'latest':
      return target.of.some(needsCalendar);
    case 'length':
      return runsOnCalendar(target);
    default:
      return true;
  }
}

const NEVER_AWAY: readonly Interval[] = [];

interface Reading {
  readonly anchorMs: number;
  readonly context: TargetContext;
  readonly move: Mover;
}

/** From where the counting ends to the deadline. */
type Rolling = (endMs: number) => number;

const unrolled: Rolling = (endMs) => endMs;

function dueOf(target: Target, reading: Reading): Due {
  switch (target.kind) {
    case 'earliest':
      return bestOf(target.of, reading, (aMs, bMs) => aMs < bMs);
    case 'latest':
      return bestOf(target.of, reading, (aMs, bMs) => aMs > bMs);
    case 'by-opening':
      return dueOf(reading.context.calendar.isOpenMs(reading.anchorMs) ? target.whenOpen : target.whenClosed, reading);
    case 'rolled':
      return simpleDue(target.target, target, reading, (endMs) => nextWorkingMoment(endMs, reading.context));
    default:
      return simpleDue(target, target, reading, unrolled);
  }
}

/** The member that decides; of equals, the one named first. */
function bestOf(members: readonly Target[], reading: Reading, isBetter: (aMs: number, bMs: number) => boolean): Due {
  let best: Due | undefined;
  for (const member of members) {
    const due = dueOf(member, reading);
    if (best === undefined || isBetter(due.dueMs, best.dueMs)) best = due;
  }
  return best as Due;
}

function simpleDue(target: SimpleTarget, member: Target, reading: Reading, roll: Rolling): Due {
  const length = lengthOf(target);
  const dueMs = deadline(target, length?.count ?? 0, reading, roll);
  if (length?.first === undefined) return { dueMs, member };
  return { dueMs, warnMs: deadline(target, length.first, reading, roll), member };
}

function deadline(target: SimpleTarget, count: number, reading: Reading, roll: Rolling): number {
  return roll(reading.move(target, plainEnd(target, count, reading), reading.anchorMs, roll));
}

/** Where a target ends if nothing is taken out. */
function plainEnd(target: SimpleTarget, count: number, { anchorMs, context }: Reading): number {
  switch (target.kind) {
    case 'length':
      return afterLength(target, count, anchorMs, context);
    case 'after-next-opening':
      return afterLength(target.length, count, openingFrom(anchorMs, context), context);
    case 'next-opening':
      return openingFrom(anchorMs, context);
    case 'close-of-business':
      return closeFrom(anchorMs, context);
  }
}

const unmoved: Mover = (_, endMs) => endMs;

/** Moves an end by each stretch that begins before the deadline it gives, one after the other. */
function moverOf(away: readonly Interval[], context: TargetContext): Mover {
  return (member, plainEndMs, fromMs, roll) => {
    let endMs = plainEndMs;
    for (const { start, end } of away) {
      if (end <= fromMs) continue;
      if (start >= roll(endMs)) break;
      endMs = addOwnTimeMs(member, context, endMs, ownTimeMs(member, context, Math.max(start, fromMs), end));
    }
    return endMs;
  };
}

function afterLength(length: Length, count: number, fromMs: number, context: TargetContext): number {
  switch (length.unit) {
    case 'second':
    case 'minute':
    case 'hour':
      return fromMs + Math.round(count * EXACT_MS[length.unit]);
    case 'business-minute':
      return context.calendar.addMs(fromMs, Math.round(count * MINUTE));
    case 'business-hour':
      return context.calendar.addMs(fromMs, Math.round(count * HOUR));
    case 'business-day':
      return context.calendar.addBusinessDaysMs(fromMs, count, context.businessDay);
    default:
      return sameLocalTimeAfter(length.unit, count, fromMs, context.timeZone);
  }
}

const EXACT_MS: Readonly<Record<ExactUnit, number>> = { second: SECOND, minute: MINUTE, hour: HOUR };

/** Temporal's `compatible` reading of a local time that a clock change skipped or repeated. */
function sameLocalTimeAfter(unit: CivilUnit, count: number, fromMs: number, timeZone: string): number {
  const clock = zoneClock(timeZone);
  const wall = fromMs + clock.offsetAt(fromMs);
  if (unit === 'month') return clock.instantOf(monthsLater(wall, count));
  return clock.instantOf(wall + count * (unit === 'week' ? 7 * DAY : DAY));
}

/** Months clamp to their end: a month after 31 January is the last of February. */
function monthsLater(wall: number, count: number): number {
  const date = new Date(wall);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) + (((wall % DAY) + DAY) % DAY);
}

function openingFrom(fromMs: number, { calendar }: TargetContext): number {
  return calendar.isOpenMs(fromMs) ? fromMs : calendar.nextOpeningMs(fromMs);
}

/** A moment exactly at a closing stays: the day was used up to its last second. */
function nextWorkingMoment(endMs: number, context: TargetContext): number {
  return context.calendar.isOpenMs(endMs - 1) ? endMs : openingFrom(endMs, context);
}

function closeFrom(fromMs: number, { calendar }: TargetContext): number {
  return calendar.businessDayFromMs(fromMs).end;
}

/** Whether its own time is business time. */
export function runsOnCalendar(member: Target): boolean {
  switch (member.kind) {
    case 'length':
      return BUSINESS.has(member.unit);
    case 'after-next-opening':
      return runsOnCalendar(member.length);
    case 'close-of-business':
      return true;
    case 'rolled':
      return runsOnCalendar(member.target);
    default:
      return false;
  }
}

const BUSINESS: ReadonlySet<Length['unit']> = new Set(['business-minute', 'business-hour', 'business-day']);

function lengthOf(target: SimpleTarget): Length | undefined {
  if (target.kind === 'length') return target;
  return target.kind === 'after-next-opening' ? target.length : undefined;
}
