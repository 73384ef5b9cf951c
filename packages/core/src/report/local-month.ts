import { isTimeZone } from '../calendar/read-fields.ts';
import { type ZoneClock, zoneClock } from '../calendar/zone-clock.ts';
import type { Interval } from '../time/interval.ts';
import { quoted } from '../time/time-error.ts';
import { ReportError } from './report-error.ts';

/** A zone's months: from an instant to `YYYY-MM`. Instants of one month after another cost a comparison. */
export type MonthOf = (atMs: number) => string;

/** Throws ReportError `bad-zone`. */
export function monthsOf(timeZone: string | undefined): MonthOf {
  const clock = zoneOf(timeZone);
  let month: Interval = { start: 0, end: 0 };
  let name = '';
  return (atMs) => {
    if (atMs >= month.start && atMs < month.end) return name;
    month = localMonths(clock, atMs, 1);
    name = new Date(atMs + clock.offsetAt(atMs)).toISOString().slice(0, 7);
    return name;
  };
}

/** The stretch of `count` local months that contains an instant; it begins at a month whose number they divide. */
export function localMonths(clock: ZoneClock, atMs: number, count: 1 | 3 | 12): Interval {
  const wall = new Date(atMs + clock.offsetAt(atMs));
  const [year, first] = [wall.getUTCFullYear(), Math.floor(wall.getUTCMonth() / count) * count];
  return {
    start: clock.instantOf(Date.UTC(year, first)),
    end: clock.instantOf(Date.UTC(year, first + count)),
  };
}

/** Throws ReportError `bad-zone`. */
export function zoneOf(timeZone: string | undefined): ZoneClock {
  if (timeZone !== undefined && isTimeZone(timeZone)) return zoneClock(timeZone);
  const expected = 'months are local: expected an IANA name such as Europe/London';
  throw new ReportError('bad-zone', ['timeZone'], `${quoted(timeZone)} is no time zone; ${expected}`);
}
