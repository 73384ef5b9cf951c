import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type DurationLike, formatDuration, formatIsoDuration, fromDurationMs, toDurationMs } from './duration.ts';
import { TimeError } from './time-error.ts';

const HOUR = 3_600_000;

describe('a duration is taken as', () => {
  test.each<[DurationLike, number]>([
    ['PT4H30M', 4.5 * HOUR],
    ['PT90M', 1.5 * HOUR],
    ['PT0.5H', 0.5 * HOUR],
    ['PT1.25S', 1_250],
    ['-PT4H', -4 * HOUR],
    ['PT0S', 0],
    ['PT36H', 36 * HOUR],
    [Temporal.Duration.from({ hours: 1, minutes: 61 }), HOUR + 61 * 60_000],
    [Temporal.Duration.from({ microseconds: 1_999 }), 1],
  ])('%s', (value, ms) => {
    expect(toDurationMs(value)).toBe(ms);
  });
});

describe('not a duration of exact time', () => {
  test.each<[unknown, string]>([
    ['P1D', '"P1D" has days or longer units, which have no fixed length here: write it in hours, such as PT24H'],
    ['P1W', 'has days or longer units'],
    [Temporal.Duration.from({ months: 1 }), '"P1M" has days or longer units'],
    ['4 hours', '"4 hours" is not a duration: expected a Temporal.Duration or ISO 8601 text such as PT4H30M'],
    ['', '"" is not a duration'],
    [3_600_000, '3600000 is not a duration'],
    [undefined, 'undefined is not a duration'],
    [null, 'null is not a duration'],
  ])('%s', (value, message) => {
    expect(() => toDurationMs(value as DurationLike)).toThrow(TimeError);
    expect(() => toDurationMs(value as DurationLike)).toThrow(message);
  });
});

describe('a duration is written', () => {
  test.each<[number, string, string]>([
    [0, 'PT0S', '0 min'],
    [4.5 * HOUR, 'PT4H30M', '4 h 30 min'],
    [52 * HOUR, 'PT52H', '52 h'],
    [45_000, 'PT45S', '45 s'],
    [90_000, 'PT1M30S', '1 min 30 s'],
    [HOUR + 1_000, 'PT1H1S', '1 h'],
    [1_250, 'PT1.25S', '1 s'],
    [999, 'PT0.999S', '0 min'],
    [-15 * 60_000, '-PT15M', '-15 min'],
  ])('%d ms as %s and %s', (ms, iso, text) => {
    expect(formatIsoDuration(ms)).toBe(iso);
    expect(formatDuration(ms)).toBe(text);
  });
});

test('milliseconds survive a way through Temporal and through text', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
      expect(toDurationMs(fromDurationMs(ms))).toBe(ms);
      expect(toDurationMs(formatIsoDuration(ms))).toBe(ms);
      expect(fromDurationMs(ms).days).toBe(0);
    }),
  );
});
