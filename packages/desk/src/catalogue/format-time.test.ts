import { Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import { formatSpan, formatTime } from './format-time.ts';

const at = (text: string) => Temporal.Instant.from(text);
const london = { language: 'en', timeZone: 'Europe/London' };
const berlin = { language: 'de-AT', timeZone: 'Europe/Berlin' };

describe('a time for people', () => {
  it.each([
    ['in winter', '2026-11-23T13:30:00Z', london, 'Mon 23 Nov, 13:30 (Europe/London)'],
    ['in summer', '2026-07-01T08:05:00Z', london, 'Wed 1 Jul, 09:05 (Europe/London)'],
    ['at midnight', '2026-11-23T00:00:00Z', london, 'Mon 23 Nov, 00:00 (Europe/London)'],
    ['in German', '2026-11-23T13:30:00Z', berlin, 'Mo., 23. Nov., 14:30 (Europe/Berlin)'],
    [
      'on the other side of the date line',
      '2026-11-23T13:30:00Z',
      { language: 'en', timeZone: 'Pacific/Auckland' },
      'Tue 24 Nov, 02:30 (Pacific/Auckland)',
    ],
  ])('%s names the reader’s zone', (_, instant, reader, expected) => {
    expect(formatTime(at(instant), reader)).toBe(expected);
  });

  it('has the year where it is another than now', () => {
    const now = at('2026-12-30T10:00:00Z');
    expect(formatTime(at('2027-01-04T09:00:00Z'), london, now)).toBe('Mon 4 Jan 2027, 09:00 (Europe/London)');
    expect(formatTime(at('2026-12-31T09:00:00Z'), london, now)).toBe('Thu 31 Dec, 09:00 (Europe/London)');
  });
});

describe('a span for people', () => {
  it.each([
    [14 * 60_000, '14 minutes', '14 Minuten'],
    [60_000, '1 minute', '1 Minute'],
    [59_001, '1 minute', '1 Minute'],
    [0, '1 minute', '1 Minute'],
    [125 * 60_000, '2 hours 5 minutes', '2 Stunden 5 Minuten'],
    [3_600_000, '1 hour', '1 Stunde'],
    [76 * 3_600_000 + 60_000, '3 days 4 hours', '3 Tage 4 Stunden'],
    [-20 * 60_000, '20 minutes', '20 Minuten'],
  ])('%d ms', (ms, english, german) => {
    expect(formatSpan(ms, { language: 'en' })).toBe(english);
    expect(formatSpan(ms, { language: 'de' })).toBe(german);
  });
});
