import { appendFileSync, readFileSync } from 'node:fs';

import type { Deliverer } from '../../src/index.ts';

/** What the channel was asked to deliver: which item, and at which try. */
export interface Recorded {
  readonly key: string;
  readonly attempt: number;
}

/** A channel that writes down whatever it is asked to deliver. One write a line, which a killed process has made or has not. */
export function recordingChannel(file: string): Deliverer {
  return {
    destination: 'email',
    deliver: async ({ key, attempts }) => {
      appendFileSync(file, `${JSON.stringify({ key, attempt: attempts } satisfies Recorded)}\n`);
      return { kind: 'delivered' };
    },
  };
}

export function recordedIn(file: string): readonly Recorded[] {
  return linesOf(file).map((line) => JSON.parse(line) as Recorded);
}

export function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
