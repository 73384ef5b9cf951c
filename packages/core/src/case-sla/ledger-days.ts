import { Temporal } from 'temporal-polyfill';

import type { ClockRun } from '../clock/clock-run.ts';
import { listed } from '../target/format-target.ts';
import { formatDuration } from '../time/duration.ts';
import type { RowMs } from './ledger-rows.ts';
import { dayText, localTimes, weekday } from './local-times.ts';

/** What the rows come to, in their order: time counted a day, days that are off, and where the clock stood still. */
export function daysCounted(rows: readonly RowMs[], run: ClockRun, timeZone: string): string[] {
  if (rows.length < 2) return [];
  const days = daysOf(rows, run.target.context.calendar.timeZone);
  const counted = days.filter(({ countedMs }) => countedMs > 0);
  const stood = stretchesStood(rows, timeZone);
  if (rows.every(({ kind }) => kind !== 'closed' && kind !== 'holiday')) return stood;
  if (counted.length > MOST_DAYS) return [summary(days, counted), ...stood];
  const isNear = days.length <= 7;
  const name = (date: Temporal.PlainDate) => (isNear ? weekday(date) : dayText(date));
  return [...phrases(days, name), ...stood];
}

const MOST_DAYS = 4;
const MOST_STRETCHES = 4;

interface Day {
  readonly date: Temporal.PlainDate;
  readonly countedMs: number;
  /** Nothing of it counts: the name of its holiday, or plain `closed`. */
  readonly off: string | undefined;
}

/** Where the clock stood still: the first few, and how often after them. */
function stretchesStood(rows: readonly RowMs[], timeZone: string): string[] {
  const stood = rows.filter(({ kind }) => kind === 'paused' || kind === 'solved');
  const told = stood.slice(0, MOST_STRETCHES).map((row) => standing(row, timeZone));
  const more = stood.length - told.length;
  return more === 0 ? told : [...told, `stood still ${more} more ${more === 1 ? 'time' : 'times'}`];
}

function standing({ start, end, kind, name }: RowMs, timeZone: string): string {
  const time = localTimes(timeZone);
  const what = kind === 'solved' ? 'solved' : `paused (${name ?? 'no reason given'})`;
  return `${what} from ${time.brief(start)} to ${time.brief(end)}`;
}

function summary(days: readonly Day[], counted: readonly Day[]): string {
  const totalMs = counted.reduce((sum, { countedMs }) => sum + countedMs, 0);
  const off = days.filter(({ off: reason }) => reason !== undefined).length;
  const closed = off === 0 ? '' : `, ${off} ${off === 1 ? 'day is' : 'days are'} closed`;
  return `${formatDuration(totalMs)} counted on ${counted.length} days${closed}`;
}

function phrases(days: readonly Day[], name: (date: Temporal.PlainDate) => string): string[] {
  const said: string[] = [];
  for (let i = 0; i < days.length; i++) {
    const day = days[i];
    if (day === undefined) continue;
    if (day.countedMs > 0) {
      const verb = said.some((phrase) => phrase.includes('counted on')) ? 'on' : 'counted on';
      said.push(`${formatDuration(day.countedMs)} ${verb} ${name(day.date)}`);
    } else if (day.off !== undefined) {
      let end = i + 1;
      while (end < days.length && days[end]?.off === day.off) end++;
      const same = days.slice(i, end).map(({ date }) => name(date));
      said.push(`${listed(same)} ${same.length === 1 ? 'is' : 'are'} ${day.off}`);
      i = end - 1;
    }
  }
  return said;
}

/** Local dates from the first row to the last, each with what counted on it. */
function daysOf(rows: readonly RowMs[], timeZone: string): Day[] {
  const dateOf = localTimes(timeZone).date;
  const counted = new Map<string, number>();
  for (const row of rows) {
    if (row.kind !== 'counted') continue;
    const key = dateOf(row.start).toString();
    counted.set(key, (counted.get(key) ?? 0) + row.timeMs);
  }
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return [];
  const lastDate = dateOf(last.end - 1);
  const days: Day[] = [];
  let position = 0;
  for (let date = dateOf(first.start); Temporal.PlainDate.compare(date, lastDate) <= 0; date = date.add({ days: 1 })) {
    const countedMs = counted.get(date.toString()) ?? 0;
    const noonMs = date.toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds;
    while (position + 1 < rows.length && (rows[position]?.end ?? 0) <= noonMs) position++;
    days.push({ date, countedMs, off: countedMs > 0 ? undefined : offReason(rows[position], noonMs) });
  }
  return days;
}

/** What a date without any counted time is at its noon. */
function offReason(row: RowMs | undefined, noonMs: number): string | undefined {
  if (row === undefined || noonMs < row.start || row.end <= noonMs) return undefined;
  if (row.kind === 'holiday') return row.name === undefined ? 'a holiday' : `a holiday (${row.name})`;
  return row.kind === 'closed' ? 'closed' : undefined;
}
