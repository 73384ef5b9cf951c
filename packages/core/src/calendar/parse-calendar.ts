import { quoted } from '../time/time-error.ts';
import { CalendarError, type CalendarFault } from './calendar-error.ts';
import type { CalendarInput, CalendarSpec, Holiday, HoursRow, Revision, Season, WeeklyHours } from './calendar-spec.ts';
import { defined } from './defined.ts';
import { Field, isRecord } from './field.ts';
import { parseHours, parseWeekly } from './parse-hours.ts';
import { type CalendarField, readDate, readName, readTimeZone } from './read-fields.ts';

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
  const written = input === 'always' ? { timeZone: 'UTC', weekly: 'always' } : input;
  const spec = readCalendar(new Field(written, [], (path, code, message) => faults.push({ path, code, message })));
  if (faults.length > 0) throw new CalendarError('invalid-calendar', faults);
  return spec;
}

function readCalendar(calendar: CalendarField): CalendarSpec {
  const keys = ['timeZone', 'weekly', 'holidays', 'exceptions', 'seasons', 'revisions'];
  if (!calendar.isRecordOf('a calendar', keys)) return { timeZone: 'UTC' };
  return defined({
    timeZone: readTimeZone(calendar.at('timeZone')),
    weekly: calendar.at('weekly').optional(parseWeekly),
    holidays: calendar.at('holidays').optional(readHolidays),
    exceptions: calendar.at('exceptions').optional(readExceptions),
    seasons: calendar.at('seasons').optional(readSeasons),
    revisions: calendar.at('revisions').optional(readRevisions),
  });
}

function readHolidays(holidays: CalendarField): Holiday[] {
  return holidays.items('dates').flatMap(readHoliday);
}

function readHoliday(holiday: CalendarField): Holiday[] {
  const { value } = holiday;
  if (!isRecord(value)) return readDate(holiday) === undefined ? [] : [value as string];
  if ('region' in value || 'ics' in value) {
    const kind = 'region' in value ? 'a region' : 'an ICS feed';
    const message = `${kind} is not dates yet: @sla/config resolves it; here expected 2026-12-25 or { date, name }`;
    holiday.refuse('unresolved-holidays', message);
    return [];
  }
  holiday.isRecordOf('a holiday', ['date', 'name']);
  readDate(holiday.at('date'));
  return [defined({ date: String(value.date), name: readName(holiday.at('name')) })];
}

function readExceptions(exceptions: CalendarField): Record<string, readonly HoursRow[]> {
  if (!isRecord(exceptions.value)) exceptions.refuseAs('bad-type', 'exceptions', 'dates, each with its hours');
  return Object.fromEntries(
    exceptions.entries().map(([date, hours]) => {
      readDate(hours.holding(date));
      return [date, parseHours(hours)];
    }),
  );
}

function readSeasons(seasons: CalendarField): Season[] {
  const dated: DatedSeason[] = [];
  const read = seasons.items('seasons').flatMap((season) => readSeason(season, dated));
  dated.sort((a, b) => a.from - b.from);
  let [longest] = dated;
  for (const next of dated.slice(1)) {
    if (longest && next.from <= longest.to) {
      const both = `${describe(next.season)} overlaps ${describe(longest.season)}`;
      next.field.refuse('overlapping-seasons', `${both}: expected seasons that share no date`);
    }
    if (longest && next.to > longest.to) longest = next;
  }
  return read;
}

interface DatedSeason {
  readonly season: Season;
  readonly field: CalendarField;
  readonly from: number;
  readonly to: number;
}

/** Takes down beside the season from which date to which it lasts, where both are sound. */
function readSeason(field: CalendarField, dated: DatedSeason[]): Season[] {
  if (!field.isRecordOf('a season', ['name', 'from', 'to', 'weekly'])) return [];
  const [first, last] = [field.at('from'), field.at('to')];
  const [from, to] = [readDate(first), readDate(last)];
  const season = defined({
    name: readName(field.at('name')),
    from: String(first.value),
    to: String(last.value),
    weekly: readWeekly(field),
  });
  if (from === undefined || to === undefined) return [season];
  if (to >= from) dated.push({ season, field, from, to });
  else
    last.refuse(
      'bad-range',
      `the season ends on ${season.to}, before it begins on ${season.from}: expected a later date`,
    );
  return [season];
}

function readRevisions(revisions: CalendarField): Revision[] {
  const seen = new Set<number>();
  return revisions.items('revisions').flatMap((revision) => {
    if (!revision.isRecordOf('a revision', ['from', 'weekly'])) return [];
    const from = revision.at('from');
    const day = readDate(from);
    if (day !== undefined && seen.has(day))
      from.refuse('duplicate', `two revisions begin on ${from.value}: expected one a date`);
    if (day !== undefined) seen.add(day);
    return [{ from: String(from.value), weekly: readWeekly(revision) }];
  });
}

function readWeekly(owner: CalendarField): WeeklyHours {
  const weekly = owner.at('weekly');
  if (weekly.value !== undefined) return parseWeekly(weekly);
  weekly.refuse('missing-key', 'weekly is missing: expected the hours of each weekday, {} for closed');
  return {};
}

function describe({ name, from, to }: Season): string {
  return `the season ${name === undefined ? '' : `${quoted(name)} `}${from} to ${to}`;
}
