import type { Temporal } from 'temporal-polyfill';

import { fromDurationMs, toDurationMs } from '../time/duration.ts';
import { type Group, groupsOf, type ReportedClock, type ReportOptions } from './groups.ts';
import { type LengthSketch, lengthSketch } from './length-sketch.ts';
import { type Stream, type Tally, tallied } from './tally.ts';

/** How long the clocks of a group took, each in its own time. */
export interface PercentilesRow extends Group {
  readonly count: number;
  /** Half of them took this long or less. */
  readonly p50: Temporal.Duration;
  readonly p90: Temporal.Duration;
  readonly p99: Temporal.Duration;
  readonly longest: Temporal.Duration;
  /** False for more than 512 clocks: then each of the three is within 1 per cent of itself. */
  readonly isExact: boolean;
}

/**
 * Percentiles of elapsed time by nearest rank, of clocks that came to their event or were missed; measured ones too,
 * cancelled ones not. Own times differ from clock to clock, so they are grouped by clock where nothing else is said.
 *
 * @throws ReportError for a group or a zone that there is not.
 *
 * @example
 * ```ts
 * import { percentiles } from '@sla/core';
 *
 * const clock = { case: 'C-1042', priority: 'high', clock: 'first-response', kind: 'commitment', clause: 'A-1' } as const;
 * const clocks = [
 *   { ...clock, status: 'met', dueAt: '2026-11-23T12:00:00Z', stoppedAt: '2026-11-23T11:00:00Z', elapsed: 'PT1H' },
 *   { ...clock, status: 'missed', dueAt: '2026-11-23T12:00:00Z', stoppedAt: '2026-11-23T15:00:00Z', elapsed: 'PT5H' },
 * ] as const;
 * const [row] = percentiles(clocks);
 * row?.p50; // → PT1H
 * row?.p99; // → PT5H
 * ```
 */
export function percentiles(clocks: Iterable<ReportedClock>, options?: ReportOptions): readonly PercentilesRow[];
export function percentiles(
  clocks: AsyncIterable<ReportedClock>,
  options?: ReportOptions,
): Promise<readonly PercentilesRow[]>;
export function percentiles(
  clocks: Stream<ReportedClock>,
  options?: ReportOptions,
): readonly PercentilesRow[] | Promise<readonly PercentilesRow[]> {
  return tallied(percentilesTally(options), clocks);
}

/**
 * The same, clock by clock. Throws ReportError.
 *
 * @example
 * ```ts
 * import { percentilesTally } from '@sla/core';
 *
 * percentilesTally({ by: ['priority', 'month'], timeZone: 'Europe/London' }).result(); // → []
 * ```
 */
export function percentilesTally(
  options: ReportOptions = { by: ['clock'] },
): Tally<ReportedClock, readonly PercentilesRow[]> {
  const groups = groupsOf({ ...options, by: options.by ?? ['clock'] } as ReportOptions, lengthSketch);
  return {
    add(clock) {
      if (clock.status !== 'met' && clock.status !== 'missed') return;
      groups.of(clock, clock.stoppedAt)?.add(toDurationMs(clock.elapsed));
    },
    result: () => groups.rows().map(([group, sketch]) => rowOf(group, sketch)),
  };
}

function rowOf(group: Group, sketch: LengthSketch): PercentilesRow {
  const percentile = (percent: number) => fromDurationMs(sketch.percentile(percent));
  return {
    ...group,
    count: sketch.count(),
    p50: percentile(50),
    p90: percentile(90),
    p99: percentile(99),
    longest: fromDurationMs(sketch.longest()),
    isExact: sketch.isExact(),
  };
}
