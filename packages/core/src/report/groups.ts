import type { ClockKind, ClockName, ClockStatus } from '../clock/clock-state.ts';
import type { DurationLike } from '../time/duration.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import { quoted } from '../time/time-error.ts';
import { type MonthOf, monthsOf } from './local-month.ts';
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
export class Groups<Sum> {
  readonly #by: readonly GroupKey[];
  readonly #fromMs: number;
  readonly #toMs: number;
  readonly #monthOf: MonthOf | undefined;
  readonly #fresh: () => Sum;
  readonly #sums = new Map<string, readonly [Group, Sum]>();

  /** Throws ReportError for a key or a zone that there is not, and for a period of no time. */
  constructor(options: ReportOptions, fresh: () => Sum) {
    this.#by = readKeys(options.by ?? []);
    this.#fromMs = options.from === undefined ? Number.NEGATIVE_INFINITY : toEpochMs(options.from);
    this.#toMs = options.to === undefined ? Number.POSITIVE_INFINITY : toEpochMs(options.to);
    if (this.#toMs <= this.#fromMs) throw new ReportError('bad-period', ['to'], 'expected an instant after `from`');
    this.#monthOf = this.#by.includes('month') ? monthsOf(options.timeZone) : undefined;
    this.#fresh = fresh;
  }

  /** The sum that a clock belongs to by an instant of its life; none where that lies outside the period. */
  of(clock: ReportedClock, at: InstantLike | undefined): Sum | undefined {
    const month = this.#isDated ? this.#monthWithin(toEpochMs(at as InstantLike)) : '';
    if (month === undefined) return undefined;
    const values = this.#by.map((key) => (key === 'month' ? month : clock[key]));
    const key = JSON.stringify([clock.kind, values]);
    const known = this.#sums.get(key);
    if (known) return known[1];
    const sum = this.#fresh();
    const stated = this.#by.flatMap((each, i) => (values[i] === undefined ? [] : [[each, values[i]]]));
    this.#sums.set(key, [{ kind: clock.kind, ...Object.fromEntries(stated) }, sum]);
    return sum;
  }

  /** Commitments first, then in the order of what they are grouped by. */
  rows(): readonly (readonly [Group, Sum])[] {
    return [...this.#sums.values()].sort(([a], [b]) => compareGroups(a, b, this.#by));
  }

  get #isDated(): boolean {
    return this.#monthOf !== undefined || Number.isFinite(this.#fromMs) || Number.isFinite(this.#toMs);
  }

  #monthWithin(atMs: number): string | undefined {
    if (atMs < this.#fromMs || atMs >= this.#toMs) return undefined;
    return this.#monthOf?.(atMs) ?? '';
  }
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
    const order = compareTexts(a[key], b[key]);
    if (order !== 0) return order;
  }
  return 0;
}

/** severity-2 before severity-10; what is not named comes last. */
function compareTexts(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a.localeCompare(b, 'en', { numeric: true }) || Number(a > b) - Number(a < b);
}
