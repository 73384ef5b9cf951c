import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toEpochMs } from '../time/instant.ts';
import { availability, availabilityWindow, type Outage } from './availability.ts';
import { ReportError } from './report-error.ts';

const november = { start: '2026-11-01T00:00:00Z', end: '2026-12-01T00:00:00Z' };
const down = (from: string, to?: string): Outage => ({
  from: `2026-11-${from}:00Z`,
  ...(to !== undefined && { to: `2026-11-${to}:00Z` }),
});

test('S0-17: 99.9 % of 30 days may be down 43 min 12 s', () => {
  const { allowed, left, percent, isKept } = availability({ percent: 99.9 }, november, { outages: [] });
  expect([allowed.toString(), left.toString(), percent, isKept]).toEqual(['PT43M12S', 'PT43M12S', 100, true]);
});

describe('of November', () => {
  const rows: [string, number, Outage[], [string, string][], string, string, string, number][] = [
    ['one outage', 99.9, [down('10T10:00', '10T10:30')], [], 'PT30M', 'PT43M12S', 'PT13M12S', 99.930556],
    ['more than was promised', 99.9, [down('10T10:00', '10T11:00')], [], 'PT1H', 'PT43M12S', '-PT16M48S', 99.861111],
    [
      'down twice is down once',
      99.9,
      [down('10T10:00', '10T10:30'), down('10T10:20', '10T10:40')],
      [],
      'PT40M',
      'PT43M12S',
      'PT3M12S',
      99.907407,
    ],
    [
      'only what lies in the window',
      99.9,
      [{ from: '2026-10-31T23:50:00Z', to: '2026-11-01T00:10:00Z' }],
      [],
      'PT10M',
      'PT43M12S',
      'PT33M12S',
      99.976852,
    ],
    ['an outage without an end lasts', 99, [down('30T23:00')], [], 'PT1H', 'PT7H12M', 'PT6H12M', 99.861111],
    [
      'announced work is no outage',
      99.9,
      [down('10T10:00', '10T12:00')],
      [['10T10:00', '10T11:30']],
      'PT30M',
      'PT43M6.6S',
      'PT13M6.6S',
      99.930411,
    ],
    [
      'nothing promised to the last second',
      100,
      [down('10T10:00', '10T10:01')],
      [],
      'PT1M',
      'PT0S',
      '-PT1M',
      99.997685,
    ],
  ];
  test.each(rows)('%s', (_, percent, outages, announced, downFor, allowed, left, expected) => {
    const maintenance = announced.map(([from, to]) => ({ from: `2026-11-${from}:00Z`, to: `2026-11-${to}:00Z` }));
    const found = availability({ percent }, november, { outages, maintenance });
    expect([found.down, found.allowed, found.left].map(String)).toEqual([downFor, allowed, left]);
    expect(found.percent).toBeCloseTo(expected, 5);
    expect(found.isKept).toBe(!left.startsWith('-'));
  });

  test('in the middle of the window the time so far is judged, against all that the window allows', () => {
    const found = availability({ percent: 99.9 }, november, {
      outages: [down('10T10:00', '10T10:36'), down('28T00:00', '28T12:00')],
      at: '2026-11-11T00:00:00Z',
    });
    expect([found.down, found.left].map(String)).toEqual(['PT36M', 'PT7M12S']);
    expect(found.percent).toBeCloseTo(99.75, 5);
    expect(availability({ percent: 99.9 }, november, { outages: [], at: '2026-10-01T00:00:00Z' }).percent).toBe(100);
  });

  test('used up to the last second it is kept', () => {
    const found = availability({ percent: 99.9 }, november, {
      outages: [{ from: '2026-11-10T10:00:00Z', to: '2026-11-10T10:43:12Z' }],
    });
    expect([found.left.toString(), found.isKept]).toEqual(['PT0S', true]);
  });
});

describe('windows are local', () => {
  const rows: ['month' | 'quarter' | 'year', string, string, string, string][] = [
    ['month', '2026-11-23T00:00:00Z', 'UTC', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'],
    ['month', '2026-10-31T23:30:00Z', 'Europe/Berlin', '2026-10-31T23:00:00Z', '2026-11-30T23:00:00Z'],
    ['month', '2026-10-15T00:00:00Z', 'Europe/London', '2026-09-30T23:00:00Z', '2026-11-01T00:00:00Z'],
    ['quarter', '2026-11-23T00:00:00Z', 'UTC', '2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['year', '2026-11-23T00:00:00Z', 'America/Halifax', '2026-01-01T04:00:00Z', '2027-01-01T04:00:00Z'],
  ];
  test.each(rows)('%s of %s in %s', (window, at, zone, start, end) => {
    const found = availabilityWindow(window, at, zone);
    expect([found.start, found.end].map(String)).toEqual([start, end]);
  });
});

describe('asked for wrongly', () => {
  test.each<[() => unknown, string]>([
    [() => availability({ percent: 0 }, november, { outages: [] }), 'percent: 0 is none'],
    [() => availability({ percent: Number.NaN }, november, { outages: [] }), 'percent: NaN is none'],
    [() => availability({ percent: 99 }, { start: 2, end: 1 }, { outages: [] }), 'window: it ends before it begins'],
    [() => availability({ percent: 99 }, november, { outages: [down('10T10:00', '09T10:00')] }), 'outages.0: it ends'],
    [
      () => availability({ percent: 99 }, november, { outages: [], maintenance: [{ from: 2, to: 1 }] }),
      'maintenance.0',
    ],
    [() => availabilityWindow('month', 0, 'Mars'), 'timeZone: "Mars" is no time zone'],
  ])('%#', (ask, message) => {
    expect(ask).toThrow(ReportError);
    expect(ask).toThrow(message);
  });
});

describe('laws', () => {
  const minute = fc
    .integer({ min: -2_000, max: 45_000 })
    .map((minutes) => toEpochMs(november.start) + minutes * 60_000);
  const stretches = fc.array(
    fc.tuple(minute, minute).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
    { maxLength: 8 },
  );

  test('down and left are what is allowed, and a further outage never leaves more', () => {
    fc.assert(
      fc.property(stretches, stretches, stretches, minute, (outages, more, maintenance, at) => {
        const some = availability({ percent: 99.5 }, november, { outages, maintenance, at });
        const all = availability({ percent: 99.5 }, november, { outages: [...more, ...outages], maintenance, at });
        expect(some.down.add(some.left).total('milliseconds')).toBe(some.allowed.total('milliseconds'));
        expect(some.percent).toBeGreaterThanOrEqual(0);
        expect(some.percent).toBeLessThanOrEqual(100);
        expect(all.left.total('milliseconds')).toBeLessThanOrEqual(some.left.total('milliseconds'));
        expect(all.percent).toBeLessThanOrEqual(some.percent);
      }),
    );
  });
});
