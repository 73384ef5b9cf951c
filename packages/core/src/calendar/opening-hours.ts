import { DAY, MINUTE } from '../time/duration.ts';
import type { CalendarSpec, HoursRow, WeeklyHours } from './calendar-spec.ts';
import { FIRST_DAY, LAST_DAY, parseDate, WEEKDAYS, weekdayOf } from './local-date.ts';
import { parseTime } from './parse-hours.ts';
import { type ZoneClock, zoneClock } from './zone-clock.ts';

/** Rows of one date in milliseconds since its midnight on the wall: opening, closing, opening, closing … */
export type Rows = readonly number[];

/** Where open time comes from: the shifts that begin on each local date. Days are numbers, see local-date.ts. */
export interface OpeningHours {
  readonly zone: ZoneClock;
  /** The calendars of a union, else this one. */
  readonly members: readonly OpeningHours[];
  /** No shift begins before this day or after the other; FIRST_DAY and LAST_DAY where the week goes on. No shift at all: first > last. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** After this day nothing but the ordinary week and clock changes. */
  readonly settledDay: number;
  /** Appends opening and closing instants of the shifts that begin on this date; they may overlap. */
  shiftsOn(day: number, into: number[]): void;
  /** Appends all shifts that reach into [from, to), and perhaps some near it. */
  shiftsNear(from: number, to: number, into: number[]): void;
  /** What `shiftsOn` gives without holidays and exceptions: what the date would have been. */
  ordinaryShiftsOn(day: number, into: number[]): void;
  /** What takes the ordinary hours' place on this date. */
  specialOn(day: number): Special | undefined;
  /** The ordinary week alone: no holidays, exceptions, seasons or revisions. */
  ordinaryWeek(): OpeningHours;
  /** Lengths of the days that open in the ordinary week, in milliseconds. */
  usualDayLengths(): number[];
}

export interface Special {
  readonly kind: 'holiday' | 'exception';
  readonly name?: string;
}

type Week = readonly Rows[];

interface Period {
  readonly from: number;
  readonly to: number;
  readonly week: Week;
}

export function openingHours(spec: CalendarSpec): OpeningHours {
  return new SpecHours(spec);
}

class SpecHours implements OpeningHours {
  readonly zone: ZoneClock;
  readonly members: readonly OpeningHours[] = [this];
  readonly #spec: CalendarSpec;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly settledDay: number;
  readonly #exceptions: ReadonlyMap<number, Rows>;
  readonly #holidays: ReadonlyMap<number, Special>;
  readonly #seasons: readonly Period[];
  /** The weekly hours and their revisions: gapless from the first to the last day. */
  readonly #weeks: readonly Period[];

  constructor(spec: CalendarSpec) {
    this.#spec = spec;
    this.zone = zoneClock(spec.timeZone);
    this.#exceptions = new Map(
      Object.entries(spec.exceptions ?? {}).map(([date, rows]) => [dayOf(date), rowsOf(rows)]),
    );
    this.#holidays = holidaysOf(spec);
    this.#seasons = (spec.seasons ?? [])
      .map((season) => ({ from: dayOf(season.from), to: dayOf(season.to), week: weekOf(season.weekly) }))
      .sort((a, b) => a.from - b.from);
    this.#weeks = weeksOf(spec);

    const open = [...this.#weeks, ...this.#seasons].filter(({ week }) => week.some((rows) => rows.length > 0));
    const dated = [...this.#exceptions].flatMap(([day, rows]) => (rows.length > 0 ? [day] : []));
    this.firstDay = smallest([...open.map(({ from }) => from), ...dated]);
    this.lastDay = -smallest([...open.map(({ to }) => -to), ...dated.map((day) => -day)]);
    const changes = [...this.#exceptions.keys(), ...this.#holidays.keys(), ...this.#seasons.map(({ to }) => to)];
    this.settledDay = -smallest([...changes, this.#weeks.at(-1)?.from ?? 0].map((day) => -day));
  }

  shiftsOn(day: number, into: number[]): void {
    const exception = this.#exceptions.get(day);
    if (exception) this.#resolve(day, exception, into);
    else if (!this.#holidays.has(day)) this.ordinaryShiftsOn(day, into);
  }

  ordinaryShiftsOn(day: number, into: number[]): void {
    const season = periodOf(this.#seasons, day);
    const { week } = season && day <= season.to ? season : ((periodOf(this.#weeks, day) ?? this.#weeks[0]) as Period);
    this.#resolve(day, week[weekdayOf(day)] as Rows, into);
  }

  shiftsNear(from: number, to: number, into: number[]): void {
    const first = Math.max(this.firstDay, Math.floor(from / DAY) - 4);
    const last = Math.min(this.lastDay, Math.floor(to / DAY) + 2);
    for (let day = first; day <= last; day++) this.shiftsOn(day, into);
  }

  ordinaryWeek(): OpeningHours {
    const { timeZone, weekly = {} } = this.#spec;
    return new SpecHours({ timeZone, weekly });
  }

  specialOn(day: number): Special | undefined {
    return this.#exceptions.has(day) ? EXCEPTION : this.#holidays.get(day);
  }

  usualDayLengths(): number[] {
    const weeks = [this.#weeks[0], ...this.#weeks.slice(1).reverse(), ...this.#seasons].map(
      (period) => period?.week ?? [],
    );
    const choices = [...weeks, [...this.#exceptions.values()]].map((days) =>
      days.map(openLength).filter((ms) => ms > 0),
    );
    return choices.find((lengths) => lengths.length > 0) ?? [];
  }

  #resolve(day: number, rows: Rows, into: number[]): void {
    if (rows.length === 0) return;
    const midnight = day * DAY;
    const offset = this.zone.steadyOffset(midnight, midnight + 2 * DAY);
    if (Number.isNaN(offset)) this.#resolveNearChange(midnight, rows, into);
    else for (const wall of rows) into.push(midnight + wall - offset);
  }

  #resolveNearChange(midnight: number, rows: Rows, into: number[]): void {
    const start = this.zone.instantOf(midnight);
    // A date that the zone skipped (Apia, 2011-12-30) has no midnight of its own, and no shifts.
    if (Math.floor((start + this.zone.offsetAt(start)) / DAY) * DAY !== midnight) return;
    for (let i = 0; i < rows.length; i += 2) {
      const opens = this.zone.instantOf(midnight + (rows[i] as number));
      const closes = this.zone.instantOf(midnight + (rows[i + 1] as number));
      if (closes > opens) into.push(opens, closes);
    }
  }
}

const EXCEPTION: Special = { kind: 'exception' };

function dayOf(date: string): number {
  return parseDate(date) as number;
}

function holidaysOf(spec: CalendarSpec): Map<number, Special> {
  const holidays = new Map<number, Special>();
  for (const each of spec.holidays ?? []) {
    const { date, name } = typeof each === 'string' ? { date: each } : each;
    const known = holidays.get(dayOf(date));
    if (!known?.name) holidays.set(dayOf(date), name === undefined ? { kind: 'holiday' } : { kind: 'holiday', name });
  }
  return holidays;
}

function weeksOf(spec: CalendarSpec): Period[] {
  const revisions = (spec.revisions ?? [])
    .map((revision) => ({ from: dayOf(revision.from), week: weekOf(revision.weekly) }))
    .sort((a, b) => a.from - b.from);
  const starts = [{ from: FIRST_DAY, week: weekOf(spec.weekly ?? {}) }, ...revisions];
  return starts.map((each, i) => ({ ...each, to: (starts[i + 1]?.from ?? LAST_DAY + 1) - 1 }));
}

function weekOf(weekly: WeeklyHours): Week {
  return WEEKDAYS.map((day) => rowsOf(weekly[day] ?? []));
}

/** Sorted by opening; a closing not after its opening lies on the next date. */
function rowsOf(rows: readonly HoursRow[]): Rows {
  const minutes = rows.map(([opens, closes]) => [parseTime(opens) as number, parseTime(closes) as number] as const);
  const ordered = minutes.map(([opens, closes]) => [opens, closes > opens ? closes : closes + 1_440] as const);
  return ordered.sort((a, b) => a[0] - b[0]).flatMap(([opens, closes]) => [opens * MINUTE, closes * MINUTE]);
}

/** The last period that begins on or before this day. */
function periodOf(periods: readonly Period[], day: number): Period | undefined {
  let low = 0;
  let high = periods.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((periods[middle] as Period).from <= day) low = middle + 1;
    else high = middle;
  }
  return periods[low - 1];
}

/** Length of a date's rows on the wall, counting overlaps once. */
function openLength(rows: Rows): number {
  let total = 0;
  let reached = 0;
  for (let i = 0; i < rows.length; i += 2) {
    const opens = Math.max(rows[i] as number, reached);
    const closes = rows[i + 1] as number;
    if (closes > opens) total += closes - opens;
    reached = Math.max(reached, closes);
  }
  return total;
}

/** Infinity of nothing; a spread into Math.min fails on very long lists. */
function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity);
}
