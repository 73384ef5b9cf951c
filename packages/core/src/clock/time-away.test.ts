import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compiledPolicy } from '../policy/compile-policy.ts';
import { dueFrom, dueMovedBy, shareMs } from '../target/due-from.ts';
import { parseTarget } from '../target/parse-target.ts';
import type { TargetText } from '../target/target.ts';
import { lab } from '../testing/lab.ts';
import { ms } from '../testing/story.ts';
import type { Interval } from '../time/interval.ts';
import { scheduleFrom, shareOf } from './schedule.ts';
import { asOf, awayMs, LEFT_OUT, moverOf, neverAway, stoodStill, type TimeAway, wentOn } from './time-away.ts';

const policy = lab({ p1: { targets: { resolution: { within: '1 hour' } } } });
const [compiled] = [...(compiledPolicy(policy).priorities.get('p1')?.targets.values() ?? [])];
if (compiled === undefined) throw new Error('the policy promises a resolution');
const { context } = compiled;

const MINUTE = 60_000;
const START = ms('mon 09:00');

/** Sorted and disjoint stretches, none of which begins where another ends. */
const stretches = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 2_000 })), { maxLength: 12 })
  .map((steps) => {
    let at = START - 300 * MINUTE;
    return steps.map(([gap, length]): Interval => {
      const start = at + gap * MINUTE;
      at = start + length * MINUTE;
      return { start, end: at };
    });
  });

const target = fc
  .constantFrom<TargetText>(
    '4 hours',
    '12 business hours',
    '2-3 business days',
    '5 days',
    'close of business',
    '3 days, then next opening',
    '1 hour after next opening',
    { earliest: ['10 business hours', '30 hours'] },
    { latest: ['close of business', '4 hours'] },
  )
  .map(parseTarget);

const anchor = fc.integer({ min: 0, max: 4_000 }).map((minutes) => START + minutes * MINUTE);

function from(all: readonly Interval[]): TimeAway {
  return all.reduce((away, { start, end }) => wentOn(stoodStill(away, start), end), neverAway([], false, context));
}

describe('time away', () => {
  test('moves deadlines and shares as a list of stretches does', () => {
    fc.assert(
      fc.property(target, anchor, stretches, fc.constantFrom(30, 75, 150), (promise, anchorMs, list, percent) => {
        const away = from(list);
        const due = dueFrom(promise, anchorMs, context, list);
        expect(dueMovedBy(promise, anchorMs, context, moverOf(away, LEFT_OUT))).toEqual(due);
        const promised = {
          ...compiled,
          target: { ...compiled.target, promise: { kind: 'within', target: promise, text: '' } },
        } as const;
        const schedule = scheduleFrom(promised, anchorMs, away);
        expect(schedule && shareOf(schedule, anchorMs, percent, away)).toBe(
          shareMs(due, anchorMs, percent, context, list),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('counts what is open until it is told', () => {
    fc.assert(
      fc.property(target, anchor, stretches, (promise, anchorMs, list) => {
        fc.pre(list.length > 0);
        const last = list.at(-1) ?? { start: 0, end: 0 };
        const open = stoodStill(from(list.slice(0, -1)), last.start);
        expect(dueMovedBy(promise, anchorMs, context, moverOf(open, last.end))).toEqual(
          dueFrom(promise, anchorMs, context, list),
        );
        expect(dueMovedBy(promise, anchorMs, context, moverOf(open, LEFT_OUT))).toEqual(
          dueFrom(promise, anchorMs, context, list.slice(0, -1)),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test('adds up between two instants, and as it was known at one of them', () => {
    fc.assert(
      fc.property(anchor, anchor, stretches, (a, b, list) => {
        const [fromMs, toMs] = [Math.min(a, b), Math.max(a, b)];
        const expected = list.reduce(
          (sum, { start, end }) => sum + Math.max(0, Math.min(end, toMs) - Math.max(start, fromMs)),
          0,
        );
        const exact = parseTarget('1 hour');
        expect(awayMs(from(list), exact, fromMs, toMs, LEFT_OUT)).toBe(expected);
        expect(awayMs(asOf(from(list), toMs), exact, fromMs, START * 2, LEFT_OUT)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test('goes on where the next begins at its end', () => {
    const away = wentOn(stoodStill(from([{ start: START, end: START + MINUTE }]), START + MINUTE), START + 3 * MINUTE);
    expect(away).toMatchObject({ latest: { start: START, end: START + 3 * MINUTE }, earlier: { length: 0 } });
  });
});
