import { createBell } from './bell.ts';
import type { Desk } from './desk.ts';

export interface ClockRunnerOptions {
  readonly onError: (error: unknown) => void;
  /** The longest it sleeps when nothing is known to be due; 1 by default. */
  readonly idleSeconds?: number;
  /** Cases woken in one transaction; 200 by default. */
  readonly batch?: number;
}

export interface ClockRunner {
  /** Ends after the pass that is under way. */
  stop(): Promise<void>;
}

/** Runs the clocks: sleeps until the next one is due or the store hints at a change, never longer than the idle time. */
export function startClockRunner(desk: Desk, options: ClockRunnerOptions): ClockRunner {
  const { onError, idleSeconds = 1, batch = 200 } = options;
  const bell = createBell();
  const unsubscribe = desk.read.subscribe((change) => {
    if (change.kind === 'timer') bell.ring();
  });
  let isStopping = false;
  const run = async () => {
    while (!isStopping) {
      const woken = await pass(desk, batch, onError);
      if (woken === 0 && !isStopping) await bell.wait(await sleepMs(desk, idleSeconds * 1_000, onError));
    }
  };
  const running = run();
  return {
    stop: async () => {
      isStopping = true;
      unsubscribe();
      bell.ring();
      await running;
    },
  };
}

async function pass(desk: Desk, batch: number, onError: (error: unknown) => void): Promise<number> {
  try {
    return await desk.runClocks(batch);
  } catch (error) {
    onError(error);
    return 0;
  }
}

async function sleepMs(desk: Desk, idleMs: number, onError: (error: unknown) => void): Promise<number> {
  try {
    const [now, next] = await Promise.all([desk.read.now(), desk.read.nextDueAt()]);
    const ahead = next === undefined ? idleMs : next.epochMilliseconds - now.epochMilliseconds;
    // What is overdue and was not woken is sick, or another runner's: no reason to spin.
    return ahead > 0 ? Math.min(ahead, idleMs) : idleMs;
  } catch (error) {
    onError(error);
    return idleMs;
  }
}
