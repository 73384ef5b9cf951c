import { Temporal } from '@sla/core';

export interface Tick {
  readonly at: number;
  readonly label: string;
  readonly isDay: boolean;
}

/** Where an instant lies between the ends, in per cent. */
export function share(at: number, from: number, to: number): number {
  return (100 * (at - from)) / (to - from);
}

const HOUR_STEPS = [1, 2, 3, 6, 12];
const DAY_STEPS = [1, 2, 7, 14, 28];

/** Round local times, as many as the width has room for. */
export function ticks(from: number, to: number, timeZone: string, width: number): readonly Tick[] {
  const room = Math.max(2, Math.floor(width / 76));
  const hours = (to - from) / 3_600_000;
  const hourStep = HOUR_STEPS.find((step) => hours / step <= room);
  const dayStep = DAY_STEPS.find((step) => hours / 24 / step <= room) ?? 56;
  const firstDay = Temporal.Instant.fromEpochMilliseconds(Math.floor(from)).toZonedDateTimeISO(timeZone).startOfDay();
  const found: Tick[] = [];
  for (let day = firstDay; day.epochMilliseconds < to; day = day.add({ days: hourStep === undefined ? dayStep : 1 })) {
    found.push({ at: day.epochMilliseconds, label: formatDay(day.epochMilliseconds, timeZone), isDay: true });
    for (let hour = hourStep ?? 24; hour < 24; hour += hourStep ?? 24) {
      const at = day.withPlainTime({ hour }).epochMilliseconds;
      found.push({ at, label: formatTime(at, timeZone), isDay: false });
    }
  }
  return found.filter(({ at }) => at >= from && at < to);
}

export function formatDay(at: number, timeZone: string): string {
  return words(at, timeZone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

export function formatTime(at: number, timeZone: string): string {
  return words(at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

export function formatFull(at: number, timeZone: string): string {
  return `${formatDay(at, timeZone)}, ${formatTime(at, timeZone)}`;
}

function words(at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(at);
}
