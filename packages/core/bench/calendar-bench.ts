import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Temporal } from 'temporal-polyfill';
import { type Calendar, type CalendarSpec, compileCalendar } from '../src/calendar/index.ts';
import { openingHours } from '../src/calendar/opening-hours.ts';
import { fromDurationMs } from '../src/time/duration.ts';
import { fromEpochMs } from '../src/time/instant.ts';
import { floorOf } from './floor.ts';
import { medians, perSecond, printTable, times } from './measure.ts';
import { peersFor } from './peers.ts';
import { CALENDARS, LONDON, type Workload, workload } from './workload.ts';

const COUNT = 100_000;
const SPAN = 366 * 86_400_000;

/** Business time against the floor, the peers, other calendars and longer horizons. */
export function calendarBench(): void {
  compileTimes();
  againstPeers();
  otherCalendars();
  horizons();
  memory();
}

/** First, since the first calendar of a process also pays for loading the runtime's time zone data. */
function compileTimes(): void {
  const once = (spec: CalendarSpec, from: number, to: number) => {
    const start = performance.now();
    const calendar = compileCalendar(spec);
    calendar.betweenMs(Date.UTC(from, 0, 1), Date.UTC(to, 11, 31));
    return `${(performance.now() - start).toFixed(1)} ms`;
  };
  printTable(
    'Compiling a calendar',
    ['what', 'time'],
    [
      ['five years, the first calendar of the process', once(LONDON, 2021, 2025)],
      ['five years in another zone', once({ ...LONDON, timeZone: 'America/New_York' }, 2021, 2025)],
      ['five years in a third zone (goal: under 10 ms)', once({ ...LONDON, timeZone: 'Australia/Sydney' }, 2021, 2025)],
      ['five years in a zone already known', once(LONDON, 2021, 2025)],
      ['the year that is asked for', once({ ...LONDON, timeZone: 'America/Halifax' }, 2026, 2026)],
      ['a century', once({ ...LONDON, timeZone: 'Europe/Berlin' }, 2000, 2099)],
    ],
  );
}

function againstPeers(): void {
  const calendar = compileCalendar(LONDON);
  const list = workload(COUNT);
  const ours = compared(calendar, LONDON, list);
  const instants = temporalRates(calendar, list);
  const rows = [
    row('floor: bare day buckets and prefix sums', COUNT, ours.floorAdd, COUNT, ours.floorBetween, ours),
    row('addMs, betweenMs', COUNT, ours.add, COUNT, ours.between, ours),
    row('addMany, betweenMany', COUNT, ours.addMany, COUNT, ours.betweenMany, ours),
    row('add, between with Temporal', instants.count, instants.add, instants.count, instants.between, ours),
  ];
  const best = { add: 0, between: 0 };
  for (const peer of peersFor(LONDON)) {
    let wrong = 0;
    const add = timed(() => {
      for (let i = 0; i < peer.adds; i++) {
        const [from, work] = [list.from[i] as number, list.work[i] as number];
        if (peer.add(from, work) !== calendar.addMs(from, work)) wrong++;
      }
    });
    const between = timed(() => {
      for (let i = 0; i < peer.betweens; i++) {
        const [a, b] = [list.from[i] as number, list.to[i] as number];
        if (peer.between(a, b) !== calendar.betweenMs(a, b)) wrong++;
      }
    });
    best.add = Math.max(best.add, peer.adds / add);
    best.between = Math.max(best.between, peer.betweens / between);
    const name = wrong === 0 ? peer.name : `${peer.name} (${wrong} wrong)`;
    rows.push(row(name, peer.adds, add, peer.betweens, between, ours));
  }
  printTable('London office, 100,000 adds and betweens', ['', 'add', 'of floor', 'between', 'of floor'], rows);
  console.log(
    `addMs ${times(COUNT / ours.add / best.add)}, betweenMs ${times(COUNT / ours.between / best.between)} the best peer (goal: 3,000 x); ` +
      `addMs ${times(ours.add / ours.floorAdd)}, betweenMs ${times(ours.between / ours.floorBetween)} the floor's time (goal: 2 x)`,
  );
}

function otherCalendars(): void {
  const rows = Object.entries(CALENDARS).map(([name, spec]) => {
    const found = compared(compileCalendar(spec), spec, workload(COUNT));
    return row(name, COUNT, found.add, COUNT, found.between, found);
  });
  printTable('Other calendars, addMs and betweenMs', ['', 'addMs', 'of floor', 'betweenMs', 'of floor'], rows);
}

function horizons(): void {
  const DAY_OF_WORK = 510;
  const YEAR = 365 * 1_440;
  const rows = (
    [
      ['a day', 1 / 365],
      ['a week', 7 / 365],
      ['a month', 1 / 12],
      ['a year', 1],
      ['ten years', 10],
    ] as const
  ).map(([name, years]) => {
    const list = workload(COUNT, Math.max(1, years * 252 * DAY_OF_WORK), years * YEAR);
    const found = compared(compileCalendar(LONDON), LONDON, list);
    return row(`up to ${name}`, COUNT, found.add, COUNT, found.between, found);
  });
  printTable(
    'Horizons on the London calendar, addMs and betweenMs',
    ['', 'addMs', 'of floor', 'betweenMs', 'of floor'],
    rows,
  );
}

function memory(): void {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const rows = Object.entries(CALENDARS).map(([name, spec]) => {
    const years = 100;
    const fill = (calendar: Calendar) => calendar.betweenMs(Date.UTC(2000, 0, 5), Date.UTC(2000 + years, 0, 1));
    fill(compileCalendar(spec));
    const before = used();
    const held = Array.from({ length: 5 }, () => compileCalendar(spec));
    held.forEach(fill);
    const bytes = (used() - before) / held.length;
    const opened = held[0]?.intervalsMs(Date.UTC(2000, 0, 5), Date.UTC(2000 + years, 0, 1)).length ?? 0;
    return [
      name,
      String(opened),
      `${Math.round(bytes / 1_024)} KiB`,
      `${((bytes - 2_048 * years) / opened).toFixed(1)} B`,
    ];
  });
  printTable('Memory of a century', ['', 'rows', 'in all', 'a row, less 2 kB a year (goal: 32 B)'], rows);
}

type Times = Record<'floorAdd' | 'floorBetween' | 'add' | 'between' | 'addMany' | 'betweenMany', number>;

function compared(calendar: Calendar, spec: CalendarSpec, { from, to, work }: Workload): Times {
  const [start, end] = [Math.floor(Date.UTC(2020, 0, 1) / SPAN) * SPAN, Math.ceil(Date.UTC(2048, 0, 1) / SPAN) * SPAN];
  const shifts: number[] = [];
  openingHours(spec).shiftsNear(start, end, shifts);
  const floor = floorOf(shifts, start, end);
  for (let i = 0; i < from.length; i++) {
    const [a, b, w] = [from[i] as number, to[i] as number, work[i] as number];
    const same = floor.add(a, w) === calendar.addMs(a, w) && floor.between(a, b) === calendar.betweenMs(a, b);
    if (!same) throw new Error(`the floor and the calendar differ at item ${i}`);
  }
  const out = new Float64Array(from.length);
  const each = (operation: (i: number) => number) => () => {
    let sum = 0;
    for (let i = 0; i < from.length; i++) sum += operation(i);
    return sum;
  };
  return medians({
    floorAdd: each((i) => floor.add(from[i] as number, work[i] as number)),
    add: each((i) => calendar.addMs(from[i] as number, work[i] as number)),
    addMany: () => calendar.addMany(from, work, out),
    floorBetween: each((i) => floor.between(from[i] as number, to[i] as number)),
    between: each((i) => calendar.betweenMs(from[i] as number, to[i] as number)),
    betweenMany: () => calendar.betweenMany(from, to, out),
  });
}

function temporalRates(
  calendar: Calendar,
  { from, to, work }: Workload,
): { count: number; add: number; between: number } {
  const count = COUNT / 5;
  const starts = Array.from(from.subarray(0, count), fromEpochMs);
  const ends = Array.from(to.subarray(0, count), fromEpochMs);
  const durations = Array.from(work.subarray(0, count), fromDurationMs);
  const each = (operation: (i: number) => unknown) => () => {
    for (let i = 0; i < count; i++) operation(i);
  };
  const found = medians({
    add: each((i) => calendar.add(starts[i] as Temporal.Instant, durations[i] as Temporal.Duration)),
    between: each((i) => calendar.between(starts[i] as Temporal.Instant, ends[i] as Temporal.Instant)),
  });
  return { count, ...found };
}

function row(name: string, adds: number, add: number, betweens: number, between: number, found: Times): string[] {
  const ofFloor = (count: number, ms: number, floor: number) => times(ms / count / (floor / COUNT));
  return [
    name,
    perSecond(adds, add),
    ofFloor(adds, add, found.floorAdd),
    perSecond(betweens, between),
    ofFloor(betweens, between, found.floorBetween),
  ];
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
