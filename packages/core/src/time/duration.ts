import { Temporal } from 'temporal-polyfill';
import { quoted, TimeError } from './time-error.ts';

/** A length of exact time: a Temporal.Duration or ISO 8601 text, in hours, minutes and seconds. */
export type DurationLike = Temporal.Duration | string;

/**
 * Milliseconds of a length of exact time. Throws TimeError `bad-duration`, also for days and longer units, whose length varies.
 *
 * @example
 * ```ts
 * import { toDurationMs } from '@sla/core';
 *
 * toDurationMs('PT1H30M'); // → 5400000
 * ```
 */
export function toDurationMs(value: DurationLike): number {
  const duration = typeof value === 'string' ? parsed(value) : value;
  if (typeof duration !== 'object' || duration === null || typeof duration.hours !== 'number')
    throw notADuration(value);
  if (duration.years || duration.months || duration.weeks || duration.days) {
    throw new TimeError(
      'bad-duration',
      `${quoted(String(value))} has days or longer units, which have no fixed length here: write it in hours, such as PT24H`,
    );
  }
  const { hours, minutes, seconds, milliseconds, microseconds, nanoseconds } = duration;
  const fine = Math.trunc(microseconds / 1e3 + nanoseconds / 1e6);
  return hours * HOUR + minutes * MINUTE + seconds * SECOND + milliseconds + fine;
}

/**
 * In hours, minutes, seconds and milliseconds: never days.
 *
 * @example
 * ```ts
 * import { fromDurationMs } from '@sla/core';
 *
 * fromDurationMs(187_200_000); // → PT52H
 * ```
 */
export function fromDurationMs(ms: number): Temporal.Duration {
  const { sign, hours, minutes, seconds, milliseconds } = split(ms);
  const magnitude = Temporal.Duration.from({ hours, minutes, seconds, milliseconds });
  return sign < 0 ? magnitude.negated() : magnitude;
}

/**
 * ISO 8601 text: `PT4H30M`, `-PT15M`, `PT0S`.
 *
 * @example
 * ```ts
 * import { formatIsoDuration } from '@sla/core';
 *
 * formatIsoDuration(-900_000); // → -PT15M
 * ```
 */
export function formatIsoDuration(ms: number): string {
  return fromDurationMs(ms).toString();
}

/**
 * Text for people: `4 h 30 min`, `45 s`, `-15 min`; seconds only below an hour, milliseconds never.
 *
 * @example
 * ```ts
 * import { formatDuration } from '@sla/core';
 *
 * formatDuration(16_200_000); // → 4 h 30 min
 * ```
 */
export function formatDuration(ms: number): string {
  const whole = Math.abs(ms) < HOUR ? SECOND : MINUTE;
  const { sign, hours, minutes, seconds } = split(Math.trunc(ms / whole) * whole);
  const parts = [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`, seconds > 0 && `${seconds} s`];
  const text = parts.filter(Boolean).join(' ');
  return text === '' ? '0 min' : `${sign < 0 ? '-' : ''}${text}`;
}

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

function parsed(text: string): Temporal.Duration {
  try {
    return Temporal.Duration.from(text);
  } catch {
    throw notADuration(text);
  }
}

function notADuration(value: unknown): TimeError {
  return new TimeError(
    'bad-duration',
    `${quoted(value)} is not a duration: expected a Temporal.Duration or ISO 8601 text such as PT4H30M`,
  );
}

function split(ms: number) {
  const whole = Math.abs(Math.trunc(ms));
  return {
    sign: Math.sign(ms),
    hours: Math.floor(whole / HOUR),
    minutes: Math.floor((whole % HOUR) / MINUTE),
    seconds: Math.floor((whole % MINUTE) / SECOND),
    milliseconds: whole % SECOND,
  };
}
