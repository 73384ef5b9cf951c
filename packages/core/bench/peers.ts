import { createRequire } from 'node:module';
import type { CalendarSpec } from '../src/calendar/index.ts';

/** Another library on the plain London calendar, in epoch milliseconds; work in whole minutes. */
export interface Peer {
  readonly name: string;
  /** How many of the list it is given. */
  readonly adds: number;
  readonly betweens: number;
  add(from: number, work: number): number;
  between(a: number, b: number): number;
}

const require = createRequire(import.meta.url);
const MINUTE = 60_000;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** Two of them keep their calendar in a global, and two take the process's zone: set TZ before. */
export function peersFor(spec: CalendarSpec): Peer[] {
  const rows = spec.weekly?.mon ?? [];
  const holidays = (spec.holidays ?? []).map((each) => (typeof each === 'string' ? each : each.date));
  return [
    openingHours(rows, holidays),
    dayjsBusinessTime(rows, holidays),
    momentBusinessTime(rows, holidays, spec.timeZone),
  ];
}

type Rows = readonly (readonly [string, string])[];

function openingHours(rows: Rows, holidays: readonly string[]): Peer {
  interface Evaluator {
    getOpenDuration(from: Date, to: Date): [open: number, unknown: number];
    getIterator(from: Date): { getState(): boolean; getDate(): Date; advance(): boolean };
  }
  const OpeningHours = require('opening_hours') as new (rules: string) => Evaluator;
  const month = (date: string) =>
    new Date(`${date}T00:00:00Z`).toLocaleString('en', { month: 'short', timeZone: 'UTC' });
  const off = holidays.map((date) => `${date.slice(0, 4)} ${month(date)} ${date.slice(8)} off`);
  const rules = new OpeningHours([`Mo-Fr ${rows.map((row) => row.join('-')).join(',')}`, ...off].join('; '));
  return {
    name: 'opening_hours 3.15.0',
    adds: 1_500,
    betweens: 150,
    add(from, work) {
      const iterator = rules.getIterator(new Date(from));
      let at = from;
      for (let left = work; ; ) {
        const open = iterator.getState();
        iterator.advance();
        const next = iterator.getDate().getTime();
        if (open && left <= next - at) return at + left;
        if (open) left -= next - at;
        at = next;
      }
    },
    between: (a, b) => rules.getOpenDuration(new Date(a), new Date(b))[0],
  };
}

function dayjsBusinessTime(rows: Rows, holidays: readonly string[]): Peer {
  interface Day {
    addBusinessMinutes(minutes: number): Day;
    businessMinutesDiff(other: Day): number;
    valueOf(): number;
  }
  interface Dayjs {
    (ms: number): Day;
    extend(plugin: unknown): void;
    setHolidays(dates: readonly string[]): void;
    setBusinessTime(hours: Record<string, readonly { start: string; end: string }[] | null>): void;
  }
  const dayjs = require('dayjs') as Dayjs;
  const plugin = require('dayjs-business-time') as { default?: unknown };
  dayjs.extend(plugin.default ?? plugin);
  dayjs.setHolidays(holidays);
  const segments = rows.map(([start, end]) => ({ start: `${start}:00`, end: `${end}:00` }));
  dayjs.setBusinessTime({
    sunday: null,
    saturday: null,
    ...Object.fromEntries(WEEKDAYS.map((day) => [day, segments])),
  });
  return {
    name: 'dayjs-business-time 1.0.4',
    adds: 1_000,
    betweens: 400,
    add: (from, work) =>
      dayjs(from)
        .addBusinessMinutes(work / MINUTE)
        .valueOf(),
    between: (a, b) => Math.abs(dayjs(a).businessMinutesDiff(dayjs(b))) * MINUTE,
  };
}

function momentBusinessTime(rows: Rows, holidays: readonly string[], timeZone: string): Peer {
  interface Moment {
    addWorkingTime(count: number, unit: 'minutes'): Moment;
    workingDiff(other: Moment, unit: 'minutes'): number;
    valueOf(): number;
  }
  interface MomentLibrary {
    tz(ms: number, zone: string): Moment;
    updateLocale(name: string, settings: object): void;
  }
  require('moment-business-time');
  const moment = require('moment-timezone') as MomentLibrary;
  const times = rows.flatMap((row) => row.map((time) => `${time}:00`));
  moment.updateLocale('en', {
    workinghours: { 0: null, 1: times, 2: times, 3: times, 4: times, 5: times, 6: null },
    holidays,
  });
  return {
    name: 'moment-business-time 2.0.0 + moment-timezone',
    adds: 300,
    betweens: 100,
    add: (from, work) =>
      moment
        .tz(from, timeZone)
        .addWorkingTime(work / MINUTE, 'minutes')
        .valueOf(),
    between: (a, b) => Math.abs(moment.tz(a, timeZone).workingDiff(moment.tz(b, timeZone), 'minutes')) * MINUTE,
  };
}
