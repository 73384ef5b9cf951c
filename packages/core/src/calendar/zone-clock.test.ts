import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { ODD_ZONES } from './testing/odd-zones.ts';
import { zoneClock } from './zone-clock.ts';

const DAY = 86_400_000;

describe('local time agrees with Temporal', () => {
  const nearChange = fc
    .constantFrom(...ODD_ZONES.flatMap(([zone, ...dates]) => dates.map((date) => [zone, Date.parse(date)] as const)))
    .chain(([zone, at]) => fc.tuple(fc.constant(zone), fc.integer({ min: at - 3 * DAY, max: at + 4 * DAY })));
  const anywhen = fc.tuple(
    fc.constantFrom(...ODD_ZONES.map(([zone]) => zone)),
    fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2199, 11, 30) }),
  );

  test.each([
    ['near changes of the clocks', nearChange, 2_000],
    ['from 1970 to 2200', anywhen, 400],
  ])('%s', (_, arbitrary, numRuns) => {
    fc.assert(
      fc.property(arbitrary, ([zone, ms]) => {
        const clock = zoneClock(zone);
        const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(clock.offsetAt(ms)).toBe(at.offsetNanoseconds / 1e6);
        const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC').toPlainDateTime();
        expect(clock.instantOf(ms)).toBe(wall.toZonedDateTime(zone).epochMilliseconds);
        const steady = clock.steadyOffset(ms, ms + DAY);
        if (!Number.isNaN(steady)) expect(ms - steady).toBe(clock.instantOf(ms));
      }),
      { numRuns },
    );
  });
});

describe('wall times that are ambiguous or missing', () => {
  test.each([
    ['a gap of an hour moves on by an hour', 'Europe/London', '2024-03-31T01:30', '2024-03-31T01:30:00Z'],
    ['an overlap takes the earlier', 'Europe/London', '2024-10-27T01:30', '2024-10-27T00:30:00Z'],
    ['Dublin, whose winter is the exception', 'Europe/Dublin', '2024-10-27T01:30', '2024-10-27T00:30:00Z'],
    ['half an hour on Lord Howe', 'Australia/Lord_Howe', '2024-10-06T02:15', '2024-10-05T15:45:00Z'],
    ['two hours at Troll', 'Antarctica/Troll', '2024-03-31T01:30', '2024-03-31T01:30:00Z'],
    ['a gap at midnight', 'Asia/Beirut', '2022-03-27T00:00', '2022-03-26T22:00:00Z'],
    ['a day that Apia skipped', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00:00Z'],
    ['44 min 30 s in Monrovia', 'Africa/Monrovia', '1972-01-07T00:00', '1972-01-07T00:44:30Z'],
    ['before that change', 'Africa/Monrovia', '1972-01-06T12:00', '1972-01-06T12:44:30Z'],
  ])('%s', (_, zone, wall, instant) => {
    expect(new Date(zoneClock(zone).instantOf(Date.parse(`${wall}Z`))).toISOString()).toBe(
      instant.replace('Z', '.000Z'),
    );
  });
});

test('the order of questions changes no answer', () => {
  const years = [2050, 1975, 2024, 2199, 1990];
  const offsets = years.map((year) => zoneClock('America/Halifax').offsetAt(Date.UTC(year, 6, 1)) / 3_600_000);
  expect(offsets).toEqual([-3, -3, -3, -3, -3]);
  expect(zoneClock('America/Halifax')).toBe(zoneClock('America/Halifax'));
});
