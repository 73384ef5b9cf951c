import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { describeTarget, formatTarget } from './format-target.ts';
import { parseLength, parseTarget } from './parse-target.ts';
import type { Length, Target, TargetText } from './target.ts';
import { TargetError } from './target-error.ts';

const length = (count: number, unit: Length['unit'], first?: number): Length =>
  first === undefined ? { kind: 'length', unit, count } : { kind: 'length', unit, count, first };

describe('a target is read from its text', () => {
  const rows: [TargetText, Target][] = [
    ['15 minutes', length(15, 'minute')],
    ['1 minute', length(1, 'minute')],
    ['45 seconds', length(45, 'second')],
    ['1.5 hours', length(1.5, 'hour')],
    ['7 days', length(7, 'day')],
    ['1 week', length(1, 'week')],
    ['3 months', length(3, 'month')],
    ['4 business hours', length(4, 'business-hour')],
    ['0.5 business hours', length(0.5, 'business-hour')],
    ['90 business minutes', length(90, 'business-minute')],
    ['1 business day', length(1, 'business-day')],
    ['2-3 business days', length(3, 'business-day', 2)],
    ['2 – 3 Business Days', length(3, 'business-day', 2)],
    ['  4   Hours ', length(4, 'hour')],
    ['1-2 hours', length(2, 'hour', 1)],
    ['close of business', { kind: 'close-of-business' }],
    ['next opening', { kind: 'next-opening' }],
    ['1 hour after next opening', { kind: 'after-next-opening', length: length(1, 'hour') }],
    ['1 week, then next opening', { kind: 'rolled', target: length(1, 'week') }],
    ['PT4H', length(4, 'hour')],
    ['PT1H30M', length(90, 'minute')],
    ['PT90S', length(90, 'second')],
    ['P1W', length(1, 'week')],
    ['P1Y2M', length(14, 'month')],
    ['P7D', length(7, 'day')],
    [
      { earliest: ['8 business hours', 'close of business'] },
      { kind: 'earliest', of: [length(8, 'business-hour'), { kind: 'close-of-business' }] },
    ],
    [{ latest: ['1 day'] }, { kind: 'latest', of: [length(1, 'day')] }],
    [
      { whenOpen: '1 hour', whenClosed: { earliest: ['4 hours', '1 hour after next opening'] } },
      {
        kind: 'by-opening',
        whenOpen: length(1, 'hour'),
        whenClosed: {
          kind: 'earliest',
          of: [length(4, 'hour'), { kind: 'after-next-opening', length: length(1, 'hour') }],
        },
      },
    ],
  ];
  it.each(rows)('%j', (written, target) => expect(parseTarget(written)).toEqual(target));
});

describe('a text that is no target names its column and what was expected', () => {
  const rows: [string, number, string][] = [
    ['', 1, 'a time such as'],
    ['soon', 1, 'a time such as'],
    ['4', 2, '`seconds`, `minutes`'],
    ['4 fortnights', 3, '`seconds`, `minutes`'],
    ['4 hourss', 3, '`seconds`, `minutes`'],
    ['4 business weeks', 3, '`business days`'],
    ['-4 hours', 1, 'a time such as'],
    ['0 hours', 1, 'more than zero'],
    ['3-2 days', 1, 'the smaller number first'],
    ['1.5 days', 1, 'a whole number of days'],
    ['1.5 business days', 1, 'a whole number of business days'],
    ['2000 months', 1, 'at most 1200 months'],
    ['4 hours later', 9, 'the end of the text'],
    ['1 week, then close of business', 7, 'the end of the text, or `, then next opening`'],
    ['1 week, then next opening, then', 26, 'the end of the text'],
    ['1 hour 30 minutes', 8, 'the end of the text'],
    ['P1DT4H', 1, 'one unit of local time'],
    ['PT', 1, 'an ISO 8601 duration'],
  ];
  it.each(rows)('%j', (text, column, expected) => {
    const error = faultOf(() => parseTarget(text));
    expect(error.column).toBe(column);
    expect(error.expected).toContain(expected);
    expect(error.message).toBe(`${JSON.stringify(text)}, column ${column}: expected ${error.expected}`);
  });

  it('`every` takes a length and nothing else', () => {
    expect(parseLength('4 business hours')).toEqual(length(4, 'business-hour'));
    expect(faultOf(() => parseLength('close of business')).column).toBe(1);
    expect(faultOf(() => parseLength('1 week, then next opening')).column).toBe(7);
  });
});

describe('a target is written back', () => {
  const units: Length['unit'][] = ['second', 'minute', 'hour', 'day', 'week', 'month', 'business-minute'];
  const someLength = fc
    .record({
      unit: fc.constantFrom<Length['unit']>(...units, 'business-hour', 'business-day'),
      first: fc.integer({ min: 1, max: 500 }),
      more: fc.integer({ min: 0, max: 500 }),
    })
    .map(({ unit, first, more }) => (more === 0 ? length(first, unit) : length(first + more, unit, first)));
  const { target } = fc.letrec<{ target: Target }>((tie) => ({
    target: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      someLength,
      fc.constantFrom<Target>({ kind: 'close-of-business' }, { kind: 'next-opening' }),
      someLength.map((each): Target => ({ kind: 'after-next-opening', length: each })),
      someLength.map((each): Target => ({ kind: 'rolled', target: each })),
      fc.array(tie('target'), { minLength: 1, maxLength: 3 }).map((of): Target => ({ kind: 'earliest', of })),
      fc.array(tie('target'), { minLength: 1, maxLength: 3 }).map((of): Target => ({ kind: 'latest', of })),
      fc
        .tuple(tie('target'), tie('target'))
        .map(([whenOpen, whenClosed]): Target => ({ kind: 'by-opening', whenOpen, whenClosed })),
    ),
  }));

  it('and reads as the same target again', () => {
    fc.assert(
      fc.property(target, (each) => {
        expect(parseTarget(formatTarget(each))).toEqual(each);
      }),
    );
  });

  it('as one line of English', () => {
    const routine = parseTarget({ earliest: ['8 business hours', 'close of business', '2 days'] });
    expect(describeTarget(routine)).toBe('earliest of 8 business hours, close of business and 2 days');
    expect(describeTarget(parseTarget({ whenOpen: '1 hour', whenClosed: '4 hours' }))).toBe(
      '1 hour when open, else 4 hours',
    );
    expect(describeTarget(parseTarget('2-3 business days'))).toBe('2-3 business days');
  });
});

function faultOf(run: () => unknown): TargetError {
  try {
    run();
  } catch (error) {
    if (error instanceof TargetError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
