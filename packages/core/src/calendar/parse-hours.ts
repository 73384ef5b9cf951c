import { quoted } from '../time/time-error.ts';
import type { HoursRow, WeeklyHours } from './calendar-spec.ts';
import { isRecord } from './field.ts';
import { WEEKDAYS, type Weekday } from './local-date.ts';
import type { CalendarField } from './read-fields.ts';

/** Weekly hours from rows by weekday, from keys such as `mon-fri` or `sat,sun`, or from `always`. */
export function parseWeekly(week: CalendarField): WeeklyHours {
  if (week.value === 'always') return Object.fromEntries(WEEKDAYS.map((day) => [day, ALL_DAY]));
  if (!isRecord(week.value)) week.refuseAs('bad-type', 'weekly hours', 'days with their hours, or always');
  const weekly: Partial<Record<Weekday, readonly HoursRow[]>> = {};
  const givenBy = new Map<Weekday, string>();
  for (const [key, hours] of week.entries()) {
    const rows = parseHours(hours);
    for (const day of parseDays(key, hours)) {
      const earlier = givenBy.get(day);
      if (earlier !== undefined)
        hours.refuse('duplicate', `${day} has its hours twice, by ${earlier} and by ${key}: expected each day once`);
      givenBy.set(day, key);
      weekly[day] = rows;
    }
  }
  return weekly;
}

/** Rows of one date from `[["08:00","12:00"]]`, `08:00-12:00, 13:00-16:30`, a list of both, `always` or `closed`. */
export function parseHours(hours: CalendarField): readonly HoursRow[] {
  const { value } = hours;
  if (value === 'always') return ALL_DAY;
  if (value === 'closed') return [];
  if (typeof value === 'string') return parseRows(value, hours);
  if (!Array.isArray(value)) {
    hours.refuse('bad-hours', `${quoted(value)} is not hours: expected ${HOURS}, or an empty list for a closed day`);
    return [];
  }
  if (value.length === 2 && value.every((each) => parseTime(each) !== undefined)) {
    const row = JSON.stringify(value);
    hours.refuse('bad-hours', `${row} is a row without its list: expected [${row}]`);
    return [];
  }
  return value.flatMap((row: unknown, i) => {
    const field = hours.at(i);
    if (typeof row === 'string') return parseRows(row, field);
    if (Array.isArray(row) && row.length === 2) return checkedRow(row[0], row[1], field.at(0), field.at(1));
    field.refuse('bad-hours', `${quoted(row)} is not an opening and a closing: expected ${HOURS}`);
    return [];
  });
}

/** Minutes since midnight of `HH:MM`, up to 24:00; undefined when that is no time. */
export function parseTime(text: unknown): number | undefined {
  const parts = typeof text === 'string' ? /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text) : null;
  const minutes = parts ? Number(parts[1]) * 60 + Number(parts[2]) : Number.NaN;
  return minutes <= 1_440 ? minutes : undefined;
}

const ALL_DAY: readonly HoursRow[] = [['00:00', '24:00']];
const HOURS = '[["09:00", "17:30"]] or 09:00-17:30';

function parseDays(key: string, field: CalendarField): Weekday[] {
  return key.split(',').flatMap((part) => {
    const ends = part
      .trim()
      .toLowerCase()
      .split(/\s*[-–]\s*/);
    const [from = -1, to = from] = ends.map((day) => WEEKDAYS.indexOf(day as Weekday));
    if (ends.length > 2 || from < 0 || to < 0) {
      const expected = 'expected mon to sun, a range such as mon-fri, or a list of them';
      field.refuse('bad-day', `${quoted(key)} is not a weekday: ${expected}`);
      return [];
    }
    const count = ((to - from + 7) % 7) + 1;
    return Array.from({ length: count }, (_, i) => WEEKDAYS[(from + i) % 7] as Weekday);
  });
}

function parseRows(text: string, field: CalendarField): HoursRow[] {
  return text.split(',').flatMap((part) => {
    const ends = part.trim().split(/\s*[-–]\s*/);
    if (ends.length === 2) return checkedRow(ends[0], ends[1], field, field);
    field.refuse('bad-hours', `${quoted(text)} is not hours: expected ${HOURS}`);
    return [];
  });
}

function checkedRow(opens: unknown, closes: unknown, opensAt: CalendarField, closesAt: CalendarField): HoursRow[] {
  const start = parseTime(opens);
  const end = parseTime(closes);
  const wrong = (text: unknown) => `${quoted(text)} is not a time of day: expected HH:MM, 00:00 to 23:59`;
  if (start === undefined) opensAt.refuse('bad-time', wrong(opens));
  else if (start === 1_440) opensAt.refuse('bad-time', '"24:00" cannot open a shift: expected 00:00 on the next day');
  if (end === undefined) closesAt.refuse('bad-time', `${wrong(closes)}, or 24:00 to close`);
  return start === undefined || end === undefined || start === 1_440 ? [] : [[String(opens), String(closes)]];
}
