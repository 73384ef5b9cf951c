/** How many messages a bot may send to one conversation (learn.microsoft.com, “Optimize your bot: Rate limiting”). */
const limits: readonly { readonly count: number; readonly withinMs: number }[] = [
  { count: 7, withinMs: 1_000 },
  { count: 8, withinMs: 2_000 },
  { count: 60, withinMs: 30_000 },
  { count: 1_800, withinMs: 3_600_000 },
];

export interface Pace {
  /**
   * Books the next place in the conversation's line: waits until it comes, or says in how many seconds one comes free when that is
   * longer than anybody should wait here.
   */
  turn(conversation: string): Promise<'go' | { readonly inSeconds: number }>;
  /** Teams asked for a pause. */
  hold(conversation: string, seconds: number): void;
}

export interface PaceOptions {
  /** A clock that only goes forward, in milliseconds. */
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly longestWaitMs?: number;
}

/** One line a conversation, in this process: several processes that post to one channel share its limits by answering 429. */
export function createPace({ clock, sleep, longestWaitMs = 8_000 }: PaceOptions): Pace {
  const lines = new Map<string, Line>();
  const lineOf = (conversation: string): Line => {
    const known = lines.get(conversation);
    if (known !== undefined) return known;
    const line: Line = { booked: [], heldUntil: 0 };
    lines.set(conversation, line);
    return line;
  };
  return {
    turn: async (conversation) => {
      const now = clock();
      const line = lineOf(conversation);
      line.booked = line.booked.filter((at) => at > now - 3_600_000);
      const at = nextFree(line, now);
      if (at - now > longestWaitMs) return { inSeconds: Math.ceil((at - now) / 1_000) };
      line.booked = [...line.booked, at];
      if (at > now) await sleep(at - now);
      return 'go';
    },
    hold: (conversation, seconds) => {
      const line = lineOf(conversation);
      line.heldUntil = Math.max(line.heldUntil, clock() + seconds * 1_000);
    },
  };
}

interface Line {
  /** When each message was, or will be, sent; ascending. */
  booked: readonly number[];
  heldUntil: number;
}

function nextFree({ booked, heldUntil }: Line, now: number): number {
  return limits.reduce(
    (earliest, { count, withinMs }) => {
      const before = booked.at(-count);
      return before === undefined ? earliest : Math.max(earliest, before + withinMs);
    },
    Math.max(now, heldUntil, booked.at(-1) ?? 0),
  );
}
