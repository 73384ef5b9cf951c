import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fromDurationMs, MINUTE } from '../time/duration.ts';
import type { ReportedClock } from './groups.ts';
import { EXACT_UP_TO, lengthSketch, SKETCH_ERROR } from './length-sketch.ts';
import { percentiles, percentilesTally } from './percentiles.ts';
import { arbitraryClock } from './testing/arbitrary-clocks.ts';

function clock(minutes: number, said: Partial<ReportedClock> = {}): ReportedClock {
  return {
    case: 'C-1',
    priority: 'high',
    clock: 'first-response',
    kind: 'commitment',
    status: 'met',
    stoppedAt: '2026-10-05T11:00:00Z',
    elapsed: `PT${minutes}M`,
    ...said,
  };
}

describe('percentiles by nearest rank', () => {
  const rows: [number[], string, string, string, string][] = [
    [[7], 'PT7M', 'PT7M', 'PT7M', 'PT7M'],
    [[1, 2], 'PT1M', 'PT2M', 'PT2M', 'PT2M'],
    [[3, 1, 2], 'PT2M', 'PT3M', 'PT3M', 'PT3M'],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 'PT5M', 'PT9M', 'PT10M', 'PT10M'],
    [Array.from({ length: 100 }, (_, i) => i + 1), 'PT50M', 'PT1H30M', 'PT1H39M', 'PT1H40M'],
  ];
  test.each(rows)('of %j are %s, %s, %s, the longest %s', (minutes, p50, p90, p99, longest) => {
    const [row] = percentiles(minutes.map((each) => clock(each)));
    expect(JSON.parse(JSON.stringify(row))).toEqual({
      kind: 'commitment',
      clock: 'first-response',
      count: minutes.length,
      p50,
      p90,
      p99,
      longest,
      isExact: true,
    });
  });

  test('what was met, missed or only measured counts; what was cancelled or is open does not', () => {
    const clocks = [
      clock(1),
      clock(2, { status: 'missed' }),
      clock(60, { status: 'cancelled' }),
      clock(60, { status: 'running' }),
    ];
    expect(percentiles(clocks)).toMatchObject([{ count: 2 }]);
  });

  test('each clock by itself, or as asked', () => {
    const clocks = [clock(1), clock(2, { clock: 'resolution' }), clock(3, { clock: 'resolution', priority: 'low' })];
    expect(percentiles(clocks).map((row) => [row.clock, row.count])).toEqual([
      ['first-response', 1],
      ['resolution', 2],
    ]);
    expect(percentiles(clocks, { by: [] })).toMatchObject([{ count: 3 }]);
    expect(percentiles(clocks, { by: ['priority'] }).map((row) => row.priority)).toEqual(['high', 'low']);
    expect(percentiles(clocks, { from: '2026-11-01T00:00:00Z' })).toEqual([]);
  });
});

describe('a sketch of lengths', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 3_155_760_000_000 }), {
    minLength: 1,
    maxLength: 3 * EXACT_UP_TO,
  });
  const nearestRank = (values: readonly number[], percent: number) =>
    [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)] ?? Number.NaN;
  const filled = (values: readonly number[]) => {
    const sketch = lengthSketch();
    for (const each of values) sketch.add(each);
    return sketch;
  };

  test('is exact for few and within its error for many', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const sketch = filled(values);
        const exact = nearestRank(values, percent);
        expect(sketch.isExact()).toBe(values.length <= EXACT_UP_TO);
        const slack = sketch.isExact() ? 0 : exact * SKETCH_ERROR + 1;
        expect(Math.abs(sketch.percentile(percent) - exact)).toBeLessThanOrEqual(slack);
        expect(sketch.longest()).toBe(Math.max(...values));
      }),
      { numRuns: 200 },
    );
  });

  test('does not care for the order, also across the border of exactness', () => {
    fc.assert(
      fc.property(lengths, (values) => {
        const [there, back] = [filled(values), filled([...values].reverse())];
        for (const percent of [50, 90, 99]) expect(back.percentile(percent)).toBe(there.percentile(percent));
      }),
      { numRuns: 100 },
    );
  });

  test('grows no further than the buckets of a century', () => {
    const sketch = lengthSketch();
    for (let i = 0; i < 100_000; i++) sketch.add((i * 2_654_435_761) % 3_155_760_000_000);
    const buckets = Math.log(3_155_760_000_000) / Math.log((1 + SKETCH_ERROR) / (1 - SKETCH_ERROR));
    expect(buckets).toBeLessThan(1_450);
    expect(sketch.isExact()).toBe(false);
    expect(sketch.count()).toBe(100_000);
  });

  test('a row says whether it is exact', () => {
    const many = Array.from({ length: EXACT_UP_TO + 1 }, (_, i) => clock(i + 1));
    expect(percentiles(many.slice(1))).toMatchObject([{ isExact: true }]);
    const [row] = percentiles(many);
    expect(row?.isExact).toBe(false);
    expect(Math.abs((row?.p50.total('minutes') ?? 0) - 257)).toBeLessThanOrEqual(2.57);
  });
});

describe('laws', () => {
  test('streaming is the whole, in any order, and percentiles are in order', () => {
    fc.assert(
      fc.property(fc.array(arbitraryClock, { maxLength: 60 }), (clocks) => {
        const whole = percentiles(clocks);
        const tally = percentilesTally();
        [...clocks].reverse().forEach(tally.add);
        expect(JSON.stringify(tally.result())).toBe(JSON.stringify(whole));
        for (const { p50, p90, p99, longest } of whole) {
          const inOrder = [p50, p90, p99, longest].map((each) => each.total('milliseconds'));
          expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
        }
      }),
    );
  });

  test('the time of a clock survives', () => {
    expect(percentiles([clock(0, { elapsed: fromDurationMs(90 * MINUTE) })])[0]?.p50.toString()).toBe('PT1H30M');
  });
});
