import { expect, it } from 'vitest';

import { en } from '../words/words.ts';
import { formatAgo, formatIsoDuration, formatLength, formatRough, formatSpan } from './words.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [0, '0 s'],
  [45.9 * SECOND, '45 s'],
  [MINUTE, '1 min 00 s'],
  [9 * MINUTE + 5 * SECOND, '9 min 05 s'],
  [10 * MINUTE, '10 min'],
  [14 * MINUTE + 59 * SECOND, '14 min'],
  [HOUR, '1 h'],
  [2 * HOUR + 5 * MINUTE, '2 h 5 min'],
  [DAY + 3 * HOUR, '1 day 3 h'],
  [2 * DAY, '2 days'],
  [4 * DAY + 23 * HOUR, '4 days'],
])('counts %d ms down as %s', (ms, words) => {
  expect(formatLength(ms, en.time)).toBe(words);
});

it('says a length that is over without seconds, unless it is one of seconds', () => {
  expect(formatSpan(9 * MINUTE + 5 * SECOND, en.time)).toBe('9 min');
  expect(formatSpan(45 * SECOND, en.time)).toBe('45 s');
  expect(formatSpan(2 * HOUR + 5 * MINUTE, en.time)).toBe('2 h 5 min');
});

it('says roughly how long ago', () => {
  expect(formatRough(5 * HOUR + 6 * MINUTE, en.time)).toBe('5 h');
  expect(formatAgo(30 * SECOND, en.time)).toBe('just now');
  expect(formatAgo(14 * MINUTE, en.time)).toBe('14 min ago');
  expect(formatAgo(26 * HOUR, en.time)).toBe('1 day ago');
});

it.each([
  ['PT15M', '15 min'],
  ['PT4H30M', '4 h 30 min'],
  ['P1DT2H', '1 d 2 h'],
  ['-PT10M', '−10 min'],
  ['PT0S', '0 min'],
  ['PT1M30.5S', '1 min 30 s'],
  ['something else', 'something else'],
])('reads the duration %s as %s', (text, words) => {
  expect(formatIsoDuration(text)).toBe(words);
});
