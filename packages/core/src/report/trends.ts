import { Temporal } from 'temporal-polyfill';

import { defined } from '../calendar/defined.ts';
import { readEvents } from '../case/read-events.ts';
import { standingEvents } from '../case/standing-events.ts';
import type { CaseHistory } from '../case-sla/replay.ts';
import type { InstantLike } from '../time/instant.ts';
import { compareNames } from './compare-names.ts';
import { monthsOf } from './local-month.ts';
import { periodOf } from './period.ts';
import { type Stream, type Tally, tallied } from './tally.ts';

export interface TrendOptions {
  /** Whose months they are. */
  readonly timeZone: string;
  /** Cases resolved then or later. */
  readonly from?: InstantLike;
  /** Cases resolved before. */
  readonly to?: InstantLike;
}

/** Resolved cases by cause and month (S2-6). */
export interface Trends {
  /** Local, `YYYY-MM`, from the first to the last without a gap. */
  readonly months: readonly string[];
  /** The most frequent cause first. */
  readonly rows: readonly TrendRow[];
}

export interface TrendRow {
  /** Absent where nobody said. */
  readonly cause?: string;
  readonly total: number;
  /** One for each of the months. */
  readonly byMonth: readonly number[];
  /** The last month less the one before; absent where there is one month only. */
  readonly change?: number;
}

/**
 * What cases were resolved for, by month, from a stream that is read once. A case counts once, where it was last
 * resolved; one that was reopened since counts nowhere.
 *
 * @throws ReportError `bad-zone`, and CaseError for events that cannot be read.
 *
 * @example
 * ```ts
 * import { trends } from '@sla/core';
 *
 * const opened = { type: 'opened', at: '2026-11-02T10:00:00Z', channel: 'email' } as const;
 * const resolved = { type: 'resolved', at: '2026-11-03T10:00:00Z', by: 'agent:ann', cause: 'configuration' } as const;
 * const { rows } = trends([{ case: 'C-1042', events: [opened, resolved] }], { timeZone: 'UTC' });
 * rows; // → [ { cause: 'configuration', total: 1, byMonth: [ 1 ] } ]
 * ```
 */
export function trends(histories: Iterable<CaseHistory>, options: TrendOptions): Trends;
export function trends(histories: AsyncIterable<CaseHistory>, options: TrendOptions): Promise<Trends>;
export function trends(histories: Stream<CaseHistory>, options: TrendOptions): Trends | Promise<Trends> {
  return tallied(trendsTally(options), histories);
}

/**
 * The same, case by case. Throws ReportError.
 *
 * @example
 * ```ts
 * import { trendsTally } from '@sla/core';
 *
 * trendsTally({ timeZone: 'UTC' }).result(); // → { months: [], rows: [] }
 * ```
 */
export function trendsTally(options: TrendOptions): Tally<CaseHistory, Trends> {
  const monthOf = monthsOf(options.timeZone);
  const { start, end } = periodOf(options);
  const counts = new Map<string | undefined, Map<string, number>>();
  return {
    add(history) {
      const resolution = lastResolution(history);
      if (resolution === undefined || resolution.atMs < start || resolution.atMs >= end) return;
      const byMonth = counts.get(resolution.cause) ?? new Map<string, number>();
      counts.set(resolution.cause, byMonth);
      const month = monthOf(resolution.atMs);
      byMonth.set(month, (byMonth.get(month) ?? 0) + 1);
    },
    result() {
      const months = monthsBetween([...counts.values()].flatMap((byMonth) => [...byMonth.keys()]));
      return { months, rows: [...counts].map(([cause, byMonth]) => rowOf(cause, byMonth, months)).sort(byTotal) };
    },
  };
}

function lastResolution({ events }: CaseHistory) {
  const last = standingEvents(readEvents(events)).findLast(
    ({ event: { type } }) => type === 'resolved' || type === 'reopened',
  );
  if (last?.event.type !== 'resolved') return undefined;
  return { atMs: last.atMs, cause: last.event.cause?.trim() || undefined };
}

/** From the first to the last, without a gap. */
function monthsBetween(named: readonly string[]): string[] {
  const [first, ...more] = named.toSorted();
  const last = more.at(-1) ?? first;
  const months: string[] = [];
  for (let month = first; month !== undefined && last !== undefined && month <= last; month = monthAfter(month))
    months.push(month);
  return months;
}

function monthAfter(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
}

function rowOf(cause: string | undefined, counts: ReadonlyMap<string, number>, months: readonly string[]): TrendRow {
  const byMonth = months.map((month) => counts.get(month) ?? 0);
  const [before, last = 0] = byMonth.slice(-2);
  return defined({
    cause,
    total: byMonth.reduce((a, b) => a + b, 0),
    byMonth,
    change: byMonth.length > 1 ? last - (before ?? 0) : undefined,
  });
}

/** The most frequent first; of equals by name, without one last. */
function byTotal(a: TrendRow, b: TrendRow): number {
  return b.total - a.total || compareNames(a.cause, b.cause);
}
