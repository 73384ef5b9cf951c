import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { CalendarSpec, HoursRow, WeeklyHours } from '../calendar-spec.ts';
import { ODD_ZONES } from './odd-zones.ts';

const DAY = 86_400_000;

/** A calendar whose dated parts lie near `around`, an instant at which its zone's clocks did something unusual. */
export interface CalendarCase {
  readonly spec: CalendarSpec;
  readonly around: number;
}

/** Mostly on quarter hours, so that boundaries meet clock changes, sometimes on any minute. */
const minuteOfDay = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_439 }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 30, 60, 120, 150, 180, 1_380) },
);

const row: fc.Arbitrary<HoursRow> = fc.oneof(
  fc.tuple(minuteOfDay, minuteOfDay).map(([a, b]): HoursRow => [clock(a), clock(b)]),
  minuteOfDay.map((a): HoursRow => [clock(a), '24:00']),
  fc.constantFrom<HoursRow>(['09:00', '17:30'], ['22:00', '06:00'], ['00:00', '24:00'], ['08:00', '08:00']),
);
const rows = fc.array(row, { maxLength: 3 });

const office = rows.map((same): WeeklyHours => ({ mon: same, tue: same, wed: same, thu: same, fri: same }));
const anyWeek: fc.Arbitrary<WeeklyHours> = fc.record(
  { mon: rows, tue: rows, wed: rows, thu: rows, fri: rows, sat: rows, sun: rows },
  { requiredKeys: [] },
);
const weekly = fc.oneof(office, anyWeek);

export const calendarCase: fc.Arbitrary<CalendarCase> = fc
  .constantFrom(...ODD_ZONES)
  .chain(([timeZone, ...dates]) => fc.record({ timeZone: fc.constant(timeZone), date: fc.constantFrom(...dates) }))
  .chain(({ timeZone, date }) => {
    const near = fc
      .integer({ min: -12, max: 12 })
      .map((days) => Temporal.PlainDate.from(date).add({ days }).toString());
    const spec = fc.record(
      {
        timeZone: fc.constant(timeZone),
        weekly,
        holidays: fc.array(near, { maxLength: 4 }),
        exceptions: fc.dictionary(near, rows, { maxKeys: 4, noNullPrototype: true }),
        seasons: fc.array(fc.tuple(near, weekly), { maxLength: 2 }).map(apart),
        revisions: fc.uniqueArray(fc.record({ from: near, weekly }), { maxLength: 2, selector: (each) => each.from }),
      },
      { requiredKeys: ['timeZone', 'weekly'] },
    );
    return fc.record({ spec, around: fc.constant(Date.parse(`${date}T00:00:00Z`)) });
  });

/** An instant within three weeks of another, on a minute, a second or a millisecond. */
export function near(around: number): fc.Arbitrary<number> {
  const [minutes, seconds] = [21 * 1_440, 21 * DAY];
  return fc.oneof(
    fc.integer({ min: -minutes, max: minutes }).map((n) => around + n * 60_000),
    fc.integer({ min: -4 * 48, max: 4 * 48 }).map((n) => around + n * 900_000),
    fc.integer({ min: -seconds, max: seconds }).map((n) => around + n),
  );
}

/** Seasons of three dates that share none. */
function apart(starts: readonly (readonly [from: string, weekly: WeeklyHours])[]) {
  const seasons = [...starts]
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([from, hours]) => ({
      from,
      to: Temporal.PlainDate.from(from).add({ days: 2 }).toString(),
      weekly: hours,
    }));
  return seasons.filter((season, i) => i === 0 || season.from > (seasons[i - 1]?.to ?? ''));
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
