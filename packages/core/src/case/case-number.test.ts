import { expect, test } from 'vitest';

import { findCaseNumbers, formatCaseNumber } from './case-number.ts';

test('a number is written with the prefix of its desk', () => {
  expect(formatCaseNumber('C', 1042)).toBe('C-1042');
});

test.for([
  ['Re: [C-1042] Cannot log in', ['C-1042']],
  ['c-1042: again', ['C-1042']],
  ['C-7 and C-8, again C-7', ['C-7', 'C-8']],
  ['ABC-1042, C-1042a, C-, EPC-12', []],
  ['x-C-5', []],
  ['C-00012', ['C-12']],
] as const)('%s', ([text, numbers]) => {
  expect(findCaseNumbers(text, 'C')).toEqual(numbers);
});

test('a prefix may hold what means something in a pattern', () => {
  expect(findCaseNumbers('[A+B-3]', 'A+B')).toEqual(['A+B-3']);
});
