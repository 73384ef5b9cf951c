import { scaleAroundNow, type TimeScale } from './scale.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far the queue's axis looks ahead. */
export type Zoom = '4h' | 'day' | 'week';

export interface Tick {
  /** Milliseconds from now; negative is past. */
  readonly offset: number;
  readonly label: string;
  /** Left out where there is little room. */
  readonly minor: boolean;
}

interface Reach {
  readonly title: string;
  /** For narrow screens. */
  readonly short: string;
  readonly past: number;
  readonly future: number;
  readonly ticks: readonly Tick[];
}

const major = (offset: number, label: string): Tick => ({ offset, label, minor: false });
const minor = (offset: number, label: string): Tick => ({ offset, label, minor: true });

export const REACH: Readonly<Record<Zoom, Reach>> = {
  '4h': {
    title: '4 hours',
    short: '4 h',
    past: HOUR,
    future: 4 * HOUR,
    ticks: [
      major(-HOUR, '−1 h'),
      minor(-15 * MINUTE, '−15 min'),
      major(15 * MINUTE, '15 min'),
      minor(30 * MINUTE, '30 min'),
      major(HOUR, '1 h'),
      minor(2 * HOUR, '2 h'),
      major(4 * HOUR, '4 h'),
    ],
  },
  day: {
    title: '1 day',
    short: '1 d',
    past: 4 * HOUR,
    future: DAY,
    ticks: [
      major(-4 * HOUR, '−4 h'),
      minor(-HOUR, '−1 h'),
      major(HOUR, '1 h'),
      major(4 * HOUR, '4 h'),
      minor(8 * HOUR, '8 h'),
      minor(16 * HOUR, '16 h'),
      major(DAY, '1 day'),
    ],
  },
  week: {
    title: '1 week',
    short: '1 w',
    past: DAY,
    future: 7 * DAY,
    ticks: [
      major(-DAY, '−1 day'),
      minor(-4 * HOUR, '−4 h'),
      major(HOUR, '1 h'),
      minor(4 * HOUR, '4 h'),
      major(DAY, '1 day'),
      minor(2 * DAY, '2 days'),
      major(4 * DAY, '4 days'),
      major(7 * DAY, '1 week'),
    ],
  },
};

export const ZOOMS = Object.keys(REACH) as readonly Zoom[];

/** The share of the queue's axis that is past. */
export const PAST_SHARE = 0.18;

export function queueScale(zoom: Zoom, now: number): TimeScale {
  const { past, future } = REACH[zoom];
  return scaleAroundNow(now, past, future, PAST_SHARE);
}
