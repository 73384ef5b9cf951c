import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type ClockRunner, startClockRunner } from './clock-runner.ts';
import { mail, openTestDesk, type TestDesk } from './testing/test-desk.ts';

let at: TestDesk;
let runner: ClockRunner | undefined;
beforeEach(async () => {
  at = await openTestDesk({ channels: ['phone'] });
});
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
  await at.close();
});

/** The machine may be busy: a condition has as long as the test. */
const patiently = { timeout: 25_000, interval: 10 };

describe('the clock runner', () => {
  it('wakes what comes due, and what a change has made due', async () => {
    const errors: unknown[] = [];
    runner = startClockRunner(at.desk, { onError: (error) => errors.push(error), idleSeconds: 0.01 });
    await at.desk.receive(mail({ mayAcknowledge: false }));
    at.clock.set('2026-11-23T10:45:00Z');
    await vi.waitFor(async () => expect(await at.outbox()).toHaveLength(3), patiently);
    at.clock.set('2026-11-23T11:00:00Z');
    await vi.waitFor(async () => expect(await at.outbox()).toHaveLength(7), patiently);
    expect(errors).toEqual([]);
  });

  it('goes on after a failure, and stops when told', async () => {
    const errors: unknown[] = [];
    let fails = 2;
    const shaky = {
      ...at.desk,
      runClocks: async (limit: number) => {
        fails -= 1;
        if (fails >= 0) throw new Error('the database restarts');
        return at.desk.runClocks(limit);
      },
    };
    await at.desk.receive(mail({ mayAcknowledge: false }));
    at.clock.set('2026-11-23T10:45:00Z');
    runner = startClockRunner(shaky, { onError: (error) => errors.push(error), idleSeconds: 0.01 });
    await vi.waitFor(async () => expect(await at.outbox()).toHaveLength(3), patiently);
    expect(errors).toHaveLength(2);
    await runner.stop();
    at.clock.set('2026-11-23T11:00:00Z');
    expect(await at.outbox()).toHaveLength(3);
  });
});
