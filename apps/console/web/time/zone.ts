const formats = new Map<string, Intl.DateTimeFormat>();

const MINUTE = 60_000;

/** Where and in whose manner a time is read: an IANA zone and a language tag. */
export interface Place {
  readonly zone: string;
  readonly locale: string;
}

/** "14:05" */
export function formatTime(ms: number, place: Place): string {
  return format(ms, place, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** "Thu" */
export function formatWeekday(ms: number, place: Place): string {
  return format(ms, place, 'weekday', { weekday: 'short' });
}

/** "12 Nov" */
export function formatDate(ms: number, place: Place): string {
  return format(ms, place, 'date', { day: 'numeric', month: 'short' });
}

/** As short as it can be said at `now`: "14:05", "Thu 14:05", "12 Nov 14:05", "12 Nov 2025". */
export function formatNear(ms: number, now: number, place: Place): string {
  const days = Math.round((startOfDay(ms, place.zone) - startOfDay(now, place.zone)) / (24 * 60 * MINUTE));
  const time = formatTime(ms, place);
  if (days === 0) return time;
  if (Math.abs(days) < 6) return `${formatWeekday(ms, place)} ${time}`;
  if (Math.abs(days) < 180) return `${formatDate(ms, place)} ${time}`;
  return format(ms, place, 'year', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** All of it, with the zone: "Thursday 12 November 2026 at 14:05:30 GMT (Europe/London)". */
export function formatFull(ms: number, place: Place): string {
  const text = format(ms, place, 'full', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return `${text} (${place.zone})`;
}

/** The instant at which the local day of `ms` begins. */
export function startOfDay(ms: number, zone: string): number {
  const local = ms + offsetAt(ms, zone);
  const midnight = Math.floor(local / (24 * 60 * MINUTE)) * 24 * 60 * MINUTE;
  const guess = midnight - offsetAt(ms, zone);
  return midnight - offsetAt(guess, zone);
}

/** Milliseconds that local time in the zone is ahead of UTC. */
export function offsetAt(ms: number, zone: string): number {
  const parts = formatter({ zone, locale: 'en-GB' }, 'parts', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(ms / 1000) * 1000;
}

function format(ms: number, place: Place, name: string, options: Intl.DateTimeFormatOptions): string {
  return formatter(place, name, options).format(ms);
}

function formatter({ zone, locale }: Place, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${locale} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}
