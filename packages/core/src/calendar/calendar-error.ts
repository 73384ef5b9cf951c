import { FaultsError } from '../time/faults-error.ts';
import { formatInstant } from '../time/instant.ts';

/** One mistake in a calendar's written form. */
export interface CalendarFault {
  /** Keys and positions from the calendar's root, as in `['weekly', 'mon', 0, 1]`. */
  readonly path: readonly (string | number)[];
  readonly code: CalendarFaultCode;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

export type CalendarFaultCode =
  | 'bad-type'
  | 'bad-zone'
  | 'bad-day'
  | 'bad-hours'
  | 'bad-time'
  | 'bad-date'
  | 'bad-range'
  | 'duplicate'
  | 'missing-key'
  | 'overlapping-seasons'
  | 'unknown-key'
  | 'unresolved-holidays'
  | NoAnswerCode;

/** Why a sound calendar has no answer: no open time left, beyond the year 9999, or a number that is none. */
export type NoAnswerCode = 'never-open' | 'out-of-range' | 'bad-argument';

/**
 * A calendar that cannot be read (`invalid-calendar`, with every fault at once), or a question it has no answer to.
 *
 * @example
 * ```ts
 * import { CalendarError, compileCalendar } from '@sla/core';
 *
 * let told: unknown;
 * try {
 *   compileCalendar({ timeZone: 'Europe/London', weekly: { mon: '09:00-25:00' } });
 * } catch (error) {
 *   if (error instanceof CalendarError) told = error.faults.map(({ path, code }) => `${path.join('.')} ${code}`);
 * }
 * told; // → [ 'weekly.mon bad-time' ]
 * ```
 */
export class CalendarError extends FaultsError<'invalid-calendar' | NoAnswerCode, CalendarFault> {
  override readonly name = 'CalendarError';
}

export function noAnswer(code: NoAnswerCode, message: string): CalendarError {
  return new CalendarError(code, [{ path: [], code, message }]);
}

/** Calendars reach from the year 1 to the year 9999. */
export function beyondReach(ms: number): CalendarError {
  const what = Math.abs(ms) <= 8.64e15 ? formatInstant(ms) : `${ms} ms`;
  return noAnswer(
    'out-of-range',
    `${what} is beyond the reach of calendars: expected an instant of the years 1 to 9999`,
  );
}
