/** How much one key may ask: `burst` at once, and `perMinute` in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
}

export interface RateLimit {
  /** Takes one turn of this caller; else the whole seconds until there is one again. */
  take(caller: string, nowMs: number): number | undefined;
}

/** Enough for a synchronisation that asks five times a second. */
export const RATE: Rate = { burst: 60, perMinute: 300 };

/** A bucket for each caller that fills evenly; each process has its own. */
export function rateLimit({ burst, perMinute }: Rate = RATE): RateLimit {
  const perMs = perMinute / 60_000;
  const buckets = new Map<string, { readonly turns: number; readonly atMs: number }>();
  return {
    take(caller, nowMs) {
      const { turns, atMs } = buckets.get(caller) ?? { turns: burst, atMs: nowMs };
      const filled = Math.min(burst, turns + Math.max(0, nowMs - atMs) * perMs);
      if (buckets.size >= MOST_CALLERS && !buckets.has(caller)) buckets.clear();
      const isFree = filled >= 1;
      buckets.set(caller, { turns: isFree ? filled - 1 : filled, atMs: nowMs });
      return isFree ? undefined : Math.max(1, Math.ceil((1 - filled) / perMs / 1_000));
    },
  };
}

/** Whoever has more keys than this gets a fresh start now and then, rather than our memory. */
const MOST_CALLERS = 10_000;
