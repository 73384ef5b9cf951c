import { createContext, use, useCallback, useSyncExternalStore } from 'react';

import { createServerClock, type ServerClock } from './server-clock.ts';

export const ClockContext = createContext<ServerClock>(createServerClock(() => 0));

export function useClock(): ServerClock {
  return use(ClockContext);
}

/** Now by the server's clock, renewed every so many milliseconds; only what calls it is drawn again. */
export function useNow(every = 15_000): number {
  const clock = useClock();
  const subscribe = useCallback((listener: () => void) => clock.subscribe(every, listener), [clock, every]);
  return useSyncExternalStore(subscribe, () => Math.floor(clock.now() / every) * every);
}
