import { quoted } from '../time/time-error.ts';
import type { HoursRow, WeeklyHours } from './calendar-spec.ts';
import { WEEKDAYS, type Weekday } from './local-date.ts';
import { isRecord, type Path, type Report } from './read-fields.ts';

/** Weekly hours from rows by weekday, from keys such as `mon-fri` or `sat,sun`, or from `always`. */
export function parseWeekly(value: unknown, path: Path, report: Report): WeeklyHours {
  if (value === 'always') return Object.fromEntries(WEEKDAYS.map((day) => [day, ALL_DAY]));
  if (!isRecord(value)) {
    report(path, 'bad-type', `${quoted(value)} is not weekly hours: expected days with their hours, or always`);
    return {};
  }
  const weekly: Partial<Record<Weekday, readonly HoursRow[]>> = {};
  const givenBy = new Map<Weekday, string>();
  for (const [key, hours] of Object.entries(value)) {
    const rows = parseHours(hours, [...path, key], report);
    for (const day of parseDays(key, [...path, key], report)) {
      const earlier = givenBy.get(day);
      if (earlier !== undefined) {
        report(
          [...path, key],
          'duplicate',
          `${day} has its hours twice, by ${earlier} and by ${key}: expected each day once`,
        );
      }
      givenBy.set(day, key);
      weekly[day] = rows;
    }
  }
  return weekly;
}

/** Rows of one date from `[["08:00","12:00"]]`, `08:00-12:00, 13:00-16:30`, a list of both, `always` or `closed`. */
export function parseHours(value: unknown, path: Path, report: Report): readonly HoursRow[] {
  if (value === 'always') return ALL_DAY;
  if (value === 'closed') return [];
  if (typeof value === 'string') return parseRows(value, path, report);
  if (!Array.isArray(value)) {
    report(path, 'bad-hours', `${quoted(value)} is not hours: expected ${HOURS}, or an empty list for a closed day`);
    return [];
  }
  if (value.length === 2 && value.every((each) => parseTime(each) !== undefined)) {
    const row = JSON.stringify(value);
    report(path, 'bad-hours', `${row} is a row without its list: expected [${row}]`);
    return [];
  }
  return value.flatMap((row: unknown, i) => {
    if (typeof row === 'string') return parseRows(row, [...path, i], report);
    if (Array.isArray(row) && row.length === 2)
      return checkedRow(row[0], row[1], [...path, i, 0], [...path, i, 1], report);
    report([...path, i], 'bad-hours', `${quoted(row)} is not an opening and a closing: expected ${HOURS}`);
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

function parseDays(key: string, path: Path, report: Report): Weekday[] {
  return key.split(',').flatMap((part) => {
    const ends = part
      .trim()
      .toLowerCase()
      .split(/\s*[-–]\s*/);
    const [from = -1, to = from] = ends.map((day) => WEEKDAYS.indexOf(day as Weekday));
    if (ends.length > 2 || from < 0 || to < 0) {
      report(
        path,
        'bad-day',
        `${quoted(key)} is not a weekday: expected mon to sun, a range such as mon-fri, or a list of them`,
      );
      return [];
    }
    const count = ((to - from + 7) % 7) + 1;
    return Array.from({ length: count }, (_, i) => WEEKDAYS[(from + i) % 7] as Weekday);
  });
}

function parseRows(text: string, path: Path, report: Report): HoursRow[] {
  return text.split(',').flatMap((part) => {
    const ends = part.trim().split(/\s*[-–]\s*/);
    if (ends.length === 2) return checkedRow(ends[0], ends[1], path, path, report);
    report(path, 'bad-hours', `${quoted(text)} is not hours: expected ${HOURS}`);
    return [];
  });
}

function checkedRow(opens: unknown, closes: unknown, opensPath: Path, closesPath: Path, report: Report): HoursRow[] {
  const start = parseTime(opens);
  const end = parseTime(closes);
  if (start === undefined)
    report(opensPath, 'bad-time', `${quoted(opens)} is not a time of day: expected HH:MM, 00:00 to 23:59`);
  else if (start === 1_440)
    report(opensPath, 'bad-time', '"24:00" cannot open a shift: expected 00:00 on the next day');
  if (end === undefined) {
    report(
      closesPath,
      'bad-time',
      `${quoted(closes)} is not a time of day: expected HH:MM, 00:00 to 23:59, or 24:00 to close`,
    );
  }
  return start === undefined || end === undefined || start === 1_440 ? [] : [[String(opens), String(closes)]];
}
