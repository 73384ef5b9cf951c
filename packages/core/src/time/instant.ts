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

/** The usual spelling is read here, many times faster than by Temporal, which reads the rest and all that is odd. */
function parseInstant(text: string): number {
  const ms = parseUsual(text);
  if (!Number.isNaN(ms)) return ms;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return Number.NaN;
  }
}

/** `YYYY-MM-DDTHH:MM:SSZ`, also with `.mmm`; NaN for all the rest. */
function parseUsual(text: string): number {
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  // Date.UTC reads the years below 100 as of the last century, and counts on from the end of a month.
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(month, year))) return Number.NaN;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minute, second) + millisecondsOf(text);
}

function lengthOf(month: number, year: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function millisecondsOf(text: string): number {
  if (text.length === 20 && text[19] === 'Z') return 0;
  if (text.length !== 24 || text[19] !== '.' || text[23] !== 'Z') return Number.NaN;
  return twoDigits(text, 20) * 10 + (twoDigits(text, 21) % 10);
}

function twoDigits(text: string, position: number): number {
  const tens = text.charCodeAt(position) - 48;
  const ones = text.charCodeAt(position + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
