import { expect, test } from 'vitest';

import { createLanes } from './lanes.ts';

function falseClock() {
  let now = 0;
  return {
    now: () => now,
    wait: async (ms: number) => {
      now += ms;
    },
  };
}

test('one after the other, no sooner than the lane allows; another lane does not wait', async () => {
  const clock = falseClock();
  const lanes = createLanes(clock.now, clock.wait);
  const sent: [string, number][] = [];
  const say = (key: string, what: string) =>
    lanes.run({ key, everyMs: 1_000 }, 'card', async (turn) => {
      await turn();
      sent.push([what, clock.now()]);
    });
  await Promise.all([say('a', 'one'), say('a', 'two'), say('b', 'other'), say('a', 'three')]);
  expect(sent.filter(([what]) => what !== 'other')).toEqual([
    ['one', 0],
    ['two', 1_000],
    ['three', 2_000],
  ]);
  expect(sent.find(([what]) => what === 'other')?.[1]).toBeLessThanOrEqual(1_000);
});

test('an alert overtakes what waits', async () => {
  const clock = falseClock();
  const lanes = createLanes(clock.now, clock.wait);
  const sent: string[] = [];
  const say = (urgency: 'alert' | 'card' | 'line', what: string) =>
    lanes.run({ key: 'a', everyMs: 1_000 }, urgency, async (turn) => {
      await turn();
      sent.push(what);
    });
  await Promise.all([say('card', 'first'), say('line', 'line'), say('card', 'card'), say('alert', 'alert')]);
  expect(sent).toEqual(['first', 'alert', 'card', 'line']);
});

test('a failure is its own; a lane that is held waits that long', async () => {
  const clock = falseClock();
  const lanes = createLanes(clock.now, clock.wait);
  const lane = { key: 'a', everyMs: 1_000 };
  await expect(lanes.run(lane, 'card', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  lanes.hold(lane, 30);
  await lanes.run(lane, 'card', (turn) => turn());
  expect(clock.now()).toBe(30_000);
  expect(lanes.waiting()).toBe(0);
});
