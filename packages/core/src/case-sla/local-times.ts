import { Temporal } from 'temporal-polyfill';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Instants as sentences name them, on the clock of one zone. */
export interface LocalTimes {
  /** `Mon 23 Nov 2026, 13:30 (Europe/London)` */
  full(ms: number): string;
  /** `Mon 23 Nov, 13:30` */
  brief(ms: number): string;
  date(ms: number): Temporal.PlainDate;
}

export function localTimes(timeZone: string): LocalTimes {
  const local = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const text = (at: Temporal.ZonedDateTime, year: string) => `${dayText(at.toPlainDate())}${year}, ${timeText(at)}`;
  return {
    full: (ms) => `${text(local(ms), ` ${local(ms).year}`)} (${timeZone})`,
    brief: (ms) => text(local(ms), ''),
    date: (ms) => local(ms).toPlainDate(),
  };
}

/** `Monday` */
export function weekday(date: Temporal.PlainDate): string {
  return DAYS[date.dayOfWeek - 1] ?? '';
}

/** `Mon 23 Nov` */
export function dayText(date: Temporal.PlainDate): string {
  return `${weekday(date).slice(0, 3)} ${date.day} ${MONTHS[date.month - 1]}`;
}

/** Seconds only where there are some. */
function timeText({ hour, minute, second }: Temporal.ZonedDateTime): string {
  const parts = second === 0 ? [hour, minute] : [hour, minute, second];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
