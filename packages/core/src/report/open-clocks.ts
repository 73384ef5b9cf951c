import type { Temporal } from 'temporal-polyfill';

import { DAY, type DurationLike, fromDurationMs, HOUR, toDurationMs } from '../time/duration.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import { compareNames } from './compare-names.ts';
import type { ReportedClock } from './groups.ts';
import { ReportError } from './report-error.ts';
import { type Stream, type Tally, tallied } from './tally.ts';

export interface OpenOptions {
  /** The instant from which the time to breach is measured. */
  readonly at: InstantLike;
  /** The bounds of the bands; 1, 4 and 24 hours where none are named. */
  readonly within?: readonly DurationLike[];
  /** How many of the most urgent are listed; 10 where none is named. */
  readonly limit?: number;
}

/** Open clocks by when they will be missed, on the wall clock. */
export interface OpenClocks {
  readonly commitments: OpenCounts;
  readonly objectives: OpenCounts;
  /** What is missed next, or has been longest, first; of equals the case of the smaller name. */
  readonly next: readonly ReportedClock[];
}

export interface OpenCounts {
  readonly overdue: number;
  /** Each band without those before it. */
  readonly soon: readonly { readonly within: Temporal.Duration; readonly count: number }[];
  readonly later: number;
  /** Without a deadline until they are resumed. */
  readonly paused: number;
  /** Only measured. */
  readonly undated: number;
}

/**
 * Open by time to breach, from a stream that is read once. Throws ReportError.
 *
 * @example
 * ```ts
 * import { openByBreach } from '@sla/core';
 *
 * const clock = { case: 'C-1042', priority: 'high', clock: 'first-response', kind: 'commitment' } as const;
 * const running = { ...clock, status: 'running', dueAt: '2026-11-23T12:40:00Z', elapsed: 'PT1H' } as const;
 * const open = openByBreach([running], { at: '2026-11-23T12:00:00Z' });
 * open.commitments.soon; // → [ { within: 'PT1H', count: 1 }, { within: 'PT4H', count: 0 }, { within: 'PT24H', count: 0 } ]
 * open.next.map((each) => each.case); // → [ 'C-1042' ]
 * ```
 */
export function openByBreach(clocks: Iterable<ReportedClock>, options: OpenOptions): OpenClocks;
export function openByBreach(clocks: AsyncIterable<ReportedClock>, options: OpenOptions): Promise<OpenClocks>;
export function openByBreach(clocks: Stream<ReportedClock>, options: OpenOptions): OpenClocks | Promise<OpenClocks> {
  return tallied(openTally(options), clocks);
}

/**
 * The same, clock by clock. Throws ReportError.
 *
 * @example
 * ```ts
 * import { openTally } from '@sla/core';
 *
 * const tally = openTally({ at: '2026-11-23T12:00:00Z', within: ['PT30M'] });
 * tally.result().commitments.soon; // → [ { within: 'PT30M', count: 0 } ]
 * ```
 */
export function openTally(options: OpenOptions): Tally<ReportedClock, OpenClocks> {
  const atMs = toEpochMs(options.at);
  const bands = readBands(options.within);
  const limit = readLimit(options.limit);
  const counts = { commitment: freshCounts(bands), objective: freshCounts(bands) };
  let next: readonly Urgent[] = [];
  return {
    add(clock) {
      if (clock.status !== 'running' && clock.status !== 'paused') return;
      const breachMs = breachOf(clock);
      count(counts[clock.kind], clock, breachMs - atMs, bands);
      if (Number.isFinite(breachMs)) next = withUrgent(next, { clock, breachMs }, limit);
    },
    result: () => ({
      commitments: countsOf(counts.commitment, bands),
      objectives: countsOf(counts.objective, bands),
      next: next.map(({ clock }) => clock),
    }),
  };
}

const USUAL_BANDS = [HOUR, 4 * HOUR, DAY];

function readBands(within: OpenOptions['within']): readonly number[] {
  const bands = within?.map(toDurationMs) ?? USUAL_BANDS;
  bands.forEach((band, i) => {
    if (band <= (bands[i - 1] ?? 0))
      throw new ReportError(
        'bad-limit',
        ['within', i],
        'expected longer times one after the other, such as PT1H, PT4H',
      );
  });
  return bands;
}

function readLimit(limit = 10): number {
  if (Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw new ReportError('bad-limit', ['limit'], `${limit} is no number of clocks: expected a whole number`);
}

interface Sum {
  overdue: number;
  readonly soon: number[];
  later: number;
  paused: number;
  undated: number;
}

function freshCounts(bands: readonly number[]): Sum {
  return { overdue: 0, soon: bands.map(() => 0), later: 0, paused: 0, undated: 0 };
}

/** When it was missed or will be; Infinity where that is not known. */
function breachOf({ breachedAt, dueAt }: ReportedClock): number {
  const at = breachedAt ?? dueAt;
  return at === undefined ? Infinity : toEpochMs(at);
}

function count(sum: Sum, clock: ReportedClock, leftMs: number, bands: readonly number[]): void {
  if (leftMs <= 0) sum.overdue += 1;
  else if (clock.status === 'paused') sum.paused += 1;
  else if (leftMs === Infinity) sum.undated += 1;
  else {
    const band = bands.findIndex((each) => leftMs <= each);
    if (band < 0) sum.later += 1;
    else sum.soon[band] = (sum.soon[band] ?? 0) + 1;
  }
}

interface Urgent {
  readonly clock: ReportedClock;
  readonly breachMs: number;
}

function withUrgent(list: readonly Urgent[], each: Urgent, limit: number): readonly Urgent[] {
  const last = list.at(-1);
  if (limit === 0 || (list.length === limit && last && compareUrgent(each, last) >= 0)) return list;
  return [...list, each].sort(compareUrgent).slice(0, limit);
}

function compareUrgent(a: Urgent, b: Urgent): number {
  const [{ clock: clockA }, { clock: clockB }] = [a, b];
  return a.breachMs - b.breachMs || compareNames(clockA.case, clockB.case) || compareNames(clockA.clock, clockB.clock);
}

function countsOf({ soon, ...sum }: Sum, bands: readonly number[]): OpenCounts {
  return { ...sum, soon: bands.map((band, i) => ({ within: fromDurationMs(band), count: soon[i] ?? 0 })) };
}
