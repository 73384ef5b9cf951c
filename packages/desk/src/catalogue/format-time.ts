import type { Temporal } from '@sla/core';

import type { Reader } from './reader.ts';

type Instant = Temporal.Instant;

/** `Mon 23 Nov, 13:30 (Europe/London)`; with the year where it is not that of `now`. */
export function formatTime(instant: Instant, reader: Reader, now?: Instant): string {
  const local = localParts(instant, reader);
  const sameYear = now === undefined || localParts(now, reader).year === local.year;
  const date = isGerman(reader)
    ? `${local.weekday}, ${local.day}. ${local.month}${sameYear ? '' : ` ${local.year}`}`
    : `${local.weekday} ${local.day} ${local.month}${sameYear ? '' : ` ${local.year}`}`;
  return `${date}, ${local.hour}:${local.minute} (${reader.timeZone})`;
}

/** `14 minutes`, `2 hours 5 minutes`, `3 days 4 hours`: at most two units, rounded up to whole minutes, never negative. */
export function formatSpan(ms: number, reader: Pick<Reader, 'language'>): string {
  const minutes = Math.ceil(Math.abs(ms) / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const words = isGerman(reader) ? german : english;
  const parts =
    days > 0
      ? [counted(days, words.day), counted(hours, words.hour)]
      : [counted(hours, words.hour), counted(rest, words.minute)];
  return parts.filter(Boolean).join(' ') || counted(1, words.minute);
}

export function spanBetween(from: Instant, to: Instant): number {
  return to.epochMilliseconds - from.epochMilliseconds;
}

type Word = readonly [one: string, many: string];

const english = { day: ['day', 'days'], hour: ['hour', 'hours'], minute: ['minute', 'minutes'] } as const;
const german = { day: ['Tag', 'Tage'], hour: ['Stunde', 'Stunden'], minute: ['Minute', 'Minuten'] } as const;

function counted(count: number, [one, many]: Word): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}

function isGerman({ language }: Pick<Reader, 'language'>): boolean {
  return language.toLowerCase().startsWith('de');
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Asked for by parts, so that a change of the runtime's locale data never changes our texts' order. */
function localParts(instant: Instant, reader: Reader): Readonly<Record<string, string>> {
  const locale = isGerman(reader) ? 'de-DE' : 'en-GB';
  const key = `${locale} ${reader.timeZone}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, {
      timeZone: reader.timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(key, format);
  return Object.fromEntries(format.formatToParts(instant.epochMilliseconds).map(({ type, value }) => [type, value]));
}
