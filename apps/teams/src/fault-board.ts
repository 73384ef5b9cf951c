import type { Temporal } from '@sla/core';

/** What is wrong with Teams right now, in sentences, for the console and the health page. */
export interface FaultBoard {
  raise(place: string, sentence: string): Promise<void>;
  /** It works again. */
  clear(place: string): void;
  list(): readonly { readonly place: string; readonly since: Temporal.Instant; readonly sentence: string }[];
}

const mostKept = 50;

export function createFaultBoard(now: () => Promise<Temporal.Instant>): FaultBoard {
  const faults = new Map<string, { readonly since: Temporal.Instant; readonly sentence: string }>();
  return {
    raise: async (place, sentence) => {
      const since = faults.get(place)?.since ?? (await now());
      faults.set(place, { since, sentence });
      const [oldest] = faults.keys();
      if (faults.size > mostKept && oldest !== undefined) faults.delete(oldest);
    },
    clear: (place) => void faults.delete(place),
    list: () => [...faults].map(([place, fault]) => ({ place, ...fault })),
  };
}
