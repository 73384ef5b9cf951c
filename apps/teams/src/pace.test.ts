import { expect, test } from 'vitest';

import { createPace } from './pace.ts';

/** A clock that stands still but for those who sleep. */
function standing() {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    pass: (ms: number) => {
      now += ms;
    },
    pace: createPace({ clock: () => now, sleep: async (ms) => void slept.push(ms), longestWaitMs: 20_000 }),
  };
}

test('no window of a conversation ever holds more than Teams takes', async () => {
  const { pace, slept, pass } = standing();
  const at: number[] = [];
  for (let sent = 0; sent < 300; sent += 1) {
    const before = slept.length;
    const turn = await pace.turn('19:a');
    if (turn !== 'go') {
      pass(turn.inSeconds * 1_000);
      sent -= 1;
      continue;
    }
    const waited = slept.length > before ? (slept.at(-1) ?? 0) : 0;
    pass(waited);
    at.push((at.at(-1) ?? 0) + waited);
  }
  for (const [count, windowMs] of [
    [7, 1_000],
    [8, 2_000],
    [60, 30_000],
  ] as const)
    for (const [index, start] of at.entries())
      expect(at.slice(index).filter((instant) => instant < start + windowMs).length).toBeLessThanOrEqual(count);
});

test('conversations do not wait for each other, and a pause that Teams asked for is kept', async () => {
  const { pace, slept } = standing();
  for (let sent = 0; sent < 7; sent += 1) await pace.turn('19:a');
  expect(await pace.turn('19:b')).toBe('go');
  expect(slept).toEqual([]);
  pace.hold('19:b', 60);
  expect(await pace.turn('19:b')).toEqual({ inSeconds: 60 });
  pace.hold('19:c', 3);
  expect(await pace.turn('19:c')).toBe('go');
  expect(slept).toEqual([3_000]);
});
