import type { Temporal } from '@sla/core';

import type { DemoClock } from './play-history.ts';

/** The store's clock while the demo's history is played; from `goOn` it shows the real time. */
export function demoClock(realNow: () => Temporal.Instant): DemoClock & { goOn(): void } {
  let shown: Temporal.Instant | undefined = realNow();
  return {
    show: (instant) => {
      shown = instant;
    },
    now: () => shown ?? realNow(),
    goOn: () => {
      shown = undefined;
    },
  };
}
