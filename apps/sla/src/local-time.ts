import type { Temporal } from '@sla/core';

/** `Mon 23 Nov 2026, 13:30 (Europe/London)`: a time as people read it, with its zone named; short in tables. */
export function localTime(instant: Temporal.Instant, timeZone: string, form: 'full' | 'short' = 'full'): string {
  const local = instant.toZonedDateTimeISO(timeZone);
  const clock = local.toPlainTime().toString({ smallestUnit: local.second === 0 ? 'minute' : 'second' });
  const date = `${weekdays[local.dayOfWeek - 1]} ${String(local.day).padStart(form === 'short' ? 2 : 1)} ${months[local.month - 1]}`;
  return form === 'short' ? `${date} ${clock}` : `${date} ${local.year}, ${clock} (${timeZone})`;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
