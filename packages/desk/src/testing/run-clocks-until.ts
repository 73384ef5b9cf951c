import { Temporal } from '@sla/core';

import type { Desk } from '../desk.ts';
import type { TestClock } from './test-desk.ts';

/** Lets time pass to an instant, with a pass of the clock runner whenever something is due; `settled` runs before time jumps. */
export async function runClocksUntil(
  desk: Pick<Desk, 'read' | 'runClocks'>,
  clock: TestClock,
  time: string,
  settled: () => Promise<void> = async () => undefined,
): Promise<void> {
  const end = Temporal.Instant.from(time);
  for (;;) {
    const next = await desk.read.nextDueAt();
    if (!next || Temporal.Instant.compare(next, end) > 0) break;
    await settled();
    if (Temporal.Instant.compare(next, clock.now()) > 0) clock.set(next.toString());
    await desk.runClocks(50);
  }
  // A lease runs out when the clock jumps over it, and what is under way would be sent twice.
  await settled();
  clock.set(time);
}
