import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, type Interval, intersect, isEmpty, length, subtract, unite } from './interval.ts';

const interval = fc.tuple(fc.nat(50), fc.nat(50)).map(([start, end]): Interval => ({ start, end }));
const intervals = fc.array(interval, { maxLength: 8 });
const total = (list: readonly Interval[]) => list.reduce((sum, each) => sum + length(each), 0);
const holds = (list: readonly Interval[], at: number) => list.some((each) => contains(each, at));

test('an interval holds its start and not its end', () => {
  expect(contains({ start: 1, end: 2 }, 1)).toBe(true);
  expect(contains({ start: 1, end: 2 }, 2)).toBe(false);
  expect(isEmpty({ start: 2, end: 2 })).toBe(true);
  expect(length({ start: 3, end: 2 })).toBe(0);
});

test('what abuts becomes one', () => {
  expect(
    unite([
      { start: 5, end: 9 },
      { start: 1, end: 3 },
      { start: 3, end: 5 },
      { start: 20, end: 20 },
    ]),
  ).toEqual([{ start: 1, end: 9 }]);
});

describe('laws', () => {
  test('intersecting is commutative and within both', () => {
    fc.assert(
      fc.property(interval, interval, fc.nat(50), (a, b, at) => {
        expect(intersect(a, b)).toEqual(intersect(b, a));
        const both = intersect(a, b);
        expect(both !== undefined && contains(both, at)).toBe(contains(a, at) && contains(b, at));
      }),
    );
  });

  test('a union holds what any of them holds, sorted and apart', () => {
    fc.assert(
      fc.property(intervals, fc.nat(50), (list, at) => {
        const united = unite(list);
        expect(holds(united, at)).toBe(holds(list, at));
        united.forEach((each, i) => {
          expect(isEmpty(each)).toBe(false);
          if (i > 0) expect(each.start).toBeGreaterThan(united[i - 1]?.end ?? 0);
        });
      }),
    );
  });

  test('what is left and what is taken add up', () => {
    fc.assert(
      fc.property(interval, intervals, fc.nat(50), (from, taken, at) => {
        const left = subtract(from, taken);
        expect(holds(left, at)).toBe(contains(from, at) && !holds(taken, at));
        const cut = unite(taken).flatMap((each) => intersect(from, each) ?? []);
        expect(total(left) + total(cut)).toBe(length(from));
      }),
    );
  });
});
