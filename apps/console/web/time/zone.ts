const formats = new Map<string, Intl.DateTimeFormat>();

const MINUTE = 60_000;

/** "14:05" */
export function formatTime(ms: number, zone: string): string {
  return format(ms, zone, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** "Thu" */
export function formatWeekday(ms: number, zone: string): string {
  return format(ms, zone, 'weekday', { weekday: 'short' });
}

/** "12 Nov" */
export function formatDate(ms: number, zone: string): string {
  return format(ms, zone, 'date', { day: 'numeric', month: 'short' });
}

/** As short as it can be said at `now`: "14:05", "Thu 14:05", "12 Nov 14:05", "12 Nov 2025". */
export function formatNear(ms: number, now: number, zone: string): string {
  const days = Math.round((startOfDay(ms, zone) - startOfDay(now, zone)) / (24 * 60 * MINUTE));
  const time = formatTime(ms, zone);
  if (days === 0) return time;
  if (Math.abs(days) < 6) return `${formatWeekday(ms, zone)} ${time}`;
  if (Math.abs(days) < 180) return `${formatDate(ms, zone)} ${time}`;
  return format(ms, zone, 'year', { day: 'numeric', month: 'short', year: 'numeric' });
}

/** All of it, with the zone: "Thursday 12 November 2026 at 14:05:30 GMT (Europe/London)". */
export function formatFull(ms: number, zone: string): string {
  const text = format(ms, zone, 'full', {
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
  return `${text} (${zone})`;
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
  const parts = formatter(zone, 'parts', {
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

function format(ms: number, zone: string, name: string, options: Intl.DateTimeFormatOptions): string {
  return formatter(zone, name, options).format(ms);
}

function formatter(zone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}
