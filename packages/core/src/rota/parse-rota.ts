import type { Calendar } from '../calendar/calendar.ts';
import { compileCalendar } from '../calendar/compile-calendar.ts';
import { parseDate, WEEKDAYS, type Weekday, weekdayOf } from '../calendar/local-date.ts';
import { parseTime, parseWeekly } from '../calendar/parse-hours.ts';
import {
  isRecord,
  type Path,
  readDate,
  readList,
  readName,
  readTimeZone,
  refuseUnknownKeys,
} from '../calendar/read-fields.ts';
import { type ZoneClock, zoneClock } from '../calendar/zone-clock.ts';
import { DAY, HOUR, MINUTE } from '../time/duration.ts';
import { toEpochMs } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { quoted } from '../time/time-error.ts';
import { RotaError, type RotaFault, type RotaFaultCode } from './rota-error.ts';
import type { RotaSpec } from './rota-spec.ts';

/** A rota as it is reckoned with; wall times are local date and time read as if they were UTC, in milliseconds. */
export interface RotaPlan {
  readonly zone: ZoneClock;
  readonly layers: readonly Turns[];
  readonly dates: readonly DateTurns[];
  readonly overrides: readonly (Interval & { readonly member: string })[];
}

/** People who take turns of equal length on the wall. */
export interface Turns {
  readonly name?: string;
  readonly members: readonly string[];
  /** Wall time at which the first member's first turn begins. */
  readonly first: number;
  /** Length of a turn on the wall. */
  readonly length: number;
  /** The hours in which they count; all of them without. */
  readonly open?: Calendar;
}

export interface DateTurns extends Turns, Interval {}

type Report = (path: Path, code: RotaFaultCode, message: string) => void;

/** Throws RotaError with every fault. */
export function parseRota(input: RotaSpec): RotaPlan;
export function parseRota(input: unknown): RotaPlan;
export function parseRota(input: unknown): RotaPlan {
  const faults: RotaFault[] = [];
  const plan = readRota(input, (path, code, message) => faults.push({ path, code, message }));
  if (faults.length > 0) throw new RotaError(faults);
  return plan;
}

const WEEK = 7 * DAY;
const UNITS: Readonly<Record<string, number>> = { hour: HOUR, day: DAY, week: WEEK };

function readRota(value: unknown, report: Report): RotaPlan {
  if (!isRecord(value)) {
    report([], 'bad-type', `${quoted(value)} is not a rota: expected timeZone and layers`);
    return { zone: zoneClock('UTC'), layers: [], dates: [], overrides: [] };
  }
  refuseUnknownKeys(value, ['timeZone', 'layers', 'overrides', 'dates'], [], report);
  const timeZone = readTimeZone(value.timeZone, ['timeZone'], report);
  const zone = zoneClock(timeZone);
  if (Array.isArray(value.layers) && value.layers.length === 0) {
    report(['layers'], 'empty', 'a rota without layers has nobody on call: expected at least one');
  }
  return {
    zone,
    layers: readList(value.layers, ['layers'], 'layers', report).map((layer, i) =>
      readLayer(layer, timeZone, ['layers', i], report),
    ),
    dates: readDates(value.dates ?? {}, zone, report),
    overrides: readList(value.overrides ?? [], ['overrides'], 'overrides', report).map((each, i) =>
      readOverride(each, zone, ['overrides', i], report),
    ),
  };
}

function readLayer(value: unknown, timeZone: string, path: Path, report: Report): Turns {
  if (!isRecord(value)) {
    report(path, 'bad-type', `${quoted(value)} is not a layer: expected { members, rotation, handoffAt }`);
    return { members: [], first: 0, length: DAY };
  }
  refuseUnknownKeys(value, ['name', 'members', 'rotation', 'handoffAt', 'firstTurn', 'restrictTo'], path, report);
  const length = readRotation(value.rotation, [...path, 'rotation'], report);
  const firstDay =
    value.firstTurn === undefined ? undefined : readDate(value.firstTurn, [...path, 'firstTurn'], report);
  return {
    ...readName(value.name, path, report),
    members: readMembers(value.members, [...path, 'members'], report),
    first: readHandoff(value.handoffAt, length, firstDay, [...path, 'handoffAt'], report),
    length: length ?? DAY,
    ...(value.restrictTo !== undefined && {
      open: readHours(value.restrictTo, timeZone, [...path, 'restrictTo'], report),
    }),
  };
}

function readHours(value: unknown, timeZone: string, path: Path, report: Report): Calendar {
  return compileCalendar({ timeZone, weekly: parseWeekly(value, path, report) });
}

/** Length of a turn. */
function readRotation(value: unknown, path: Path, report: Report): number | undefined {
  if (value === 'daily') return DAY;
  if (value === 'weekly') return WEEK;
  const every = isRecord(value) && typeof value.every === 'string' ? value.every : undefined;
  const [, count, unit] = every?.match(/^([1-9]\d{0,3}) (hour|day|week)s?$/) ?? [];
  if (count && unit) return Number(count) * (UNITS[unit] as number);
  const given = every === undefined ? value : every;
  const code = value === undefined ? 'missing-key' : 'bad-rotation';
  const message = value === undefined ? 'rotation is missing' : `${quoted(given)} is not a rotation`;
  report(path, code, `${message}: expected daily, weekly or { every: 12 hours }, in whole hours, days or weeks`);
  return undefined;
}

/** Wall time of the first handoff. */
function readHandoff(
  value: unknown,
  length: number | undefined,
  firstDay: number | undefined,
  path: Path,
  report: Report,
): number {
  const [, weekday, time] = (typeof value === 'string' ? value : '').match(/^(?:([a-z]{3}) )?(\d\d:\d\d)$/) ?? [];
  const minutes = parseTime(time);
  const wanted = weekday === undefined ? undefined : WEEKDAYS.indexOf(weekday as Weekday);
  if (minutes === undefined || minutes === 1_440 || wanted === -1) {
    const given = value === undefined ? 'handoffAt is missing' : `${quoted(value)} is not a time of handoff`;
    report(
      path,
      value === undefined ? 'missing-key' : 'bad-handoff',
      `${given}: expected 09:00, or mon 09:00 for turns of weeks`,
    );
    return 0;
  }
  const wholeWeeks = length !== undefined && length % WEEK === 0;
  if (wanted !== undefined && length !== undefined && !wholeWeeks) {
    report(
      path,
      'bad-handoff',
      `${quoted(value)} has a weekday, but turns are not whole weeks: expected a time such as 09:00`,
    );
  }
  if (wanted === undefined && wholeWeeks && firstDay === undefined) {
    report(
      path,
      'bad-handoff',
      `${quoted(value)} lacks the weekday on which weeks are handed over: expected mon 09:00`,
    );
  }
  const day = firstDay ?? 0;
  const wait = wanted === undefined ? 0 : (wanted - weekdayOf(day) + 7) % 7;
  return (day + wait) * DAY + minutes * MINUTE;
}

function readMembers(value: unknown, path: Path, report: Report): string[] {
  const members = readList(value, path, 'people', report);
  if (Array.isArray(value) && value.length === 0)
    report(path, 'empty', 'nobody is on it: expected at least one member');
  return members.map((each, i) => readMember(each, [...path, i], report));
}

function readMember(value: unknown, path: Path, report: Report): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  report(
    path,
    value === undefined ? 'missing-key' : 'bad-member',
    `${quoted(value)} is not a person: expected agent:ID`,
  );
  return '';
}

function readDates(value: unknown, zone: ZoneClock, report: Report): DateTurns[] {
  if (!isRecord(value)) {
    report(['dates'], 'bad-type', `${quoted(value)} is not dates: expected dates, each with who is on call`);
    return [];
  }
  return Object.entries(value).map(([date, people]) => readDateTurns(date, people, zone, ['dates', date], report));
}

function readDateTurns(date: string, people: unknown, zone: ZoneClock, path: Path, report: Report): DateTurns {
  const first = (readDate(date, path, report) ?? 0) * DAY;
  if (isRecord(people)) refuseUnknownKeys(people, ['name', 'members'], path, report);
  const named = isRecord(people) ? readName(people.name, path, report) : {};
  const written = typeof people === 'string' ? [people] : isRecord(people) ? people.members : people;
  const members = readMembers(written, isRecord(people) ? [...path, 'members'] : path, report);
  const length = DAY / Math.max(1, members.length);
  return { ...named, members, first, length, start: zone.instantOf(first), end: zone.instantOf(first + DAY) };
}

function readOverride(value: unknown, zone: ZoneClock, path: Path, report: Report): Interval & { member: string } {
  if (!isRecord(value)) {
    report(path, 'bad-type', `${quoted(value)} is not an override: expected { from, to, member }`);
    return { start: 0, end: 0, member: '' };
  }
  refuseUnknownKeys(value, ['from', 'to', 'member'], path, report);
  const start = readInstant(value.from, zone, [...path, 'from'], report);
  const end = readInstant(value.to, zone, [...path, 'to'], report);
  if (start !== undefined && end !== undefined && end <= start) {
    report([...path, 'to'], 'bad-range', `the override ends at ${value.to}, not after it begins at ${value.from}`);
  }
  return { start: start ?? 0, end: end ?? 0, member: readMember(value.member, [...path, 'member'], report) };
}

function readInstant(value: unknown, zone: ZoneClock, path: Path, report: Report): number | undefined {
  const text = typeof value === 'string' ? value : '';
  const [, date, time = '00:00'] = text.match(/^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/) ?? [];
  const day = parseDate(date ?? '');
  const minutes = parseTime(time);
  if (day !== undefined && minutes !== undefined) return zone.instantOf(day * DAY + minutes * MINUTE);
  try {
    return toEpochMs(text);
  } catch {
    const given = value === undefined ? `${path.at(-1)} is missing` : `${quoted(value)} is no point in time`;
    const expected = 'expected local date and time, 2026-12-24T18:00, or an instant, 2026-12-24T18:00:00Z';
    report(path, value === undefined ? 'missing-key' : 'bad-instant', `${given}: ${expected}`);
    return undefined;
  }
}
