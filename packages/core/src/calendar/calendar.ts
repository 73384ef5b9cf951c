import type { Temporal } from 'temporal-polyfill';
import type { DurationLike } from '../time/duration.ts';
import type { InstantLike } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';

/** How "N business days" falls: at the same local time, at that day's close, or as N usual days of working time. */
export type BusinessDayReading = 'same-time' | 'close-of-business' | 'working-hours';

/** A stretch of open time [start, end) as instants. */
export interface OpenInterval {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** A date on which a shift begins, with its first opening and the end of its last shift, which may lie on a later date. */
export interface BusinessDay extends Interval {
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string;
}

/** Why the calendar is closed at an instant. */
export interface Closure {
  readonly kind: 'holiday' | 'exception' | 'closed';
  /** The holiday's name, where the calendar gives one. */
  readonly name?: string;
}

/** Business time of one calendar: open time is a union of half-open intervals [open, close). */
export interface Calendar {
  readonly timeZone: string;

  /**
   * The earliest instant with this much working time after `from`; work 0 is `from` itself. Throws `never-open`.
   *
   * @example
   * ```ts
   * import { compileCalendar } from '@sla/core';
   *
   * const office = compileCalendar({ timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' } });
   * office.add('2026-11-20T16:00:00Z', 'PT1H'); // → 2026-11-20T17:00:00Z
   * office.add('2026-11-20T16:00:00Z', 'PT1H30M'); // → 2026-11-23T09:30:00Z
   * ```
   */
  add(from: InstantLike, work: DurationLike): Temporal.Instant;
  /** The latest instant with this much working time before `from`. Throws `never-open`. */
  subtract(from: InstantLike, work: DurationLike): Temporal.Instant;
  /**
   * Working time from `a` to `b`, exact elapsed; negative when `b` is before `a`.
   *
   * @example
   * ```ts
   * import { compileCalendar } from '@sla/core';
   *
   * const nights = compileCalendar({ timeZone: 'Europe/London', weekly: { 'mon-sun': '22:00-06:00' } });
   * nights.between('2026-11-21T12:00:00Z', '2026-11-22T12:00:00Z'); // → PT8H
   * nights.between('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z'); // → PT9H
   * ```
   */
  between(a: InstantLike, b: InstantLike): Temporal.Duration;
  isOpen(at: InstantLike): boolean;
  /** Strictly after `at`, on merged hours; undefined where it is open and never closes again. Throws `never-open`. */
  nextOpening(at: InstantLike): Temporal.Instant | undefined;
  /** Strictly after `at`, on merged hours; undefined where it never closes again. */
  nextClosing(at: InstantLike): Temporal.Instant | undefined;
  /** Open time within [a, b): merged, in order, cut to the bounds. */
  intervals(a: InstantLike, b: InstantLike): OpenInterval[];
  /** The date whose shifts, breaks between them included, contain this instant; exactly at closing is outside. */
  businessDay(at: InstantLike): Temporal.PlainDate | undefined;
  /**
   * N business days later; outside hours it counts from the next opening. Throws `never-open`.
   *
   * @example
   * ```ts
   * import { compileCalendar } from '@sla/core';
   *
   * const office = compileCalendar({ timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' } });
   * office.addBusinessDays('2026-11-20T16:00:00Z', 1); // → 2026-11-23T16:00:00Z
   * office.addBusinessDays('2026-11-20T16:00:00Z', 1, 'close-of-business'); // → 2026-11-23T17:00:00Z
   * office.addBusinessDays('2026-11-21T12:00:00Z', 1); // → 2026-11-24T09:00:00Z
   * ```
   */
  addBusinessDays(from: InstantLike, days: number, reading?: BusinessDayReading): Temporal.Instant;

  /** `add` in epoch milliseconds; negative work goes back, as `subtractMs`. */
  addMs(from: number, work: number): number;
  subtractMs(from: number, work: number): number;
  betweenMs(a: number, b: number): number;
  isOpenMs(at: number): boolean;
  /** As `nextOpening`; Infinity where it is open and never closes again. */
  nextOpeningMs(at: number): number;
  /** As `nextClosing`; Infinity where it never closes again. */
  nextClosingMs(at: number): number;
  intervalsMs(a: number, b: number): Interval[];
  /** One sum a pair, into `out` when given: no allocation then. */
  addMany(from: Float64Array, work: Float64Array, out?: Float64Array): Float64Array;
  betweenMany(a: Float64Array, b: Float64Array, out?: Float64Array): Float64Array;

  /** The business day that contains this instant, breaks included. */
  businessDayMs(at: number): BusinessDay | undefined;
  /** The business day that contains this instant, else the next one. Throws `never-open`. */
  businessDayFromMs(at: number): BusinessDay;
  /** The first business day on a later date than this one. Throws `never-open`. */
  businessDayAfter(day: BusinessDay): BusinessDay;
  addBusinessDaysMs(from: number, days: number, reading?: BusinessDayReading): number;
  /** The most frequent daily length of the ordinary week; a tie takes the longer. Throws `never-open`. */
  usualDayMs(): number;

  /** Why it is closed at this instant; undefined when it is open. */
  closureAt(at: number): Closure | undefined;
  /** The closed time within [a, b), cut where its reason changes. */
  closures(a: number, b: number): (Interval & Closure)[];
}
