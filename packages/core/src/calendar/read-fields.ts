import type { CalendarFaultCode } from './calendar-error.ts';
import type { Field } from './field.ts';
import { parseDate } from './local-date.ts';

export type CalendarField<Value = unknown> = Field<CalendarFaultCode, Value>;

/** The day number of a date. */
export function readDate(date: CalendarField): number | undefined {
  const day = typeof date.value === 'string' ? parseDate(date.value) : undefined;
  if (day === undefined) date.refuseAs('bad-date', 'a date', 'YYYY-MM-DD, such as 2026-12-25');
  return day;
}

/** An IANA name; UTC where there is none. */
export function readTimeZone(zone: CalendarField): string {
  if (typeof zone.value === 'string' && isTimeZone(zone.value)) return zone.value;
  zone.refuseAs('bad-zone', 'a time zone', 'an IANA name such as Europe/London');
  return 'UTC';
}

/**
 * Whether this machine's time zone data know the name.
 *
 * @example
 * ```ts
 * import { isTimeZone } from '@sla/core';
 *
 * isTimeZone('Europe/London'); // → true
 * isTimeZone('Europe/Londin'); // → false
 * ```
 */
export function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en-US', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

export function readName(name: CalendarField): string | undefined {
  if (typeof name.value === 'string') return name.value;
  if (name.value !== undefined) name.refuseAs('bad-type', 'a name', 'text');
  return undefined;
}
