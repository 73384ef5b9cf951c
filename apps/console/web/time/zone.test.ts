import { describe, expect, it } from 'vitest';

import { formatFull, formatNear, formatTime, offsetAt, startOfDay } from './zone.ts';

const london = { zone: 'Europe/London', locale: 'en-GB' };

const at = (text: string) => Date.parse(text);

it('speaks the reader’s language', () => {
  const berlin = { zone: 'Europe/Berlin', locale: 'de-DE' };
  expect(formatNear(at('2026-11-23T09:00:00Z'), at('2026-11-20T12:00:00Z'), berlin)).toBe('Mo 10:00');
});

describe('local time in the reader’s zone', () => {
  it('says times, and all of an instant with its zone', () => {
    expect(formatTime(at('2026-07-01T12:05:00Z'), london)).toBe('13:05');
    expect(formatFull(at('2026-11-12T14:05:30Z'), london)).toMatch(
      /^Thursday,? 12 November 2026 at 14:05:30 GMT \(Europe\/London\)$/,
    );
  });

  it.each([
    ['2026-11-20T18:30:00Z', '18:30'],
    ['2026-11-23T09:00:00Z', 'Mon 09:00'],
    ['2026-11-14T23:59:00Z', '14 Nov 23:59'],
    ['2026-12-24T09:00:00Z', '24 Dec 09:00'],
    ['2025-11-20T09:00:00Z', '20 Nov 2025'],
  ])('says %s as shortly as it can on 20 November', (instant, words) => {
    expect(formatNear(at(instant), at('2026-11-20T12:00:00Z'), london)).toBe(words);
  });

  it.each([
    ['2026-03-29T15:00:00Z', 'Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['2026-10-25T15:00:00Z', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
    ['2026-11-20T03:00:00Z', 'America/Halifax', '2026-11-19T04:00:00Z'],
    ['2026-11-20T12:00:00Z', 'Asia/Kolkata', '2026-11-19T18:30:00Z'],
  ])('finds the beginning of the day of %s in %s, also when the clocks change on it', (instant, zone, expected) => {
    expect(startOfDay(at(instant), zone)).toBe(at(expected));
  });

  it('knows how far a zone is ahead', () => {
    expect(offsetAt(at('2026-07-01T00:00:00Z'), 'America/Halifax')).toBe(-3 * 3_600_000);
    expect(offsetAt(at('2026-11-20T12:00:00.999Z'), 'Asia/Kolkata')).toBe(5.5 * 3_600_000);
  });
});
