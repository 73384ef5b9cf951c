/** The server's time as this browser knows it: its own clock, put right by each answer. */
export interface ServerClock {
  now(): number;
  /** Takes the instant that an answer carries. Small differences are the network's, and ignored. */
  sync(serverNow: string): void;
  /** Calls back whenever another `every` milliseconds of server time have begun. */
  subscribe(every: number, listener: () => void): () => void;
}

const NETWORK = 1500;

export function createServerClock(readLocal: () => number): ServerClock {
  let ahead = 0;
  const listeners = new Map<() => void, { readonly every: number; turn: number }>();
  const now = () => readLocal() + ahead;
  let ticking: ReturnType<typeof setInterval> | undefined;

  const tick = () => {
    for (const [listener, state] of listeners) {
      const turn = Math.floor(now() / state.every);
      if (turn === state.turn) continue;
      state.turn = turn;
      listener();
    }
  };
  const subscribe = (every: number, listener: () => void) => {
    listeners.set(listener, { every, turn: Math.floor(now() / every) });
    ticking ??= setInterval(tick, 500);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    };
  };
  const sync = (serverNow: string) => {
    const difference = Date.parse(serverNow) - readLocal();
    if (Math.abs(difference - ahead) <= NETWORK) return;
    ahead = difference;
    tick();
  };
  return { now, sync, subscribe };
}
