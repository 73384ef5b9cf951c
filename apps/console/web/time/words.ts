import type { Words } from '../words/words.ts';

type TimeWords = Words['time'];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Below this, lengths are said to the second. */
const COUNTDOWN = 10 * MINUTE;

/** A length of time as one says it, never longer than it is: "45 s", "9 min 05 s", "14 min", "2 h 5 min", "3 days". */
export function formatLength(ms: number, words: TimeWords): string {
  const length = Math.abs(ms);
  if (length < MINUTE) return `${whole(length, SECOND)} s`;
  if (length < COUNTDOWN) return `${whole(length, MINUTE)} min ${padded(length, SECOND, 60)} s`;
  if (length < HOUR) return `${whole(length, MINUTE)} min`;
  if (length < DAY) return pair(whole(length, HOUR), 'h', Math.floor((length % HOUR) / MINUTE), 'min');
  const days = whole(length, DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  return days < 3 && hours > 0 ? `${formatDays(days, words)} ${hours} h` : formatDays(days, words);
}

/** The same without seconds, for what is over: "9 min", "45 s". */
export function formatSpan(ms: number, words: TimeWords): string {
  const length = Math.abs(ms);
  return length < MINUTE || length >= COUNTDOWN ? formatLength(length, words) : `${whole(length, MINUTE)} min`;
}

/** A length in one unit: "45 s", "14 min", "5 h", "1 day". */
export function formatRough(ms: number, words: TimeWords): string {
  const length = Math.abs(ms);
  if (length < MINUTE) return `${whole(length, SECOND)} s`;
  if (length < HOUR) return `${whole(length, MINUTE)} min`;
  if (length < DAY) return `${whole(length, HOUR)} h`;
  return formatDays(whole(length, DAY), words);
}

/** "just now", "14 min ago", "2 h ago", "3 days ago". */
export function formatAgo(ms: number, words: TimeWords): string {
  return Math.abs(ms) < MINUTE ? words.justNow : words.ago(words.inDays(formatRough(ms, words)));
}

/** An ISO 8601 time duration as words: "PT1H30M" → "1 h 30 min". */
export function formatIsoDuration(text: string): string {
  const match = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(text);
  if (!match) return text;
  const [, sign, days, hours, minutes, seconds] = match;
  const parts = [unit(days, 'd'), unit(hours, 'h'), unit(minutes, 'min'), unit(seconds, 's')].filter(Boolean);
  return `${sign ? '−' : ''}${parts.join(' ') || '0 min'}`;
}

function formatDays(days: number, words: TimeWords): string {
  return days === 1 ? words.day : words.days(days);
}

function whole(length: number, of: number): number {
  return Math.floor(length / of);
}

function padded(length: number, of: number, modulo: number): string {
  return String(whole(length, of) % modulo).padStart(2, '0');
}

function pair(first: number, firstUnit: string, second: number, secondUnit: string): string {
  return second === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${second} ${secondUnit}`;
}

function unit(count: string | undefined, name: string): string {
  return count && Number(count) > 0 ? `${Number(count)} ${name}` : '';
}
