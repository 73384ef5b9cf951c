import type { Temporal } from 'temporal-polyfill';

import type { AvailabilityPromise } from '../policy/policy.ts';
import { fromDurationMs } from '../time/duration.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import { cutTo, type Interval, inInstants, length, subtract, unite, without } from '../time/interval.ts';
import { localMonths, zoneOf } from './local-month.ts';
import { ReportError } from './report-error.ts';

/** A stretch in which the service was down, or was announced to be. */
export interface Outage {
  readonly from: InstantLike;
  /** Absent while it lasts. */
  readonly to?: InstantLike;
}

export interface AvailabilityOptions {
  /** May overlap: what is down twice is down once. */
  readonly outages: Iterable<Outage>;
  /** Announced work: it counts neither as up nor as down, and leaves less time to be down in. */
  readonly maintenance?: Iterable<{ readonly from: InstantLike; readonly to: InstantLike }>;
  /** The instant as of which it is judged; the end of the window where none is named. */
  readonly at?: InstantLike;
}

/** How an uptime promise stands. */
export interface Availability {
  /** [start, end) of the window. */
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** Per cent up of the time so far, announced work left out. */
  readonly percent: number;
  readonly down: Temporal.Duration;
  /** How long the whole window may be down, to the millisecond. */
  readonly allowed: Temporal.Duration;
  /** `allowed` less `down`; negative once the promise cannot be kept. */
  readonly left: Temporal.Duration;
  readonly isKept: boolean;
}

/**
 * An uptime promise over one window: 99.9 % of 30 days leaves 43 min 12 s (S0-17).
 *
 * @throws ReportError for a percentage that is none, and a stretch that ends before it begins.
 *
 * @example
 * ```ts
 * import { availability } from '@sla/core';
 *
 * const november = { start: '2026-11-01T00:00:00Z', end: '2026-12-01T00:00:00Z' };
 * const outages = [{ from: '2026-11-10T10:00:00Z', to: '2026-11-10T10:30:00Z' }];
 * const { allowed, left } = availability({ percent: 99.9 }, november, { outages });
 * [allowed, left]; // → [ 'PT43M12S', 'PT13M12S' ]
 * ```
 */
export function availability(
  promise: Pick<AvailabilityPromise, 'percent'>,
  window: { readonly start: InstantLike; readonly end: InstantLike },
  options: AvailabilityOptions,
): Availability {
  if (!(promise.percent > 0 && promise.percent <= 100))
    throw new ReportError('bad-percent', ['percent'], `${promise.percent} is none: expected more than 0, at most 100`);
  const whole = readStretch(window.start, window.end, ['window']);
  const now = options.at === undefined ? whole.end : Math.min(Math.max(toEpochMs(options.at), whole.start), whole.end);
  const soFar = { start: whole.start, end: now };
  const announced = [...(options.maintenance ?? [])].map(({ from, to }, i) =>
    readStretch(from, to, ['maintenance', i]),
  );
  const outages = [...options.outages].map((each, i) => readOutage(each, now, i));
  const down = without(unite(cutTo(soFar, outages)), announced);
  const [downMs, countedMs] = [sum(down), sum(subtract(soFar, announced))];
  const allowedMs = Math.round((sum(subtract(whole, announced)) * (100 - promise.percent)) / 100);
  return {
    ...inInstants(whole),
    percent: countedMs === 0 ? 100 : (100 * (countedMs - downMs)) / countedMs,
    down: fromDurationMs(downMs),
    allowed: fromDurationMs(allowedMs),
    left: fromDurationMs(allowedMs - downMs),
    isKept: downMs <= allowedMs,
  };
}

/**
 * The local month, quarter or year that contains an instant. Throws ReportError `bad-zone`.
 *
 * @example
 * ```ts
 * import { availabilityWindow } from '@sla/core';
 *
 * availabilityWindow('month', '2026-11-23T00:00:00Z', 'America/Halifax').start; // → 2026-11-01T03:00:00Z
 * ```
 */
export function availabilityWindow(
  window: AvailabilityPromise['window'],
  at: InstantLike,
  timeZone: string,
): { readonly start: Temporal.Instant; readonly end: Temporal.Instant } {
  return inInstants(localMonths(zoneOf(timeZone), toEpochMs(at), MONTHS[window]));
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

function readOutage({ from, to }: Outage, nowMs: number, position: number): Interval {
  const start = toEpochMs(from);
  return to === undefined ? { start, end: Math.max(start, nowMs) } : readStretch(from, to, ['outages', position]);
}

function readStretch(from: InstantLike, to: InstantLike, path: ReportError['path']): Interval {
  const stretch = { start: toEpochMs(from), end: toEpochMs(to) };
  if (stretch.end >= stretch.start) return stretch;
  throw new ReportError('bad-period', path, 'it ends before it begins: expected an end that is not before its start');
}

function sum(stretches: readonly Interval[]): number {
  return stretches.reduce((total, each) => total + length(each), 0);
}
