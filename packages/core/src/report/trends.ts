import { readEvents } from '../case/read-events.ts';
import { standingEvents } from '../case/standing-events.ts';
import type { CaseHistory } from '../case-sla/replay.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import { monthsOf } from './local-month.ts';
import { ReportError } from './report-error.ts';
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
export function trendsTally({ timeZone, from, to }: TrendOptions): Tally<CaseHistory, Trends> {
  const monthOf = monthsOf(timeZone);
  const fromMs = from === undefined ? Number.NEGATIVE_INFINITY : toEpochMs(from);
  const toMs = to === undefined ? Number.POSITIVE_INFINITY : toEpochMs(to);
  if (toMs <= fromMs) throw new ReportError('bad-period', ['to'], 'expected an instant after `from`');
  const counts = new Map<string | undefined, Map<string, number>>();
  return {
    add(history) {
      const resolution = lastResolution(history);
      if (resolution === undefined || resolution.atMs < fromMs || resolution.atMs >= toMs) return;
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

function lastResolution({ events }: CaseHistory): { readonly atMs: number; readonly cause?: string } | undefined {
  const last = standingEvents(readEvents(events)).findLast(
    ({ event: { type } }) => type === 'resolved' || type === 'reopened',
  );
  if (last?.event.type !== 'resolved') return undefined;
  const cause = last.event.cause?.trim();
  return cause ? { atMs: last.atMs, cause } : { atMs: last.atMs };
}

function monthsBetween(months: readonly string[]): string[] {
  const numbers = months.map((month) => 12 * Number(month.slice(0, 4)) + Number(month.slice(5)) - 1);
  const first = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const number = first + i;
    return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
  });
}

function rowOf(cause: string | undefined, counts: ReadonlyMap<string, number>, months: readonly string[]): TrendRow {
  const byMonth = months.map((month) => counts.get(month) ?? 0);
  return {
    ...(cause !== undefined && { cause }),
    total: byMonth.reduce((a, b) => a + b, 0),
    byMonth,
    ...(byMonth.length > 1 && { change: (byMonth.at(-1) ?? 0) - (byMonth.at(-2) ?? 0) }),
  };
}

/** The most frequent first; of equals by name, without one last. */
function byTotal(a: TrendRow, b: TrendRow): number {
  if (a.total !== b.total) return b.total - a.total;
  if (a.cause === undefined || b.cause === undefined)
    return Number(a.cause === undefined) - Number(b.cause === undefined);
  return a.cause.localeCompare(b.cause, 'en') || Number(a.cause > b.cause) - Number(a.cause < b.cause);
}
