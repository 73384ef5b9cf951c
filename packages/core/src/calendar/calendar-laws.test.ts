import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CalendarError, compileCalendar, unionOf } from './index.ts';
import { calendarCase, near } from './testing/arbitrary-calendars.ts';
import { dayWalk } from './testing/day-walk.ts';

const RUNS = Number(process.env.LAW_RUNS ?? 150);
const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The answer, or the code of the refusal. */
function attempt<T>(question: () => T): T | string {
  try {
    return question();
  } catch (error) {
    if (error instanceof CalendarError) return error.code;
    throw error;
  }
}

/** The answer of the day walk, or `undefined` where it lies beyond its reach. */
function within<T>(question: () => T): T | undefined {
  try {
    return question();
  } catch {
    return undefined;
  }
}

const withInstants = calendarCase.chain((each) =>
  fc.record({
    each: fc.constant(each),
    a: near(each.around),
    b: near(each.around),
    c: near(each.around),
    work: fc.oneof(
      fc.integer({ min: 1, max: 60 }).map((n) => n * 15 * 60_000),
      fc.integer({ min: 1, max: 40 * HOUR }),
    ),
    more: fc.integer({ min: 0, max: 40 * HOUR }),
  }),
);

describe('a compiled calendar agrees with a walk over the days', () => {
  test('in between, isOpen and intervals', () => {
    fc.assert(
      fc.property(withInstants, ({ each: { spec }, a, b }) => {
        const calendar = compileCalendar(spec);
        const slow = dayWalk(spec);
        expect(calendar.betweenMs(a, b)).toBe(slow.between(a, b));
        expect(calendar.isOpenMs(a)).toBe(slow.open(a, a + 1).length > 0);
        const [from, to] = a < b ? [a, b] : [b, a];
        expect(calendar.intervalsMs(from, to).map(({ start, end }) => [start, end])).toEqual(slow.open(from, to));
      }),
      { numRuns: RUNS },
    );
  });

  test('in add and subtract', () => {
    fc.assert(
      fc.property(withInstants, ({ each: { spec }, a, work }) => {
        const calendar = compileCalendar(spec);
        const slow = dayWalk(spec);
        const later = within(() => slow.add(a, work));
        const earlier = within(() => slow.subtract(a, work));
        if (later !== undefined) expect(calendar.addMs(a, work)).toBe(later);
        if (earlier !== undefined) expect(calendar.subtractMs(a, work)).toBe(earlier);
      }),
      { numRuns: RUNS },
    );
  });

  test('in the next opening and closing', () => {
    fc.assert(
      fc.property(withInstants, ({ each: { spec }, a }) => {
        const calendar = compileCalendar(spec);
        const end = a + 60 * DAY;
        const spans = dayWalk(spec).open(a - 5 * DAY, end);
        const opening = spans.find(([start]) => start > a);
        const closing = spans.find(([, close]) => close > a && close < end);
        if (opening) expect(calendar.nextOpeningMs(a)).toBe(opening[0]);
        if (closing) expect(calendar.nextClosingMs(a)).toBe(closing[1]);
      }),
      { numRuns: RUNS },
    );
  });

  test('in business days', () => {
    fc.assert(
      fc.property(withInstants, fc.integer({ min: 0, max: 9 }), ({ each: { spec }, a }, days) => {
        const calendar = compileCalendar(spec);
        const slow = dayWalk(spec);
        const day = slow.businessDay(a);
        expect(calendar.businessDay(a)?.toString()).toBe(day?.date.toString());
        expect(calendar.businessDayMs(a)?.end).toBe(day?.close);
        for (const reading of ['same-time', 'close-of-business'] as const) {
          const expected = within(() => slow.addBusinessDays(a, days, reading));
          if (expected !== undefined) expect(calendar.addBusinessDaysMs(a, days, reading)).toBe(expected);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('in a union', () => {
    fc.assert(
      fc.property(withInstants, calendarCase, ({ each: { spec }, a, b, work }, other) => {
        const union = unionOf([compileCalendar(spec), compileCalendar(other.spec)], { timeZone: spec.timeZone });
        const slow = dayWalk(spec, other.spec);
        expect(union.betweenMs(a, b)).toBe(slow.between(a, b));
        const later = within(() => slow.add(a, work));
        if (later !== undefined) expect(union.addMs(a, work)).toBe(later);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('laws', () => {
  test('add and between are inverse, forwards and back', () => {
    fc.assert(
      fc.property(withInstants, ({ each: { spec }, a, work }) => {
        const calendar = compileCalendar(spec);
        const later = attempt(() => calendar.addMs(a, work));
        const earlier = attempt(() => calendar.subtractMs(a, work));
        if (typeof later === 'number') {
          expect(calendar.betweenMs(a, later)).toBe(work);
          expect(calendar.betweenMs(a, later - 1)).toBe(work - 1);
        } else expect(later).toBe('never-open');
        if (typeof earlier === 'number') {
          expect(calendar.betweenMs(earlier, a)).toBe(work);
          expect(calendar.betweenMs(earlier + 1, a)).toBe(work - 1);
        } else expect(earlier).toBe('never-open');
      }),
      { numRuns: RUNS },
    );
  });

  test('add adds up, and is monotone in instant and work', () => {
    fc.assert(
      fc.property(withInstants, ({ each: { spec }, a, b, work, more }) => {
        const calendar = compileCalendar(spec);
        const once = attempt(() => calendar.addMs(a, work + more));
        const twice = attempt(() => calendar.addMs(calendar.addMs(a, work), more));
        expect(once).toBe(twice);
        if (typeof once !== 'number') return;
        expect(once).toBeGreaterThanOrEqual(calendar.addMs(a, work));
        const other = attempt(() => calendar.addMs(b, work + more));
        if (typeof other === 'number' && b >= a) expect(other).toBeGreaterThanOrEqual(once);
      }),
      { numRuns: RUNS },
    );
  });

  test('between is antisymmetric and adds up over a split', () => {
    fc.assert(
      fc.property(withInstants, ({ each: { spec }, a, b, c }) => {
        const calendar = compileCalendar(spec);
        expect(calendar.betweenMs(b, a) + calendar.betweenMs(a, b)).toBe(0);
        expect(calendar.betweenMs(a, b) + calendar.betweenMs(b, c)).toBe(calendar.betweenMs(a, c));
        expect(calendar.betweenMs(a, a)).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  test('subtract is add with negative work, and no work moves nothing', () => {
    fc.assert(
      fc.property(withInstants, ({ each: { spec }, a, work }) => {
        const calendar = compileCalendar(spec);
        expect(attempt(() => calendar.addMs(a, -work))).toBe(attempt(() => calendar.subtractMs(a, work)));
        expect(calendar.addMs(a, 0)).toBe(a);
        expect(calendar.subtractMs(a, 0)).toBe(a);
      }),
      { numRuns: RUNS },
    );
  });

  test('a union does not ask for the order of its members, and changes nothing when made of one twice', () => {
    fc.assert(
      fc.property(withInstants, calendarCase, ({ each: { spec }, a, b, work }, other) => {
        const [one, two] = [compileCalendar(spec), compileCalendar(other.spec)];
        const zone = { timeZone: spec.timeZone };
        const [forth, back, same] = [unionOf([one, two], zone), unionOf([two, one], zone), unionOf([one, one], zone)];
        expect(forth.betweenMs(a, b)).toBe(back.betweenMs(a, b));
        expect(attempt(() => forth.addMs(a, work))).toBe(attempt(() => back.addMs(a, work)));
        expect(same.betweenMs(a, b)).toBe(one.betweenMs(a, b));
        expect(attempt(() => same.addBusinessDaysMs(a, 2))).toBe(attempt(() => one.addBusinessDaysMs(a, 2)));
      }),
      { numRuns: RUNS },
    );
  });

  test('a batch is its single sums, whatever was asked before', () => {
    fc.assert(
      fc.property(withInstants, ({ each: { spec }, a, b, c, work, more }) => {
        const asked = compileCalendar({ ...spec, weekly: spec.weekly ?? 'always' });
        const fresh = () => compileCalendar(spec);
        const far = a + 3_000 * DAY;
        const [from, to] = [Float64Array.of(far, a, b - 2_000 * DAY, c), Float64Array.of(b, c, far, a)];
        const between = asked.betweenMany(from, to);
        from.forEach((each, i) => {
          expect(between[i]).toBe(fresh().betweenMs(each, to[i] as number));
        });
        const work4 = Float64Array.of(work, more, -work, 0);
        const sums = attempt(() => asked.addMany(from, work4));
        if (typeof sums === 'string') return;
        from.forEach((each, i) => {
          expect(sums[i]).toBe(fresh().addMs(each, work4[i] as number));
        });
      }),
      { numRuns: RUNS },
    );
  });
});
