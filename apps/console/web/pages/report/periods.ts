import type { Place } from '../../time/zone.ts';

/** Days as `YYYY-MM-DD`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The day that it is in the reader's zone. */
export function dayOf(ms: number, { zone }: Place): string {
  // The one locale that writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(ms);
}

export function thisMonth(today: string): Period {
  return { from: `${today.slice(0, 7)}-01`, to: today };
}

export function lastMonth(today: string): Period {
  const to = shifted(`${today.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

export function lastDays(today: string, count: number): Period {
  return { from: shifted(today, 1 - count), to: today };
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
