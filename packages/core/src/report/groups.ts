import type { ClockKind, ClockName, ClockStatus } from '../clock/clock-state.ts';
import type { DurationLike } from '../time/duration.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import { quoted } from '../time/time-error.ts';
import { compareNames } from './compare-names.ts';
import { monthsOf } from './local-month.ts';
import { periodOf } from './period.ts';
import { ReportError } from './report-error.ts';

/** What reports read of a clock: any `ClockOutcome` is one, and so is its JSON. */
export interface ReportedClock {
  readonly case: string;
  readonly priority: string;
  readonly organisation?: string;
  readonly clock: ClockName;
  readonly kind: ClockKind;
  readonly status: ClockStatus;
  readonly clause?: string;
  /** Absent on a clock that was never due, and while paused. */
  readonly dueAt?: InstantLike;
  readonly stoppedAt?: InstantLike;
  readonly breachedAt?: InstantLike;
  readonly elapsed: DurationLike;
}

export type GroupKey = 'clock' | 'priority' | 'organisation' | 'clause' | 'month';

/** What a report covers and how it is broken down. Months are local, so they need a zone. */
export type ReportOptions = {
  /** Clocks that ended then or later. */
  readonly from?: InstantLike;
  /** Clocks that ended before. */
  readonly to?: InstantLike;
} & (
  | { readonly by?: readonly Exclude<GroupKey, 'month'>[]; readonly timeZone?: string }
  | { readonly by: readonly GroupKey[]; readonly timeZone: string }
);

/** What the clocks of one row have in common. Commitments and objectives never share one. */
export interface Group {
  readonly kind: ClockKind;
  readonly clock?: ClockName;
  readonly priority?: string;
  readonly organisation?: string;
  readonly clause?: string;
  /** Local, `YYYY-MM`. */
  readonly month?: string;
}

/** One sum for each group that occurs. */
export interface Groups<Sum> {
  /** The sum that a clock belongs to by an instant of its life; none where that lies outside the period. */
  of(clock: ReportedClock, at: InstantLike | undefined): Sum | undefined;
  /** Commitments first, then in the order of what they are grouped by. */
  rows(): readonly (readonly [Group, Sum])[];
}

/** Throws ReportError for a key or a zone that there is not, and for a period of no time. */
export function groupsOf<Sum>(options: ReportOptions, fresh: () => Sum): Groups<Sum> {
  const by = readKeys(options.by ?? []);
  const { start, end } = periodOf(options);
  const monthOf = by.includes('month') ? monthsOf(options.timeZone) : undefined;
  const isDated = monthOf !== undefined || Number.isFinite(start) || Number.isFinite(end);
  const sums = new Map<string, readonly [Group, Sum]>();
  return {
    of(clock, at) {
      const atMs = isDated ? toEpochMs(at as InstantLike) : 0;
      if (isDated && (atMs < start || atMs >= end)) return undefined;
      const values = by.map((key) => (key === 'month' ? monthOf?.(atMs) : clock[key]));
      const key = JSON.stringify([clock.kind, values]);
      const known = sums.get(key);
      if (known) return known[1];
      const sum = fresh();
      const stated = by.flatMap((each, i) => (values[i] === undefined ? [] : [[each, values[i]]]));
      sums.set(key, [{ kind: clock.kind, ...Object.fromEntries(stated) }, sum]);
      return sum;
    },
    rows: () => [...sums.values()].sort(([a], [b]) => compareGroups(a, b, by)),
  };
}

const KEYS: readonly GroupKey[] = ['clock', 'priority', 'organisation', 'clause', 'month'];

function readKeys(by: readonly GroupKey[]): readonly GroupKey[] {
  by.forEach((key, i) => {
    if (!KEYS.includes(key))
      throw new ReportError('bad-group', ['by', i], `${quoted(key)} groups nothing: expected ${KEYS.join(', ')}`);
  });
  return [...new Set(by)];
}

function compareGroups(a: Group, b: Group, by: readonly GroupKey[]): number {
  if (a.kind !== b.kind) return a.kind === 'commitment' ? -1 : 1;
  for (const key of by) {
    const order = compareNames(a[key], b[key]);
    if (order !== 0) return order;
  }
  return 0;
}
