import { expect, test } from 'vitest';

import { rateLimit } from './rate-limit.ts';

test('what is asked at once runs out, and comes back evenly', () => {
  const limit = rateLimit({ burst: 3, perMinute: 60 });
  expect([0, 0, 0, 0].map((atMs) => limit.take('a', atMs))).toEqual([undefined, undefined, undefined, 1]);
  expect(limit.take('a', 999)).toBe(1);
  expect(limit.take('a', 1_000)).toBeUndefined();
  expect(limit.take('a', 1_000)).toBe(1);
});

test('nobody waits for anybody else', () => {
  const limit = rateLimit({ burst: 1, perMinute: 6 });
  expect([limit.take('a', 0), limit.take('b', 0), limit.take('a', 0)]).toEqual([undefined, undefined, 10]);
});

test('a long rest gives no more than one burst, and a clock set back takes nothing', () => {
  const limit = rateLimit({ burst: 2, perMinute: 60 });
  limit.take('a', 0);
  expect([1, 1, 1].map(() => limit.take('a', 3_600_000))).toEqual([undefined, undefined, 1]);
  expect(limit.take('a', 3_500_000)).toBe(1);
});
