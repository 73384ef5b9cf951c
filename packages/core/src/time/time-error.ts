/**
 * A value that is no instant or no duration: says what was given and what was expected.
 *
 * @example
 * ```ts
 * import { TimeError, toEpochMs } from '@sla/core';
 *
 * let told: unknown;
 * try {
 *   toEpochMs('2026-11-23T09:00');
 * } catch (error) {
 *   if (error instanceof TimeError) told = error.code;
 * }
 * told; // → bad-instant
 * ```
 */
export class TimeError extends Error {
  override readonly name = 'TimeError';
  readonly code: 'bad-instant' | 'bad-duration';

  constructor(code: TimeError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** A value as an error message quotes it. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return 'an invalid Date';
  return typeof value === 'object' && value !== null
    ? `an object (${value.constructor?.name ?? 'Object'})`
    : String(value);
}
