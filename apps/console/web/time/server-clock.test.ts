import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createServerClock } from './server-clock.ts';

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-20T12:00:00Z') }));
afterEach(() => vi.useRealTimers());

it('follows the server where this browser’s clock is wrong', () => {
  const clock = createServerClock(() => Date.now());
  clock.sync('2026-11-20T12:07:00Z');
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-20T12:07:00.000Z');
});

it('does not jump for what the network took', () => {
  const clock = createServerClock(() => Date.now());
  clock.sync('2026-11-20T11:59:59.400Z');
  expect(clock.now()).toBe(Date.now());
});

it('calls each listener as often as it asked, and stops when nobody listens', () => {
  const clock = createServerClock(() => Date.now());
  const often = vi.fn();
  const seldom = vi.fn();
  const stop = [clock.subscribe(1000, often), clock.subscribe(15_000, seldom)];
  vi.advanceTimersByTime(30_000);
  expect(often).toHaveBeenCalledTimes(30);
  expect(seldom).toHaveBeenCalledTimes(2);
  for (const end of stop) end();
  expect(vi.getTimerCount()).toBe(0);
});
