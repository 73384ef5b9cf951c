import type { CalendarSpec, HoursRow, WeeklyHours } from '../src/calendar/index.ts';
import { seeded } from './measure.ts';

const MINUTE = 60_000;
const YEAR = 365 * 1_440;

const weekdays = (...rows: HoursRow[]): WeeklyHours => ({ mon: rows, tue: rows, wed: rows, thu: rows, fri: rows });

/** England and Wales, 2021 to 2025, without the three extra days. */
export const BANK_HOLIDAYS = `
  2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28
  2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-08-29 2022-12-26 2022-12-27
  2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-29 2023-08-28 2023-12-25 2023-12-26
  2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26
  2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26`
  .trim()
  .split(/\s+/);

export const LONDON: CalendarSpec = {
  timeZone: 'Europe/London',
  weekly: weekdays(['09:00', '17:30']),
  holidays: BANK_HOLIDAYS,
};

export const CALENDARS: Readonly<Record<string, CalendarSpec>> = {
  'London office': LONDON,
  'split days': { ...LONDON, weekly: weekdays(['08:00', '12:00'], ['13:00', '16:30']) },
  'overnight rows': { ...LONDON, weekly: { ...weekdays(['22:00', '06:00']), sat: [['20:00', '04:00']] } },
  seasons: {
    ...LONDON,
    seasons: [2021, 2022, 2023, 2024, 2025].map((year) => ({
      name: 'exam weeks',
      from: `${year}-05-04`,
      to: `${year}-05-29`,
      weekly: { ...weekdays(['08:00', '20:00']), sat: [['10:00', '14:00']] },
    })),
  },
};

export interface Workload {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly work: Float64Array;
}

/** Whole minutes: instants of 2021 to 2024, work of 1 to 10,000 minutes, ends up to a year later. */
export function workload(count: number, workMinutes = 10_000, spanMinutes = YEAR): Workload {
  const random = seeded(20_261_122);
  const upTo = (limit: number) => Math.floor(random() * limit) * MINUTE;
  const from = Float64Array.from({ length: count }, () => Date.UTC(2021, 0, 4) + upTo(4 * YEAR - 10_080));
  return {
    from,
    to: from.map((at) => at + upTo(spanMinutes)),
    work: from.map(() => upTo(workMinutes) + MINUTE),
  };
}
