import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';

import type { CalendarInput } from '../calendar/calendar-spec.ts';
import { compileCalendar } from '../calendar/compile-calendar.ts';
import { formatInstant, toEpochMs } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { addOwnTimeMs, countedMs, type Due, dueFrom, ownTimeMs, shareMs, type TargetContext } from './due-from.ts';
import { describeTarget } from './format-target.ts';
import { parseTarget } from './parse-target.ts';
import type { BusinessDayReading, TargetText } from './target.ts';

/** Monday 2026-11-23 to Friday, 09:00 to 17:00 with an hour for lunch. */
const OFFICE: CalendarInput = { timeZone: 'UTC', weekly: { 'mon-fri': '09:00-12:00, 13:00-17:00' } };

const context = (
  calendar: CalendarInput | 'always' = OFFICE,
  { timeZone = 'UTC', businessDay = 'same-time' as BusinessDayReading } = {},
): TargetContext => ({ calendar: compileCalendar(calendar), timeZone, businessDay });

const office = context();

const away = (...stretches: [from: string, to: string][]): Interval[] =>
  stretches.map(([from, to]) => ({ start: toEpochMs(from), end: toEpochMs(to) }));

function due(written: TargetText, anchor: string, where = office, stretches: Interval[] = []): string {
  return formatInstant(dueFrom(parseTarget(written), toEpochMs(anchor), where, stretches).dueMs);
}

describe('a target runs out', () => {
  const rows: [TargetText, string, string][] = [
    ['90 seconds', '2026-11-21T03:00:00Z', '2026-11-21T03:01:30Z'],
    ['1.5 hours', '2026-11-21T03:00:00Z', '2026-11-21T04:30:00Z'],
    ['4 business hours', '2026-11-23T10:00:00Z', '2026-11-23T15:00:00Z'],
    ['7 business hours', '2026-11-23T09:00:00Z', '2026-11-23T17:00:00Z'],
    ['1 business hour', '2026-11-21T10:00:00Z', '2026-11-23T10:00:00Z'],
    ['0.5 business hours', '2026-11-23T11:45:00Z', '2026-11-23T13:15:00Z'],
    ['1 business day', '2026-11-23T16:45:00Z', '2026-11-24T16:45:00Z'],
    ['1 business day', '2026-11-20T20:00:00Z', '2026-11-24T09:00:00Z'],
    ['5 business days', '2026-11-20T10:00:00Z', '2026-11-27T10:00:00Z'],
    ['close of business', '2026-11-23T08:59:59Z', '2026-11-23T17:00:00Z'],
    ['close of business', '2026-11-23T12:30:00Z', '2026-11-23T17:00:00Z'],
    ['close of business', '2026-11-23T16:59:00Z', '2026-11-23T17:00:00Z'],
    ['close of business', '2026-11-23T17:00:00Z', '2026-11-24T17:00:00Z'],
    ['close of business', '2026-11-21T12:00:00Z', '2026-11-23T17:00:00Z'],
    ['next opening', '2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z'],
    ['next opening', '2026-11-23T17:00:00Z', '2026-11-24T09:00:00Z'],
    ['1 hour after next opening', '2026-11-23T08:00:00Z', '2026-11-23T10:00:00Z'],
    ['1 hour after next opening', '2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z'],
    ['1 week, then next opening', '2026-11-23T16:45:00Z', '2026-11-30T16:45:00Z'],
    ['1 week, then next opening', '2026-11-21T16:45:00Z', '2026-11-30T09:00:00Z'],
    ['1 week, then next opening', '2026-11-23T12:30:00Z', '2026-11-30T13:00:00Z'],
    [{ earliest: ['8 business hours', 'close of business'] }, '2026-11-23T10:15:00Z', '2026-11-23T17:00:00Z'],
    [{ earliest: ['4 hours', '1 hour after next opening'] }, '2026-11-23T08:59:00Z', '2026-11-23T10:00:00Z'],
    [{ latest: ['4 hours', 'close of business'] }, '2026-11-23T10:00:00Z', '2026-11-23T17:00:00Z'],
    [{ whenOpen: '1 hour', whenClosed: '4 hours' }, '2026-11-23T11:59:00Z', '2026-11-23T12:59:00Z'],
    [{ whenOpen: '1 hour', whenClosed: '4 hours' }, '2026-11-23T12:00:00Z', '2026-11-23T16:00:00Z'],
  ];
  it.each(rows)('%j from %s at %s', (written, anchor, expected) => expect(due(written, anchor)).toBe(expected));

  it('exactly at a closing a rolled deadline stays', () => {
    expect(due('1 week, then next opening', '2026-11-23T17:00:00Z')).toBe('2026-11-30T17:00:00Z');
    expect(due('1 week, then next opening', '2026-11-23T17:00:00.001Z')).toBe('2026-12-01T09:00:00Z');
  });

  it('a range warns at its first and is missed at its last', () => {
    const range = dueFrom(parseTarget('2-3 business days'), toEpochMs('2026-11-20T16:00:00Z'), office);
    expect(formatInstant(range.warnMs ?? 0)).toBe('2026-11-24T16:00:00Z');
    expect(formatInstant(range.dueMs)).toBe('2026-11-25T16:00:00Z');
  });

  it('N business days by each of their three readings', () => {
    const reading = (businessDay: BusinessDayReading) =>
      due('1 business day', '2026-11-23T16:00:00Z', context(OFFICE, { businessDay }));
    expect(reading('same-time')).toBe('2026-11-24T16:00:00Z');
    expect(reading('close-of-business')).toBe('2026-11-24T17:00:00Z');
    expect(reading('working-hours')).toBe('2026-11-24T16:00:00Z');
  });
});

describe('days, weeks and months are those of the policy’s zone', () => {
  const rows: [string, string, string, string][] = [
    ['Europe/London', '1 day', '2026-03-28T01:30:00Z', '2026-03-29T01:30:00Z'],
    ['Europe/London', '7 days', '2026-10-20T09:00:00Z', '2026-10-27T10:00:00Z'],
    ['Europe/London', '1 week', '2026-03-25T12:00:00Z', '2026-04-01T11:00:00Z'],
    ['UTC', '1 month', '2026-01-31T08:00:00Z', '2026-02-28T08:00:00Z'],
    ['UTC', '3 months', '2026-05-15T09:00:00Z', '2026-08-15T09:00:00Z'],
    ['UTC', '12 months', '2024-02-29T00:00:00Z', '2025-02-28T00:00:00Z'],
    ['Pacific/Apia', '1 day', '2011-12-29T20:00:00Z', '2011-12-30T20:00:00Z'],
  ];
  it.each(rows)('%s: %s from %s at %s', (timeZone, text, anchor, expected) => {
    expect(due(text, anchor, context(OFFICE, { timeZone }))).toBe(expected);
  });
});

it('days, weeks and months are what Temporal makes of them, in every zone', () => {
  const zones = [
    'Europe/London',
    'America/Halifax',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'Antarctica/Troll',
  ];
  const instants = fc.integer({ min: toEpochMs('1971-01-01T00:00:00Z'), max: toEpochMs('2100-01-01T00:00:00Z') });
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom('day', 'week', 'month'),
      fc.integer({ min: 1, max: 400 }),
      instants,
      (timeZone, unit, count, anchorMs) => {
        const local = Temporal.Instant.fromEpochMilliseconds(anchorMs).toZonedDateTimeISO(timeZone);
        const expected = local.add({ [`${unit}s`]: count }).epochMilliseconds;
        const { dueMs } = dueFrom(parseTarget(`${count} ${unit}s`), anchorMs, { ...office, timeZone });
        expect(formatInstant(dueMs)).toBe(formatInstant(expected));
      },
    ),
    { numRuns: 500 },
  );
});

describe('time away is taken out in the own time of what runs', () => {
  const rows: [string, TargetText, string, Interval[], string][] = [
    [
      'exact time by what passed',
      '4 hours',
      '2026-11-23T10:00:00Z',
      away(['2026-11-23T11:00:00Z', '2026-11-23T12:30:00Z']),
      '2026-11-23T15:30:00Z',
    ],
    [
      'business hours by what was open',
      '4 business hours',
      '2026-11-23T10:00:00Z',
      away(['2026-11-23T11:00:00Z', '2026-11-24T11:00:00Z']),
      '2026-11-24T15:00:00Z',
    ],
    [
      'a pause outside hours costs nothing',
      '4 business hours',
      '2026-11-23T16:00:00Z',
      away(['2026-11-23T17:00:00Z', '2026-11-24T09:00:00Z']),
      '2026-11-24T12:00:00Z',
    ],
    [
      'business days by what was open',
      '1 business day',
      '2026-11-23T10:00:00Z',
      away(['2026-11-23T16:00:00Z', '2026-11-24T09:30:00Z']),
      '2026-11-24T11:30:00Z',
    ],
    [
      'close of business by what was open',
      'close of business',
      '2026-11-23T10:00:00Z',
      away(['2026-11-23T12:00:00Z', '2026-11-23T14:00:00Z']),
      '2026-11-24T10:00:00Z',
    ],
    [
      'days by what passed',
      '7 days',
      '2026-11-23T10:00:00Z',
      away(['2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z']),
      '2026-12-01T10:00:00Z',
    ],
    [
      'a pause at the deadline moves nothing',
      '4 hours',
      '2026-11-23T10:00:00Z',
      away(['2026-11-23T14:00:00Z', '2026-11-23T18:00:00Z']),
      '2026-11-23T14:00:00Z',
    ],
    [
      'a pause before the deadline that a pause moved does',
      '4 hours',
      '2026-11-23T10:00:00Z',
      away(['2026-11-23T12:00:00Z', '2026-11-23T13:00:00Z'], ['2026-11-23T14:30:00Z', '2026-11-23T15:00:00Z']),
      '2026-11-23T15:30:00Z',
    ],
    [
      'only what comes after the anchor counts',
      '4 hours',
      '2026-11-23T10:00:00Z',
      away(['2026-11-23T08:00:00Z', '2026-11-23T11:00:00Z']),
      '2026-11-23T15:00:00Z',
    ],
    [
      'it rolls after the pause is taken out',
      '1 week, then next opening',
      '2026-11-20T16:00:00Z',
      away(['2026-11-23T00:00:00Z', '2026-11-23T02:00:00Z']),
      '2026-11-30T09:00:00Z',
    ],
    [
      'members are moved before they are compared',
      { earliest: ['6 hours', '4 business hours'] },
      '2026-11-23T16:00:00Z',
      away(['2026-11-23T17:00:00Z', '2026-11-24T09:00:00Z']),
      '2026-11-24T12:00:00Z',
    ],
  ];
  it.each(rows)('%s', (_, written, anchor, stretches, expected) => {
    expect(due(written, anchor, office, stretches)).toBe(expected);
  });

  it('the first of a range moves too, if it has not passed', () => {
    const paused = away(['2026-11-24T16:30:00Z', '2026-11-25T09:30:00Z']);
    const range = dueFrom(parseTarget('2-3 business days'), toEpochMs('2026-11-20T16:00:00Z'), office, paused);
    expect(formatInstant(range.warnMs ?? 0)).toBe('2026-11-24T16:00:00Z');
    expect(formatInstant(range.dueMs)).toBe('2026-11-25T17:00:00Z');
  });
});

describe('the member that decides', () => {
  const decides = (written: TargetText, anchor: string): string =>
    describeTarget(dueFrom(parseTarget(written), toEpochMs(anchor), office).member);

  it('is told, and is the target itself where there is one alone', () => {
    expect(decides({ earliest: ['8 business hours', 'close of business'] }, '2026-11-23T10:00:00Z')).toBe(
      'close of business',
    );
    expect(
      decides(
        { whenOpen: '1 hour', whenClosed: { earliest: ['4 hours', '1 hour after next opening'] } },
        '2026-11-23T08:00:00Z',
      ),
    ).toBe('1 hour after next opening');
    expect(decides('1 week, then next opening', '2026-11-23T10:00:00Z')).toBe('1 week, then next opening');
  });

  it('gives the clock its own time', () => {
    const [from, to] = [toEpochMs('2026-11-23T16:00:00Z'), toEpochMs('2026-11-24T10:00:00Z')];
    const hours = (text: string) => ownTimeMs(parseTarget(text), office, from, to) / 3_600_000;
    expect(hours('4 business hours')).toBe(2);
    expect(hours('1 business day')).toBe(2);
    expect(hours('close of business')).toBe(2);
    expect(hours('1 business hour after next opening')).toBe(2);
    expect(hours('1 hour after next opening')).toBe(18);
    expect(hours('next opening')).toBe(18);
    expect(hours('1 week, then next opening')).toBe(18);
    expect(formatInstant(addOwnTimeMs(parseTarget('1 business day'), office, from, 7_200_000))).toBe(
      '2026-11-24T10:00:00Z',
    );
  });
});

describe('a share of the way to the deadline', () => {
  const share = (written: TargetText, anchor: string, percent: number, stretches: Interval[] = []): string => {
    const anchorMs = toEpochMs(anchor);
    const whole: Due = dueFrom(parseTarget(written), anchorMs, office, stretches);
    return formatInstant(shareMs(whole, anchorMs, percent, office, stretches));
  };

  it('is counted in own time', () => {
    expect(share('4 hours', '2026-11-23T10:00:00Z', 75)).toBe('2026-11-23T13:00:00Z');
    expect(share('4 business hours', '2026-11-23T16:00:00Z', 50)).toBe('2026-11-24T10:00:00Z');
    expect(share('1 business day', '2026-11-23T16:00:00Z', 50)).toBe('2026-11-24T11:30:00Z');
  });

  it('at 100 is the deadline, also in a break, and more is allowed', () => {
    expect(share('1 business day', '2026-11-20T20:00:00Z', 100)).toBe('2026-11-24T09:00:00Z');
    expect(share('4 hours', '2026-11-23T10:00:00Z', 150)).toBe('2026-11-23T16:00:00Z');
    expect(share('7 business hours', '2026-11-23T09:00:00Z', 200)).toBe('2026-11-24T17:00:00Z');
  });

  it('is moved by pauses that begin before it', () => {
    const paused = away(
      ['2026-11-23T12:00:00Z', '2026-11-23T12:30:00Z'],
      ['2026-11-23T15:00:00Z', '2026-11-23T16:00:00Z'],
    );
    expect(share('4 hours', '2026-11-23T10:00:00Z', 25, paused)).toBe('2026-11-23T11:00:00Z');
    expect(share('4 hours', '2026-11-23T10:00:00Z', 75, paused)).toBe('2026-11-23T13:30:00Z');
    expect(share('4 hours', '2026-11-23T10:00:00Z', 150, paused)).toBe('2026-11-23T17:30:00Z');
  });
});

it('a calendar that never opens says so, and exact time asks it nothing', () => {
  const never = context({ timeZone: 'UTC' });
  const codeOf = (written: TargetText) => {
    try {
      due(written, '2026-11-23T10:00:00Z', never);
      return 'answered';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  for (const text of [
    '1 business hour',
    '1 business day',
    'close of business',
    'next opening',
    '1 day, then next opening',
  ])
    expect(codeOf(text)).toBe('never-open');
  expect(codeOf({ whenOpen: '1 business hour', whenClosed: '1 hour' })).toBe('answered');
});

describe('laws', () => {
  const instants = fc.integer({ min: toEpochMs('2026-01-01T00:00:00Z'), max: toEpochMs('2027-12-31T00:00:00Z') });
  const lengths = fc
    .tuple(
      fc.constantFrom('minute', 'hour', 'day', 'week', 'business minute', 'business hour', 'business day'),
      fc.integer({ min: 1, max: 60 }),
    )
    .map(([unit, count]) => `${count} ${unit}s`);
  const fixed = fc.oneof(
    lengths,
    fc
      .tuple(fc.boolean(), fc.array(lengths, { minLength: 1, maxLength: 3 }))
      .map(([isEarliest, of]): TargetText => (isEarliest ? { earliest: of } : { latest: of })),
  );
  const stretches = fc
    .array(fc.integer({ min: 0, max: 40 * 86_400_000 }), { minLength: 2, maxLength: 8 })
    .map((edges) => [...new Set(edges)].sort((a, b) => a - b));

  it('a later receipt is never due earlier', () => {
    fc.assert(
      fc.property(fixed, instants, instants, (written, a, b) => {
        const target = parseTarget(written);
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)];
        expect(dueFrom(target, later, office).dueMs).toBeGreaterThanOrEqual(dueFrom(target, earlier, office).dueMs);
      }),
    );
  });

  it('a bigger target is never due sooner', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 30 }), instants, (text, more, anchorMs) => {
        const small = parseTarget(text);
        if (small.kind !== 'length') return;
        const big = { ...small, count: small.count + more };
        expect(dueFrom(big, anchorMs, office).dueMs).toBeGreaterThanOrEqual(dueFrom(small, anchorMs, office).dueMs);
      }),
    );
  });

  it('what is counted up to the deadline does not hang on pauses', () => {
    fc.assert(
      fc.property(lengths, instants, stretches, (text, anchorMs, edges) => {
        const target = parseTarget(text);
        const paused: Interval[] = [];
        for (let i = 0; i + 1 < edges.length; i += 2)
          paused.push({ start: anchorMs + (edges[i] ?? 0), end: anchorMs + (edges[i + 1] ?? 0) });
        const plain = dueFrom(target, anchorMs, office);
        const moved = dueFrom(target, anchorMs, office, paused);
        const counted = countedMs(target, office, anchorMs, moved.dueMs, paused);
        expect(counted).toBe(countedMs(target, office, anchorMs, plain.dueMs));
      }),
    );
  });

  it('adding own time is the inverse of measuring it', () => {
    fc.assert(
      fc.property(lengths, instants, fc.integer({ min: 0, max: 30 * 86_400_000 }), (text, fromMs, ms) => {
        const target = parseTarget(text);
        expect(ownTimeMs(target, office, fromMs, addOwnTimeMs(target, office, fromMs, ms))).toBe(ms);
      }),
    );
  });
});
