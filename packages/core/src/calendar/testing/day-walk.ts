import { Temporal } from 'temporal-polyfill';
import type { CalendarSpec, HoursRow } from '../calendar-spec.ts';

/** A second, slow reading of DESIGN.md §3.1: every date by Temporal, every question by walking. For tests to compare with. */
export interface DayWalk {
  shiftsOn(date: Temporal.PlainDate): Span[];
  open(from: number, to: number): Span[];
  between(a: number, b: number): number;
  add(from: number, work: number): number;
  subtract(from: number, work: number): number;
  businessDay(at: number): { date: Temporal.PlainDate; close: number } | undefined;
  addBusinessDays(from: number, days: number, reading: 'same-time' | 'close-of-business'): number;
}

export type Span = readonly [open: number, close: number];

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const REACH = 60;

export function dayWalk(...specs: CalendarSpec[]): DayWalk {
  const [first] = specs as [CalendarSpec];
  const zone = first.timeZone;

  const shiftsOn = (date: Temporal.PlainDate): Span[] => shiftsOfSpec(first, date);

  function open(from: number, to: number): Span[] {
    const spans = specs.flatMap((spec) => {
      const last = localDate(spec.timeZone, to).add({ days: 3 });
      const found: Span[] = [];
      for (
        let date = localDate(spec.timeZone, from).subtract({ days: 4 });
        Temporal.PlainDate.compare(date, last) <= 0;
        date = date.add({ days: 1 })
      ) {
        found.push(...shiftsOfSpec(spec, date));
      }
      return found;
    });
    spans.sort((a, b) => a[0] - b[0]);
    const merged: [number, number][] = [];
    for (const [start, end] of spans) {
      const last = merged.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
    }
    return merged
      .map(([start, end]): Span => [Math.max(start, from), Math.min(end, to)])
      .filter(([start, end]) => end > start);
  }

  const measure = (a: number, b: number) => open(a, b).reduce((sum, [start, end]) => sum + end - start, 0);

  function add(from: number, work: number): number {
    let left = work;
    for (const [start, end] of open(from, from + REACH * 86_400_000)) {
      if (left <= end - start) return start + left;
      left -= end - start;
    }
    throw new Error('out of reach');
  }

  function subtract(from: number, work: number): number {
    let left = work;
    for (const [start, end] of open(from - REACH * 86_400_000, from).reverse()) {
      if (left <= end - start) return end - left;
      left -= end - start;
    }
    throw new Error('out of reach');
  }

  function businessDay(at: number) {
    const around = localDate(zone, at);
    for (let i = -3; i <= 3; i++) {
      const date = around.add({ days: i });
      const shifts = shiftsOn(date);
      if (shifts.length === 0) continue;
      const close = Math.max(...shifts.map((shift) => shift[1]));
      if (Math.min(...shifts.map((shift) => shift[0])) <= at && at < close) return { date, close };
    }
    return undefined;
  }

  function addBusinessDays(from: number, days: number, reading: 'same-time' | 'close-of-business'): number {
    const anchor =
      open(from, from + 1).length > 0 ? from : (open(from, from + REACH * 86_400_000)[0]?.[0] ?? Number.NaN);
    const begin = businessDay(anchor)?.date as Temporal.PlainDate;
    let date = begin;
    for (let left = days, walked = 0; left > 0; walked++) {
      if (walked > REACH) throw new Error('out of reach');
      date = date.add({ days: 1 });
      if (shiftsOn(date).length > 0) left--;
    }
    const shifts = shiftsOn(date);
    const close = Math.max(...shifts.map((shift) => shift[1]));
    if (reading === 'close-of-business') return close;
    if (days === 0) return anchor;
    const wall = Temporal.Instant.fromEpochMilliseconds(anchor).toZonedDateTimeISO(zone).toPlainDateTime();
    const target = wall.add({ days: begin.until(date).days }).toZonedDateTime(zone).epochMilliseconds;
    return Math.min(close, Math.max(target, Math.min(...shifts.map((shift) => shift[0]))));
  }

  return {
    shiftsOn,
    open,
    between: (a, b) => (a <= b ? measure(a, b) : 0 - measure(b, a)),
    add,
    subtract,
    businessDay,
    addBusinessDays,
  };
}

function shiftsOfSpec(spec: CalendarSpec, date: Temporal.PlainDate): Span[] {
  const midnight = date.toZonedDateTime({ timeZone: spec.timeZone, plainTime: '00:00' });
  if (!midnight.toPlainDate().equals(date)) return [];
  return rowsOf(spec, date).flatMap(([opens, closes]) => {
    const later = closes === '24:00' || closes <= opens;
    const start = date.toZonedDateTime({ timeZone: spec.timeZone, plainTime: opens });
    const end = (later ? date.add({ days: 1 }) : date).toZonedDateTime({
      timeZone: spec.timeZone,
      plainTime: closes === '24:00' ? '00:00' : closes,
    });
    return end.epochMilliseconds > start.epochMilliseconds
      ? [[start.epochMilliseconds, end.epochMilliseconds] as const]
      : [];
  });
}

function rowsOf(spec: CalendarSpec, date: Temporal.PlainDate): readonly HoursRow[] {
  const text = date.toString();
  const weekday = DAYS[date.dayOfWeek - 1] as (typeof DAYS)[number];
  const exception = spec.exceptions?.[text];
  if (exception) return exception;
  if (spec.holidays?.some((each) => (typeof each === 'string' ? each : each.date) === text)) return [];
  const season = spec.seasons?.find((each) => each.from <= text && text <= each.to);
  if (season) return season.weekly[weekday] ?? [];
  const revisions = (spec.revisions ?? [])
    .filter((each) => each.from <= text)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return (revisions.at(-1)?.weekly ?? spec.weekly)?.[weekday] ?? [];
}

function localDate(zone: string, at: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
}
