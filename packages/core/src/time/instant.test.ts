import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { formatInstant, type InstantLike, toEpochMs, toInstant } from './instant.ts';
import { TimeError } from './time-error.ts';

const MS = Date.UTC(2026, 10, 23, 9, 0, 0, 250);

describe('an instant is taken as', () => {
  test.each<[string, InstantLike, number]>([
    ['epoch milliseconds', MS, MS],
    ['a Date', new Date(MS), MS],
    ['a Temporal.Instant', Temporal.Instant.fromEpochMilliseconds(MS), MS],
    ['ISO text in UTC', '2026-11-23T09:00:00.250Z', MS],
    ['ISO text without seconds', '2026-11-23T09:00Z', MS - 250],
    ['ISO text with an offset', '2026-11-23T05:00:00.25-04:00', MS],
    ['ISO text with an offset and a zone', '2026-11-23T09:00:00+00:00[Europe/London]', MS - 250],
    ['a leap second, as the second before', '2016-12-31T23:59:60Z', Date.UTC(2016, 11, 31, 23, 59, 59)],
    ['text finer than a millisecond, cut', '1969-12-31T23:59:59.9999Z', -1],
    ['a fraction of a millisecond, cut', 12.75, 12],
  ])('%s', (_, value, ms) => {
    expect(toEpochMs(value)).toBe(ms);
  });

  test('an instant of another Temporal', () => {
    expect(toEpochMs({ epochMilliseconds: MS } as Temporal.Instant)).toBe(MS);
  });
});

test('the usual spelling is read as Temporal reads it', () => {
  const read = (text: string, by: (text: string) => number) => {
    try {
      return by(text);
    } catch {
      return undefined;
    }
  };
  const digits = (width: number, max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(width, '0'));
  const parts = [
    digits(4, 9999),
    digits(2, 13),
    digits(2, 32),
    digits(2, 25),
    digits(2, 61),
    digits(2, 61),
    fc.constantFrom('', '.000', '.050', '.999', '.5'),
  ];
  fc.assert(
    fc.property(fc.tuple(...parts), ([year, month, day, hour, minute, second, fraction]) => {
      const text = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
      expect(read(text, toEpochMs)).toBe(read(text, (each) => Temporal.Instant.from(each).epochMilliseconds));
    }),
    { numRuns: 2_000 },
  );
});

describe('not an instant', () => {
  test.each<[unknown, string]>([
    ['2026-11-23T09:00:00', '"2026-11-23T09:00:00" is not an instant'],
    ['2026-11-23', '"2026-11-23" is not an instant'],
    ['2026-02-30T09:00:00Z', '"2026-02-30T09:00:00Z" is not an instant'],
    ['2026-02-03T24:00:00Z', '"2026-02-03T24:00:00Z" is not an instant'],
    ['tomorrow', '"tomorrow" is not an instant'],
    [Number.NaN, 'NaN is not an instant'],
    [Number.POSITIVE_INFINITY, 'Infinity is not an instant'],
    [8.65e15, '8650000000000000 is not an instant'],
    [new Date('never'), 'an invalid Date is not an instant'],
    [{}, 'an object (Object) is not an instant'],
    [undefined, 'undefined is not an instant'],
    [null, 'null is not an instant'],
  ])('%s', (value, message) => {
    const parse = () => toEpochMs(value as InstantLike);
    expect(parse).toThrow(TimeError);
    expect(parse).toThrow(message);
    expect(parse).toThrow('expected a Temporal.Instant, a Date, epoch milliseconds, or ISO text with an offset');
  });
});

test('an instant comes out as Temporal.Instant and as ISO text', () => {
  expect(toInstant(new Date(MS)).toString()).toBe('2026-11-23T09:00:00.25Z');
  expect(formatInstant(MS)).toBe('2026-11-23T09:00:00.250Z');
  expect(formatInstant(MS - 250)).toBe('2026-11-23T09:00:00Z');
});
