/** What may go wrong with a call, on purpose. */
export type PeerFault =
  /** Slack's own refusal, such as `is_archived`. */
  | { readonly kind: 'error'; readonly error: string; readonly needed?: string }
  | { readonly kind: 'http'; readonly status: number }
  | { readonly kind: 'rate-limited'; readonly retryAfter: number }
  /** Done, but the answer never arrives. */
  | { readonly kind: 'dropped-after-success' }
  | { readonly kind: 'late'; readonly milliseconds: number };

interface Planned {
  readonly method: string;
  readonly fault: PeerFault;
  left: number;
}

export class PlannedFaults {
  #planned: Planned[] = [];

  plan(method: string, fault: PeerFault, times = 1): void {
    this.#planned.push({ method, fault, left: times });
  }

  clear(): void {
    this.#planned = [];
  }

  next(method: string): PeerFault | undefined {
    const planned = this.#planned.find((each) => each.method === method && each.left > 0);
    if (planned) planned.left -= 1;
    return planned?.fault;
  }
}

/** At most so many posts a second in each channel, with the room for one; asks for whole seconds, as Slack does. */
export class ChannelLimit {
  readonly #last = new Map<string, number>();
  readonly #gapMs: number;
  readonly #retryAfter: number;
  refused = 0;

  constructor(perSecond: number | undefined, retryAfter = 1) {
    this.#gapMs = perSecond === undefined ? 0 : 1_000 / perSecond;
    this.#retryAfter = retryAfter;
  }

  /** Seconds to wait, or undefined when the post may pass. */
  pass(channel: string): number | undefined {
    const now = performance.now();
    const last = this.#last.get(channel) ?? Number.NEGATIVE_INFINITY;
    if (now - last < this.#gapMs) {
      this.refused += 1;
      return this.#retryAfter;
    }
    this.#last.set(channel, now);
    return undefined;
  }
}
