import { Temporal } from '@sla/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fromDuration, fromInstant, fromInstantLike, present, toInstant, toJson, toText } from './values.ts';

describe('an instant', () => {
  it.each([
    ['2026-11-22 13:15:38.39+00', '2026-11-22T13:15:38.39Z'],
    ['2026-11-22 13:15:38.123456+00', '2026-11-22T13:15:38.123456Z'],
    ['2026-11-22 13:15:38-03:30', '2026-11-22T16:45:38Z'],
    ['1969-12-31 23:59:59.999999+00', '1969-12-31T23:59:59.999999Z'],
    ['2200-01-01 00:00:00+00', '2200-01-01T00:00:00Z'],
  ])('is read from PostgreSQL’s %s', (text, expected) => expect(toInstant(text).toString()).toBe(expected));

  it.each([
    ['2026-11-22T13:15:38.123456789Z', '2026-11-22T13:15:38.123456Z'],
    ['1969-12-31T23:59:59.9999999Z', '1969-12-31T23:59:59.999999Z'],
    ['2026-11-22T13:15:38.123456Z', '2026-11-22T13:15:38.123456Z'],
  ])('%s is written down to the microsecond, never later', (text, expected) =>
    expect(fromInstant(Temporal.Instant.from(text))).toBe(expected),
  );

  it.each([
    ['a Temporal.Instant', Temporal.Instant.from('2026-03-02T09:00:00Z')],
    ['a Date', new Date('2026-03-02T09:00:00Z')],
    ['epoch milliseconds', Date.UTC(2026, 2, 2, 9)],
    ['text with an offset', '2026-03-02T10:00:00+01:00'],
  ])('may come as %s', (_form, value) => expect(fromInstantLike(value)).toBe('2026-03-02T09:00:00Z'));
});

describe('text', () => {
  it('loses only what PostgreSQL cannot keep', () => {
    expect(toText('tab\t 🎓 \u0001 é')).toBe('tab\t 🎓 \u0001 é');
    expect(toText('\0 \ud83d \udc00\ud83d')).toBe('\uFFFD \uFFFD \uFFFD\uFFFD');
  });

  it('is mended deep inside JSON, in keys too', () => {
    expect(JSON.parse(toJson({ 'k\0': [{ at: new Date(0), text: 'a\0' }, null, 1, '\ud83d'] }))).toEqual({
      'k\uFFFD': [{ at: '1970-01-01T00:00:00.000Z', text: 'a\uFFFD' }, null, 1, '\uFFFD'],
    });
  });

  it('of nothing is null', () => {
    expect(toJson(undefined)).toBe('null');
  });
});

it('columns that are null become absent fields', () => {
  expect(Object.keys(present({ a: null, b: 0, c: '', d: false }))).toEqual(['b', 'c', 'd']);
});

const unit = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 2_000_000 }));

it('a duration is written as it writes itself', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, -1),
      fc.record({ hours: unit, minutes: unit, seconds: unit, milliseconds: unit }),
      fc.constantFrom({}, { days: 3 }, { microseconds: 5 }),
      (sign, time, more) => {
        const parts = Object.entries({ ...time, ...more }).map(([name, value]) => [name, sign * value]);
        const duration = Temporal.Duration.from({ hours: 0, ...Object.fromEntries(parts) });
        expect(fromDuration(duration)).toBe(duration.toString());
      },
    ),
  );
});

it('an instant is written and read as it writes and reads itself', () => {
  const first = Temporal.Instant.from('1970-01-01T00:00Z').epochMilliseconds;
  const last = Temporal.Instant.from('2200-01-01T00:00Z').epochMilliseconds;
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), fc.constantFrom(0, 7, 340), (ms, microseconds) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(ms).add({ microseconds });
      expect(Temporal.Instant.from(fromInstant(instant)).equals(instant)).toBe(true);
      const text = instant.toString().replace('T', ' ').replace('Z', '+00');
      expect(toInstant(text).equals(instant)).toBe(true);
      expect(toInstant(instant.toString()).equals(instant)).toBe(true);
    }),
  );
});
