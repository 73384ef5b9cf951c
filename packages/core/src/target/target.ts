import type { BusinessDayReading } from '../calendar/calendar.ts';

export type { BusinessDayReading };

/** A unit that runs on every hour, one that runs on the local clock of the policy's zone, or one that runs on a calendar. */
export type ExactUnit = 'second' | 'minute' | 'hour';
export type CivilUnit = 'day' | 'week' | 'month';
export type BusinessUnit = 'business-minute' | 'business-hour' | 'business-day';

/** A length of time. A range warns at its first and is missed at its last. */
export interface Length {
  readonly kind: 'length';
  readonly unit: ExactUnit | CivilUnit | BusinessUnit;
  readonly count: number;
  /** The lower end of a range such as `2-3 business days`. */
  readonly first?: number;
}

/** A promise of one piece, which decides alone. */
export type SimpleTarget =
  | Length
  | { readonly kind: 'close-of-business' }
  | { readonly kind: 'next-opening' }
  | { readonly kind: 'after-next-opening'; readonly length: Length };

/** What a promise says, as data: how long, on which time, under what condition. */
export type Target =
  | SimpleTarget
  /** Moved to the next opening where it falls outside hours. */
  | { readonly kind: 'rolled'; readonly target: SimpleTarget }
  | { readonly kind: 'earliest'; readonly of: readonly Target[] }
  | { readonly kind: 'latest'; readonly of: readonly Target[] }
  /** Decided at the anchor. */
  | { readonly kind: 'by-opening'; readonly whenOpen: Target; readonly whenClosed: Target };

/** A target as a policy writes it. */
export type TargetText =
  | string
  | { readonly earliest: readonly TargetText[] }
  | { readonly latest: readonly TargetText[] }
  | { readonly whenOpen: TargetText; readonly whenClosed: TargetText };
