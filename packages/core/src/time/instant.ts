import { Temporal } from 'temporal-polyfill';
import { quoted, TimeError } from './time-error.ts';

/** What the library takes for an instant: an ISO string needs an offset, a number is epoch milliseconds. */
export type InstantLike = Temporal.Instant | Date | number | string;

/**
 * The instant itself. Throws TimeError `bad-instant`.
 *
 * @example
 * ```ts
 * import { toInstant } from '@sla/core';
 *
 * toInstant('2026-11-23T10:00:00+01:00'); // → 2026-11-23T09:00:00Z
 * toInstant(new Date(0)); // → 1970-01-01T00:00:00Z
 * ```
 */
export function toInstant(value: InstantLike): Temporal.Instant {
  return value instanceof Temporal.Instant ? value : fromEpochMs(toEpochMs(value));
}

/**
 * Epoch milliseconds; digits finer than a millisecond are cut off. Throws TimeError `bad-instant`.
 *
 * @example
 * ```ts
 * import { toEpochMs } from '@sla/core';
 *
 * toEpochMs('2026-11-23T09:00:00Z'); // → 1795424400000
 * ```
 */
export function toEpochMs(value: InstantLike): number {
  const ms = typeof value === 'string' ? parseInstant(value) : numberOf(value);
  if (Number.isFinite(ms) && Math.abs(ms) <= LAST_INSTANT) return Math.floor(ms);
  throw new TimeError('bad-instant', `${quoted(value)} is not an instant: expected ${EXPECTED}`);
}

/**
 * @example
 * ```ts
 * import { fromEpochMs } from '@sla/core';
 *
 * fromEpochMs(1_795_424_400_000); // → 2026-11-23T09:00:00Z
 * ```
 */
export function fromEpochMs(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}

/**
 * ISO text in UTC: `2026-11-23T09:00:00Z`, with milliseconds only where there are some.
 *
 * @example
 * ```ts
 * import { formatInstant } from '@sla/core';
 *
 * formatInstant(1_795_424_400_000); // → 2026-11-23T09:00:00Z
 * ```
 */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

const EXPECTED =
  'a Temporal.Instant, a Date, epoch milliseconds, or ISO text with an offset such as 2026-11-23T09:00:00Z';

/** The range of Date and of Temporal.Instant. */
const LAST_INSTANT = 8.64e15;

function numberOf(value: Exclude<InstantLike, string>): number {
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.getTime();
  // Not `instanceof`: a native Instant, or one of another Temporal polyfill, is welcome too.
  return typeof value === 'object' && value !== null ? Number(value.epochMilliseconds) : Number.NaN;
}

/** The usual spellings are read here, ten times faster than by Temporal, which reads the rest and all that is odd. */
const USUAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?Z$/;

function parseInstant(text: string): number {
  const parts = USUAL.exec(text);
  if (parts) {
    const ms = Date.parse(text);
    if (new Date(ms).getUTCDate() === Number(parts[3]) && Number(parts[4]) < 24) return ms;
  }
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return Number.NaN;
  }
}
