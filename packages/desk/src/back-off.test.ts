import { describe, expect, it } from 'vitest';

import { backOffInOrder, backOffSeconds, mostTries } from './back-off.ts';

describe('waiting after failed tries', () => {
  it('grows from seconds to half a day, then ends', () => {
    const waits = Array.from({ length: mostTries }, (_, failed) => backOffSeconds(failed + 1, 0.5));
    expect(waits).toEqual([5, 30, 120, 600, 3_600, 7_200, 14_400, 28_800, 43_200, undefined]);
  });

  it('is spread by a tenth', () => {
    expect(backOffSeconds(1, 0)).toBe(4.5);
    expect(backOffSeconds(1, 1)).toBeCloseTo(5.5);
  });

  it('honours what the other side asks for, up to a day', () => {
    expect(backOffSeconds(1, 0.5, 90)).toBe(90);
    expect(backOffSeconds(4, 0.5, 90)).toBe(600);
    expect(backOffSeconds(1, 0.5, 1_000_000)).toBe(86_400);
  });
});

it('waits an hour at most where what comes behind waits too, and never gives up', () => {
  expect([1, 4, 5, 9, 10, 500].map((tries) => backOffInOrder(tries, 0.5))).toEqual([
    5, 600, 3_600, 3_600, 3_600, 3_600,
  ]);
  expect(backOffInOrder(1, 0.5, 40)).toBe(40);
});
