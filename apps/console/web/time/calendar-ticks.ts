import type { TimeScale } from './scale.ts';
import { formatDate, formatTime, formatWeekday, offsetAt, type Place, startOfDay } from './zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface CalendarTick {
  readonly at: number;
  readonly position: number;
  readonly label: string;
  readonly isDay: boolean;
}

const STEPS = [
  7 * DAY,
  4 * DAY,
  2 * DAY,
  DAY,
  12 * HOUR,
  6 * HOUR,
  3 * HOUR,
  HOUR,
  30 * MINUTE,
  15 * MINUTE,
  5 * MINUTE,
];
const MOST_PER_STEP = 400;
/** A step is used only where most of its marks would find room: no lone 10:05 among full hours. */
const LOCALLY = 0.6;

/** Labelled local times for an axis: coarse ones first, finer ones where there is room for `least` between two (a share of the width). */
export function calendarTicks(scale: TimeScale, place: Place, least: number, edge = 0.02): readonly CalendarTick[] {
  const taken: CalendarTick[] = [];
  for (const step of STEPS) {
    for (const at of localMultiples(scale, place.zone, step)) {
      const position = scale.position(at);
      const isLegible = scale.position(at + step) - position >= least * LOCALLY;
      const fits = isLegible && position >= edge && position <= 1 - edge;
      if (fits && taken.every((tick) => Math.abs(tick.position - position) >= least))
        taken.push(tick(at, position, place));
    }
  }
  return taken.sort((a, b) => a.at - b.at);
}

/** Instants on the axis whose local time is a multiple of `step`, counted from a local midnight. */
function localMultiples(scale: TimeScale, zone: string, step: number): readonly number[] {
  if ((scale.to - scale.from) / step > MOST_PER_STEP) return [];
  const first = startOfDay(scale.from, zone);
  const offset = offsetAt(first, zone);
  const found: number[] = [];
  for (let at = first; at <= scale.to; at += step) {
    const local = at + offset - offsetAt(at, zone);
    if (local >= scale.from && local <= scale.to) found.push(local);
  }
  return found;
}

function tick(at: number, position: number, place: Place): CalendarTick {
  const isDay = startOfDay(at, place.zone) === at;
  const label = isDay ? `${formatWeekday(at, place)} ${formatDate(at, place)}` : formatTime(at, place);
  return { at, position, label, isDay };
}
