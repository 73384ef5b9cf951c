import { expect, it } from 'vitest';

import type { QueueJson, RiskJson } from '../../../src/api/contract.ts';
import { en } from '../../words/words.ts';
import { newsOf } from './use-queue-news.ts';

function queue(risks: Readonly<Record<string, RiskJson>>): QueueJson {
  return { cases: Object.entries(risks).map(([number, risk]) => ({ number, risk })) } as unknown as QueueJson;
}

it('names one case, and counts many', () => {
  const before = new Map<string, RiskJson>([
    ['C-1', 'none'],
    ['C-2', 'none'],
    ['C-3', 'at-risk'],
  ]);
  expect(
    newsOf(queue({ 'C-1': 'at-risk', 'C-2': 'none', 'C-3': 'missed', 'C-4': 'none' }), before, en.queue.news),
  ).toBe('C-4 is new. C-1 is at risk. C-3 has missed a promise.');
  expect(newsOf(queue({ 'C-1': 'missed', 'C-2': 'missed', 'C-3': 'missed' }), before, en.queue.news)).toBe(
    '3 cases missed a promise.',
  );
});

it('says nothing when nothing got worse', () => {
  expect(newsOf(queue({ 'C-1': 'none' }), new Map([['C-1', 'missed']]), en.queue.news)).toBe('');
});
