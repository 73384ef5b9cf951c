import { DAY } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import type { BusinessDayReading } from './calendar.ts';
import { beyondReach, noAnswer } from './calendar-error.ts';
import { BEGINNING, END, formatDate } from './local-date.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { WorkingTime } from './working-time.ts';

/** A date on which a shift begins: from its first opening to the end of its last shift. */
export interface ShiftDay extends Interval {
  readonly day: number;
}

/** The business day that contains this instant, breaks included; of two that do, the earlier. */
export function businessDayAt(hours: OpeningHours, at: number): ShiftDay | undefined {
  const next = firstEndingAfter(hours, at);
  return next && next.start <= at ? next : undefined;
}

/** The business day that contains this instant, else the next one. Throws `never-open`. */
export function businessDayFrom(hours: OpeningHours, at: number): ShiftDay {
  return firstEndingAfter(hours, at) ?? noMore(`no business day ends after ${formatInstant(at)}`);
}

/** So many business days after this day, or before it. Throws `never-open`. */
export function stepBusinessDays(hours: OpeningHours, day: number, days: number): ShiftDay {
  const direction = days < 0 ? -1 : 1;
  let last = { day, start: Number.NaN, end: Number.NaN };
  for (let i = 0; i < Math.abs(days); i++) {
    const next = seek(hours, last.day + direction, direction, -Infinity);
    last = next ?? noMore(`the calendar has no business day ${days < 0 ? 'before' : 'after'} ${formatDate(last.day)}`);
  }
  return last;
}

/**
 * "N business days": outside hours it counts from the next opening. `same-time` keeps the distance from the business
 * day's midnight, so that a night shift's small hours stay in its shift, and is clamped into that day's hours.
 */
export function addBusinessDays(
  hours: OpeningHours,
  time: WorkingTime,
  from: number,
  days: number,
  reading: Exclude<BusinessDayReading, 'working-hours'>,
): number {
  const anchor = time.isOpen(from) ? from : time.nextOpening(from);
  const first = businessDayFrom(hours, anchor);
  const last = days === 0 ? first : stepBusinessDays(hours, first.day, days);
  if (reading === 'close-of-business') return last.end;
  if (days === 0) return anchor;
  const sinceMidnight = anchor + hours.zone.offsetAt(anchor) - first.day * DAY;
  const sameTime = hours.zone.instantOf(last.day * DAY + sinceMidnight);
  return Math.min(Math.max(sameTime, last.start), last.end);
}

/** The most frequent daily length of the ordinary week; a tie takes the longer. Throws `never-open`. */
export function usualDay(hours: OpeningHours): number {
  const counts = new Map<number, number>();
  for (const length of hours.usualDayLengths()) counts.set(length, (counts.get(length) ?? 0) + 1);
  const usual = [...counts].sort(([lengthA, countA], [lengthB, countB]) => countB - countA || lengthB - lengthA)[0];
  return usual ? usual[0] : noMore('the calendar never opens, so it has no usual day');
}

/** Where clocks change, a shift may reach this many dates further. */
const SHIFT_REACH = 2;

function firstEndingAfter(hours: OpeningHours, at: number): ShiftDay | undefined {
  if (!(at >= BEGINNING && at < END)) throw beyondReach(at);
  const localDay = Math.floor((at + hours.zone.offsetAt(at)) / DAY);
  return seek(hours, localDay - SHIFT_REACH, 1, at);
}

/** The next business day from this date on, in this direction, that ends after an instant. */
function seek(hours: OpeningHours, from: number, direction: 1 | -1, endsAfter: number): ShiftDay | undefined {
  const last = direction > 0 ? hours.lastDay : -hours.firstDay;
  const start = direction > 0 ? Math.max(from, hours.firstDay) : Math.min(from, hours.lastDay);
  for (let day = start; day * direction <= last; day += direction) {
    const shiftDay = shiftDayOn(hours, day);
    if (shiftDay && shiftDay.end > endsAfter) return shiftDay;
  }
  return undefined;
}

function shiftDayOn(hours: OpeningHours, day: number): ShiftDay | undefined {
  const shifts: number[] = [];
  hours.shiftsOn(day, shifts);
  if (shifts.length === 0) return undefined;
  let start = shifts[0] as number;
  let end = shifts[1] as number;
  for (let i = 2; i < shifts.length; i += 2) {
    start = Math.min(start, shifts[i] as number);
    end = Math.max(end, shifts[i + 1] as number);
  }
  return { day, start, end };
}

function noMore(message: string): never {
  throw noAnswer('never-open', message);
}
