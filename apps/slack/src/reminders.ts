/** Says something to somebody once a day at most. */
export interface Reminders {
  isDue(account: string): boolean;
}

const pauseMs = 24 * 3_600_000;

export function createReminders(nowMs: () => number): Reminders {
  const last = new Map<string, number>();
  return {
    isDue: (account) => {
      const before = last.get(account);
      if (before !== undefined && nowMs() - before < pauseMs) return false;
      if (last.size > 10_000) last.clear();
      last.set(account, nowMs());
      return true;
    },
  };
}
