import { scaleAroundNow, type TimeScale } from './scale.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far the queue's axis looks ahead. */
export type Zoom = '4h' | 'day' | 'week';

export interface Tick {
  /** Milliseconds from now; negative is past. */
  readonly offset: number;
  /** Left out where there is little room. */
  readonly minor: boolean;
}

interface Reach {
  readonly past: number;
  readonly future: number;
  readonly ticks: readonly Tick[];
}

const major = (offset: number): Tick => ({ offset, minor: false });
const minor = (offset: number): Tick => ({ offset, minor: true });

export const REACH: Readonly<Record<Zoom, Reach>> = {
  '4h': {
    past: HOUR,
    future: 4 * HOUR,
    ticks: [
      major(-HOUR),
      minor(-15 * MINUTE),
      major(15 * MINUTE),
      minor(30 * MINUTE),
      major(HOUR),
      minor(2 * HOUR),
      major(4 * HOUR),
    ],
  },
  day: {
    past: 4 * HOUR,
    future: DAY,
    ticks: [
      major(-4 * HOUR),
      minor(-HOUR),
      major(HOUR),
      major(4 * HOUR),
      minor(8 * HOUR),
      minor(16 * HOUR),
      major(DAY),
    ],
  },
  week: {
    past: DAY,
    future: 7 * DAY,
    ticks: [
      major(-DAY),
      minor(-4 * HOUR),
      major(HOUR),
      minor(4 * HOUR),
      major(DAY),
      minor(2 * DAY),
      major(4 * DAY),
      major(7 * DAY),
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
