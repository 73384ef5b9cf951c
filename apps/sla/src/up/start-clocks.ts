import { type Desk, startClockRunner, startTaskRunner } from '@sla/desk';
import type { Logger } from 'pino';

import type { StopInOrder } from './stop-in-order.ts';

/** The clocks, and what falls due beside them: follow-ups, reports, retention. Any number of processes may run them. */
export function startClocks(desk: Desk, log: Logger, stops: StopInOrder): void {
  const runner = startClockRunner(desk, {
    onError: (error) => log.error({ err: error }, 'the clocks could not be run'),
  });
  stops.add('the clock runner', () => runner.stop());
  const tasks = startTaskRunner(desk, { onError: (error) => log.error({ err: error }, 'a task could not be done') });
  stops.add('the tasks', () => tasks.stop());
}
