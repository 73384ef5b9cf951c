import { setTimeout as pause } from 'node:timers/promises';

import type { Log } from './log.ts';
import type { Intake } from './receiver/intake.ts';

/** Looks now and then for what a dead process, or a failed attempt, left in the inbox. */
export function startSweeper(intake: Pick<Intake, 'sweep'>, everyMs: number, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    while (!signal.aborted) {
      await intake
        .sweep()
        .catch((error: unknown) =>
          log.error({ error: String(error) }, 'Slack’s inbox cannot be read; another try follows'),
        );
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
