import type { Calendar } from '../calendar/calendar.ts';
import { compileCalendar } from '../calendar/compile-calendar.ts';
import { Field, isRecord } from '../calendar/field.ts';
import { parseDate, WEEKDAYS, type Weekday, weekdayOf } from '../calendar/local-date.ts';
import { parseTime, parseWeekly } from '../calendar/parse-hours.ts';
import { readDate, readName, readTimeZone } from '../calendar/read-fields.ts';
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
  readonly name: string | undefined;
  readonly members: readonly string[];
  /** Wall time at which the first member's first turn begins. */
  readonly first: number;
  /** Length of a turn on the wall. */
  readonly length: number;
  /** The hours in which they count; all of them without. */
  readonly open: Calendar | undefined;
}

export interface DateTurns extends Turns, Interval {}

type RotaField<Value = unknown> = Field<RotaFaultCode, Value>;

/** Throws RotaError with every fault. */
export function parseRota(input: RotaSpec): RotaPlan;
export function parseRota(input: unknown): RotaPlan;
export function parseRota(input: unknown): RotaPlan {
  const faults: RotaFault[] = [];
  const plan = readRota(new Field(input, [], (path, code, message) => faults.push({ path, code, message })));
  if (plan === undefined || faults.length > 0) throw new RotaError(faults);
  return plan;
}

const WEEK = 7 * DAY;
const UNITS: Readonly<Record<string, number>> = { hour: HOUR, day: DAY, week: WEEK };

function readRota(rota: RotaField): RotaPlan | undefined {
  if (!rota.isRecordOf('a rota', ['timeZone', 'layers', 'overrides', 'dates'])) return undefined;
  const timeZone = readTimeZone(rota.at('timeZone'));
  const zone = zoneClock(timeZone);
  const layers = rota.at('layers');
  // In YAML a key without anything after it.
  const unlessEmpty = (key: string) => rota.at(key).holding(rota.at(key).value ?? undefined);
  if (isEmpty(layers)) layers.refuse('empty', 'a rota without layers has nobody on call: expected at least one');
  return {
    zone,
    layers: layers.items('layers').flatMap((layer) => readLayer(layer, timeZone) ?? []),
    dates: unlessEmpty('dates').optional((dates) => readDates(dates, zone)) ?? [],
    overrides: unlessEmpty('overrides').optional((overrides) => readOverrides(overrides, zone)) ?? [],
  };
}

function isEmpty({ value }: RotaField): boolean {
  return Array.isArray(value) && value.length === 0;
}

function readLayer(layer: RotaField, timeZone: string): Turns | undefined {
  const keys = ['name', 'members', 'rotation', 'handoffAt', 'firstTurn', 'restrictTo'];
  if (!layer.isRecordOf('a layer', keys)) return undefined;
  const length = readRotation(layer.at('rotation'));
  const firstDay = layer.at('firstTurn').optional(readDate);
  return {
    name: readName(layer.at('name')),
    members: readMembers(layer.at('members')),
    first: readHandoff(layer.at('handoffAt'), length, firstDay),
    length: length ?? DAY,
    open: layer.at('restrictTo').optional((hours) => compileCalendar({ timeZone, weekly: parseWeekly(hours) })),
  };
}

/** Length of a turn. */
function readRotation(rotation: RotaField): number | undefined {
  const { value } = rotation;
  if (value === 'daily') return DAY;
  if (value === 'weekly') return WEEK;
  const every = isRecord(value) && typeof value.every === 'string' ? value.every : undefined;
  const [, count, unit] = every?.match(/^([1-9]\d{0,3}) (hour|day|week)s?$/) ?? [];
  if (count && unit) return Number(count) * (UNITS[unit] as number);
  const expected = 'daily, weekly or { every: 12 hours }, in whole hours, days or weeks';
  rotation.holding(every ?? value).refuseAs('bad-rotation', 'a rotation', expected);
  return undefined;
}

/** Wall time of the first handoff. */
function readHandoff(handoff: RotaField, length: number | undefined, firstDay: number | undefined): number {
  const { value } = handoff;
  const [, weekday, time] = (typeof value === 'string' ? value : '').match(/^(?:([a-z]{3}) )?(\d\d:\d\d)$/) ?? [];
  const minutes = parseTime(time);
  const wanted = weekday === undefined ? undefined : WEEKDAYS.indexOf(weekday as Weekday);
  if (minutes === undefined || minutes === 1_440 || wanted === -1) {
    handoff.refuseAs('bad-handoff', 'a time of handoff', '09:00, or mon 09:00 for turns of weeks');
    return 0;
  }
  const wholeWeeks = length !== undefined && length % WEEK === 0;
  const refuse = (wrong: string) => handoff.refuse('bad-handoff', `${quoted(value)} ${wrong}`);
  if (wanted !== undefined && length !== undefined && !wholeWeeks)
    refuse('has a weekday, but turns are not whole weeks: expected a time such as 09:00');
  if (wanted === undefined && wholeWeeks && firstDay === undefined)
    refuse('lacks the weekday on which weeks are handed over: expected mon 09:00');
  const day = firstDay ?? 0;
  const wait = wanted === undefined ? 0 : (wanted - weekdayOf(day) + 7) % 7;
  return (day + wait) * DAY + minutes * MINUTE;
}

function readMembers(members: RotaField): string[] {
  if (isEmpty(members)) members.refuse('empty', 'nobody is on it: expected at least one member');
  return members.items('people').map(readMember);
}

function readMember(member: RotaField): string {
  if (typeof member.value === 'string' && member.value.trim() !== '') return member.value;
  member.refuseAs('bad-member', 'a person', 'agent:ID');
  return '';
}

function readDates(dates: RotaField, zone: ZoneClock): DateTurns[] {
  if (!isRecord(dates.value)) dates.refuseAs('bad-type', 'dates', 'dates, each with who is on call');
  return dates.entries().map(([date, people]) => readDateTurns(date, people, zone));
}

function readDateTurns(date: string, people: RotaField, zone: ZoneClock): DateTurns {
  const first = (readDate(people.holding(date)) ?? 0) * DAY;
  const { value } = people;
  const isNamed = isRecord(value) && people.isRecordOf('a date', ['name', 'members']);
  const written = isNamed ? people.at('members') : people.holding(typeof value === 'string' ? [value] : value);
  const members = readMembers(written);
  return {
    name: isNamed ? readName(people.at('name')) : undefined,
    members,
    first,
    length: DAY / Math.max(1, members.length),
    open: undefined,
    start: zone.instantOf(first),
    end: zone.instantOf(first + DAY),
  };
}

function readOverrides(overrides: RotaField, zone: ZoneClock): RotaPlan['overrides'] {
  return overrides.items('overrides').flatMap((override) => {
    if (!override.isRecordOf('an override', ['from', 'to', 'member'])) return [];
    const [from, to] = [override.at('from'), override.at('to')];
    const start = readInstant(from, zone);
    const end = readInstant(to, zone);
    if (start !== undefined && end !== undefined && end <= start)
      to.refuse('bad-range', `the override ends at ${to.value}, not after it begins at ${from.value}`);
    return [{ start: start ?? 0, end: end ?? 0, member: readMember(override.at('member')) }];
  });
}

function readInstant(instant: RotaField, zone: ZoneClock): number | undefined {
  const text = typeof instant.value === 'string' ? instant.value : '';
  const [, date, time = '00:00'] = text.match(/^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/) ?? [];
  const day = parseDate(date ?? '');
  const minutes = parseTime(time);
  if (day !== undefined && minutes !== undefined) return zone.instantOf(day * DAY + minutes * MINUTE);
  try {
    return toEpochMs(text);
  } catch {
    const expected = 'local date and time, 2026-12-24T18:00, or an instant, 2026-12-24T18:00:00Z';
    instant.refuseAs('bad-instant', 'a point in time', expected);
    return undefined;
  }
}
