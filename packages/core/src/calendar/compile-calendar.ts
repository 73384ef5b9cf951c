import { Temporal } from 'temporal-polyfill';
import { type DurationLike, fromDurationMs, toDurationMs } from '../time/duration.ts';
import { fromEpochMs, type InstantLike, toEpochMs } from '../time/instant.ts';
import { type Interval, inInstants } from '../time/interval.ts';
import {
  addBusinessDays,
  businessDayAt,
  businessDayFrom,
  type ShiftDay,
  stepBusinessDays,
  usualDay,
} from './business-days.ts';
import type { BusinessDay, BusinessDayReading, Calendar, Closure, OpenInterval } from './calendar.ts';
import { CalendarError, type CalendarFaultCode, noAnswer } from './calendar-error.ts';
import type { CalendarInput } from './calendar-spec.ts';
import { closureAt, closures } from './closures.ts';
import { Field, type Path } from './field.ts';
import { formatDate, parseDate } from './local-date.ts';
import { type OpeningHours, openingHours } from './opening-hours.ts';
import { parseCalendarSpec } from './parse-calendar.ts';
import { readTimeZone } from './read-fields.ts';
import { unionHours } from './union-hours.ts';
import { WorkingTime } from './working-time.ts';

/**
 * A calendar ready to reckon with. Years are worked out when they are first asked for. Throws CalendarError with every fault.
 *
 * @example
 * ```ts
 * import { compileCalendar } from '@sla/core';
 *
 * const office = compileCalendar({
 *   timeZone: 'Europe/London',
 *   weekly: { 'mon-fri': '09:00-17:30' },
 *   holidays: ['2026-12-25'],
 * });
 * office.isOpen('2026-11-23T09:00:00Z'); // → true
 * office.add('2026-12-24T16:30:00Z', 'PT4H'); // → 2026-12-28T12:00:00Z
 * ```
 */
export function compileCalendar(spec: CalendarInput | 'always'): Calendar {
  return new CompiledCalendar(openingHours(parseCalendarSpec(spec)));
}

/**
 * Open while any of them is; business days and local times are those of the given zone.
 *
 * @example
 * ```ts
 * import { compileCalendar, unionOf } from '@sla/core';
 *
 * const london = compileCalendar({ timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:30' } });
 * const halifax = compileCalendar({ timeZone: 'America/Halifax', weekly: { 'mon-fri': '08:00-16:30' } });
 * const sun = unionOf([london, halifax], { timeZone: 'UTC' });
 * sun.nextClosing('2026-11-23T10:00:00Z'); // → 2026-11-23T20:30:00Z
 * ```
 */
export function unionOf(calendars: readonly Calendar[], { timeZone }: { readonly timeZone: string }): Calendar {
  const refuse = (path: Path, code: CalendarFaultCode, message: string) => {
    throw new CalendarError('invalid-calendar', [{ path, code, message }]);
  };
  readTimeZone(new Field<CalendarFaultCode>(timeZone, ['timeZone'], refuse));
  if (calendars.length === 0) throw noAnswer('bad-argument', 'a union of no calendars: expected one or more');
  return new CompiledCalendar(unionHours(calendars.map(hoursOf), timeZone));
}

function hoursOf(calendar: Calendar): OpeningHours {
  if (calendar instanceof CompiledCalendar) return calendar.hours;
  throw noAnswer('bad-argument', 'a union takes calendars that compileCalendar or unionOf made');
}

class CompiledCalendar implements Calendar {
  readonly timeZone: string;
  readonly hours: OpeningHours;
  readonly #time: WorkingTime;
  #usualDay: number | undefined;

  constructor(hours: OpeningHours) {
    this.timeZone = hours.zone.timeZone;
    this.hours = hours;
    this.#time = new WorkingTime(hours);
  }

  add(from: InstantLike, work: DurationLike): Temporal.Instant {
    return this.#moved(from, toDurationMs(work));
  }

  subtract(from: InstantLike, work: DurationLike): Temporal.Instant {
    return this.#moved(from, -toDurationMs(work));
  }

  between(a: InstantLike, b: InstantLike): Temporal.Duration {
    return fromDurationMs(this.#time.between(toEpochMs(a), toEpochMs(b)));
  }

  isOpen(at: InstantLike): boolean {
    return this.#time.isOpen(toEpochMs(at));
  }

  nextOpening(at: InstantLike): Temporal.Instant | undefined {
    return instantUnlessNever(this.#time.nextOpening(toEpochMs(at)));
  }

  nextClosing(at: InstantLike): Temporal.Instant | undefined {
    return instantUnlessNever(this.#time.nextClosing(toEpochMs(at)));
  }

  intervals(a: InstantLike, b: InstantLike): OpenInterval[] {
    return this.#time.intervals(toEpochMs(a), toEpochMs(b)).map(inInstants);
  }

  businessDay(at: InstantLike): Temporal.PlainDate | undefined {
    const day = businessDayAt(this.hours, toEpochMs(at));
    return day && Temporal.PlainDate.from(formatDate(day.day));
  }

  addBusinessDays(from: InstantLike, days: number, reading: BusinessDayReading = 'same-time'): Temporal.Instant {
    return fromEpochMs(this.addBusinessDaysMs(toEpochMs(from), days, reading));
  }

  addMs(from: number, work: number): number {
    return this.#time.add(from, work);
  }

  subtractMs(from: number, work: number): number {
    return this.#time.add(from, -work);
  }

  betweenMs(a: number, b: number): number {
    return this.#time.between(a, b);
  }

  isOpenMs(at: number): boolean {
    return this.#time.isOpen(at);
  }

  nextOpeningMs(at: number): number {
    return this.#time.nextOpening(at);
  }

  nextClosingMs(at: number): number {
    return this.#time.nextClosing(at);
  }

  intervalsMs(a: number, b: number): Interval[] {
    return this.#time.intervals(a, b);
  }

  addMany(from: Float64Array, work: Float64Array, out = new Float64Array(from.length)): Float64Array {
    checkLengths(from, work, out);
    for (let i = 0; i < from.length; i++) out[i] = this.#time.add(from[i] as number, work[i] as number);
    return out;
  }

  betweenMany(a: Float64Array, b: Float64Array, out = new Float64Array(a.length)): Float64Array {
    checkLengths(a, b, out);
    for (let i = 0; i < a.length; i++) out[i] = this.#time.between(a[i] as number, b[i] as number);
    return out;
  }

  businessDayMs(at: number): BusinessDay | undefined {
    const day = businessDayAt(this.hours, at);
    return day && toBusinessDay(day);
  }

  businessDayFromMs(at: number): BusinessDay {
    return toBusinessDay(businessDayFrom(this.hours, at));
  }

  businessDayAfter(day: BusinessDay): BusinessDay {
    return toBusinessDay(stepBusinessDays(this.hours, parseDate(day.date) as number, 1));
  }

  addBusinessDaysMs(from: number, days: number, reading: BusinessDayReading = 'same-time'): number {
    checkBusinessDays(days);
    if (reading === 'working-hours') return this.#time.add(from, days * this.usualDayMs());
    return addBusinessDays(this.hours, this.#time, from, days, reading);
  }

  usualDayMs(): number {
    this.#usualDay ??= usualDay(this.hours);
    return this.#usualDay;
  }

  closureAt(at: number): Closure | undefined {
    return this.#time.isOpen(at) ? undefined : closureAt(this.hours, at);
  }

  closures(a: number, b: number): (Interval & Closure)[] {
    return closures(this.hours, a, b, this.#time.intervals(a, b));
  }

  /** No work leaves the instant as it is, finer than a millisecond too. */
  #moved(from: InstantLike, work: number): Temporal.Instant {
    return work === 0 && from instanceof Temporal.Instant ? from : fromEpochMs(this.#time.add(toEpochMs(from), work));
  }
}

function instantUnlessNever(ms: number): Temporal.Instant | undefined {
  return ms === Infinity ? undefined : fromEpochMs(ms);
}

function toBusinessDay({ day, start, end }: ShiftDay): BusinessDay {
  return { date: formatDate(day), start, end };
}

function checkBusinessDays(days: number): void {
  if (Number.isSafeInteger(days)) return;
  throw noAnswer('bad-argument', `${days} is no number of business days: expected a whole number`);
}

function checkLengths(a: Float64Array, b: Float64Array, out: Float64Array): void {
  if (a.length === b.length && out.length >= a.length) return;
  throw noAnswer(
    'bad-argument',
    `${a.length} and ${b.length} values with room for ${out.length} results: expected as many of each`,
  );
}
