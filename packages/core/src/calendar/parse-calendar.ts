import { quoted } from '../time/time-error.ts';
import { CalendarError, type CalendarFault } from './calendar-error.ts';
import type { CalendarInput, CalendarSpec, Holiday, HoursRow, Revision, Season, WeeklyHours } from './calendar-spec.ts';
import { parseDate } from './local-date.ts';
import { parseHours, parseWeekly } from './parse-hours.ts';
import {
  isRecord,
  type Path,
  type Report,
  readDate,
  readList,
  readName,
  readTimeZone,
  refuseUnknownKeys,
} from './read-fields.ts';

/**
 * The canonical form of a calendar as people write it. Throws CalendarError `invalid-calendar` with every fault.
 *
 * @example
 * ```ts
 * import { parseCalendarSpec } from '@sla/core';
 *
 * const { weekly } = parseCalendarSpec({ timeZone: 'UTC', weekly: { 'sat,sun': '10:00-14:00' } });
 * weekly; // → { sat: [ [ '10:00', '14:00' ] ], sun: [ [ '10:00', '14:00' ] ] }
 * ```
 */
export function parseCalendarSpec(input: CalendarInput | 'always'): CalendarSpec;
export function parseCalendarSpec(input: unknown): CalendarSpec;
export function parseCalendarSpec(input: unknown): CalendarSpec {
  const faults: CalendarFault[] = [];
  const spec = readCalendar(input, (path, code, message) => faults.push({ path, code, message }));
  if (faults.length > 0) throw new CalendarError('invalid-calendar', faults);
  return spec;
}

function readCalendar(input: unknown, report: Report): CalendarSpec {
  const value = input === 'always' ? { timeZone: 'UTC', weekly: 'always' } : input;
  if (!isRecord(value)) {
    report([], 'bad-type', `${quoted(value)} is not a calendar: expected timeZone and weekly hours`);
    return { timeZone: 'UTC' };
  }
  refuseUnknownKeys(value, ['timeZone', 'weekly', 'holidays', 'exceptions', 'seasons', 'revisions'], [], report);
  return {
    timeZone: readTimeZone(value.timeZone, ['timeZone'], report),
    ...(value.weekly !== undefined && { weekly: parseWeekly(value.weekly, ['weekly'], report) }),
    ...(value.holidays !== undefined && { holidays: readHolidays(value.holidays, report) }),
    ...(value.exceptions !== undefined && { exceptions: readExceptions(value.exceptions, report) }),
    ...(value.seasons !== undefined && { seasons: readSeasons(value.seasons, report) }),
    ...(value.revisions !== undefined && { revisions: readRevisions(value.revisions, report) }),
  };
}

function readHolidays(value: unknown, report: Report): Holiday[] {
  return readList(value, ['holidays'], 'dates', report).flatMap((each, i) =>
    readHoliday(each, ['holidays', i], report),
  );
}

function readHoliday(value: unknown, path: Path, report: Report): Holiday[] {
  if (!isRecord(value)) return readDate(value, path, report) === undefined ? [] : [value as string];
  if ('region' in value || 'ics' in value) {
    const kind = 'region' in value ? 'a region' : 'an ICS feed';
    report(
      path,
      'unresolved-holidays',
      `${kind} is not dates yet: @sla/config resolves it; here expected 2026-12-25 or { date, name }`,
    );
    return [];
  }
  refuseUnknownKeys(value, ['date', 'name'], path, report);
  readDate(value.date, [...path, 'date'], report);
  const name = readName(value.name, path, report);
  return [{ date: String(value.date), ...name }];
}

function readExceptions(value: unknown, report: Report): Record<string, readonly HoursRow[]> {
  if (!isRecord(value)) {
    report(['exceptions'], 'bad-type', `${quoted(value)} is not exceptions: expected dates, each with its hours`);
    return {};
  }
  const entries = Object.entries(value).map(([date, hours]) => {
    const path = ['exceptions', date];
    readDate(date, path, report);
    return [date, parseHours(hours, path, report)] as const;
  });
  return Object.fromEntries(entries);
}

function readSeasons(value: unknown, report: Report): Season[] {
  const seasons = readList(value, ['seasons'], 'seasons', report).flatMap((each, i) =>
    readSeason(each, ['seasons', i], report),
  );
  const dated = seasons.flatMap(({ season, path }) => {
    const from = parseDate(season.from);
    const to = parseDate(season.to);
    return from === undefined || to === undefined || to < from ? [] : [{ season, path, from, to }];
  });
  dated.sort((a, b) => a.from - b.from);
  let longest = dated[0];
  for (const next of dated.slice(1)) {
    if (longest && next.from <= longest.to) {
      const both = `${describe(next.season)} overlaps ${describe(longest.season)}`;
      report(next.path, 'overlapping-seasons', `${both}: expected seasons that share no date`);
    }
    if (longest && next.to > longest.to) longest = next;
  }
  return seasons.map(({ season }) => season);
}

function readSeason(value: unknown, path: Path, report: Report): { season: Season; path: Path }[] {
  if (!isRecord(value)) {
    report(path, 'bad-type', `${quoted(value)} is not a season: expected { name, from, to, weekly }`);
    return [];
  }
  refuseUnknownKeys(value, ['name', 'from', 'to', 'weekly'], path, report);
  const from = readDate(value.from, [...path, 'from'], report);
  const to = readDate(value.to, [...path, 'to'], report);
  if (from !== undefined && to !== undefined && to < from) {
    report(
      [...path, 'to'],
      'bad-range',
      `the season ends on ${value.to}, before it begins on ${value.from}: expected a later date`,
    );
  }
  const weekly = readWeekly(value, path, report);
  return [
    { season: { ...readName(value.name, path, report), from: String(value.from), to: String(value.to), weekly }, path },
  ];
}

function readRevisions(value: unknown, report: Report): Revision[] {
  const seen = new Set<number>();
  return readList(value, ['revisions'], 'revisions', report).flatMap((each, i) => {
    const path = ['revisions', i];
    if (!isRecord(each)) {
      report(path, 'bad-type', `${quoted(each)} is not a revision: expected { from, weekly }`);
      return [];
    }
    refuseUnknownKeys(each, ['from', 'weekly'], path, report);
    const from = readDate(each.from, [...path, 'from'], report);
    if (from !== undefined && seen.has(from)) {
      report([...path, 'from'], 'duplicate', `two revisions begin on ${each.from}: expected one a date`);
    }
    if (from !== undefined) seen.add(from);
    return [{ from: String(each.from), weekly: readWeekly(each, path, report) }];
  });
}

function readWeekly(owner: Record<string, unknown>, path: Path, report: Report): WeeklyHours {
  if (owner.weekly !== undefined) return parseWeekly(owner.weekly, [...path, 'weekly'], report);
  report([...path, 'weekly'], 'missing-key', 'weekly is missing: expected the hours of each weekday, {} for closed');
  return {};
}

function describe(season: Season): string {
  return `the season ${season.name === undefined ? '' : `${quoted(season.name)} `}${season.from} to ${season.to}`;
}
