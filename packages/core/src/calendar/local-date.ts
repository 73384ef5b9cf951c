import { DAY } from '../time/duration.ts';

/** Local dates are day numbers here: days since 1970-01-01 in the proleptic Gregorian calendar. */

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** Day number of `YYYY-MM-DD`; undefined when that is no date of the years 1 to 9999. */
export function parseDate(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith('0000')) return undefined;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY;
  return !Number.isNaN(day) && formatDate(day) === text ? day : undefined;
}

export function formatDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Calendars reach from the first day of the year 1 to the last of the year 9999. */
export const FIRST_DAY = -719_162;
export const LAST_DAY = 2_932_896;

/** The same in epoch milliseconds: [BEGINNING, END). */
export const BEGINNING = FIRST_DAY * DAY;
export const END = (LAST_DAY + 1) * DAY;
