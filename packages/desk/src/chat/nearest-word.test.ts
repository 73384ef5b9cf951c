import { expect, it } from 'vitest';

import { nearestOf, typingDistance } from './nearest-word.ts';

it.each([
  ['claim', 'claim', 0],
  ['clame', 'claim', 2],
  ['clami', 'claim', 1],
  ['esclate', 'escalate', 1],
  ['', 'show', 4],
  ['ca', 'abc', 3],
])('from %j to %j it is %i mistakes', (typed, meant, mistakes) => {
  expect(typingDistance(typed, meant)).toBe(mistakes);
});

const known = [
  { name: 'show', words: ['show', 'case'] },
  { name: 'claim', words: ['claim'] },
] as const;

it.each([
  ['clame', 'claim'],
  ['clami', 'claim'],
  ['caes', 'show'],
  ['shwo', 'show'],
  ['abracadabra', undefined],
  ['x', undefined],
])('%j means %j', (typed, meant) => {
  expect(nearestOf(typed, known, ({ words }) => words)?.name).toBe(meant);
});
