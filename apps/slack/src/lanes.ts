import { setTimeout as pause } from 'node:timers/promises';

/** Who goes first when several wait: somebody on call, then a card, then what is said about it. */
export type Urgency = 'alert' | 'card' | 'line';

export interface Lanes {
  /**
   * Does one thing after the other in a lane, at most so often as the lane allows. `turn` settles when the send may begin, so
   * that whatever is said is made up as late as possible.
   */
  run<Result>(lane: Lane, urgency: Urgency, work: (turn: () => Promise<void>) => Promise<Result>): Promise<Result>;
  /** Nothing passes before that many seconds are over: what `Retry-After` asked for. */
  hold(lane: Lane, seconds: number): void;
  waiting(): number;
  /** Lets nobody pass any more; whoever waits is turned away. */
  stop(): void;
}

/** Turned away because the lanes were stopped. */
class LanesStopped extends Error {
  override readonly name = 'LanesStopped';

  constructor() {
    super('the Slack channel is stopping');
  }
}

export interface Lane {
  readonly key: string;
  readonly everyMs: number;
}

interface Waiting {
  readonly rank: number;
  readonly order: number;
  readonly start: () => Promise<void>;
  readonly turnAway: (error: LanesStopped) => void;
}

interface LaneState {
  readonly queue: Waiting[];
  busy: boolean;
  freeAt: number;
  /** When the send under way began. */
  sentAt?: number | undefined;
  /** How long a send usually takes. */
  usualMs?: number;
}

const ranks: Readonly<Record<Urgency, number>> = { alert: 0, card: 1, line: 2 };

/** `now` is a monotonic clock in milliseconds; `wait` lets that many pass, or less when the signal says so. */
export function createLanes(
  now: () => number,
  wait: (ms: number, signal: AbortSignal) => Promise<unknown> = pauseUntil,
): Lanes {
  const lanes = new Map<string, LaneState>();
  const stopping = new AbortController();
  let order = 0;
  const stateOf = ({ key }: Lane): LaneState => {
    const state = lanes.get(key) ?? { queue: [], busy: false, freeAt: Number.NEGATIVE_INFINITY };
    lanes.set(key, state);
    return state;
  };
  const turnOf = (state: LaneState, everyMs: number) => async () => {
    // Held back meanwhile, it waits again.
    while (now() < state.freeAt && !stopping.signal.aborted)
      await wait(Math.max(0, state.freeAt - now()), stopping.signal);
    if (stopping.signal.aborted) throw new LanesStopped();
    state.sentAt = now();
    state.freeAt = state.sentAt + everyMs;
  };
  return {
    run: (lane, urgency, work) =>
      new Promise((resolve, reject) => {
        const state = stateOf(lane);
        order += 1;
        const start = () => work(turnOf(state, lane.everyMs)).then(resolve, reject);
        state.queue.push({ rank: ranks[urgency], order, start, turnAway: reject });
        if (stopping.signal.aborted) turnAway(state);
        else if (!state.busy) void drain(state, now);
      }),
    hold: (lane, seconds) => {
      const state = stateOf(lane);
      state.freeAt = Math.max(state.freeAt, now() + seconds * 1_000);
    },
    waiting: () => [...lanes.values()].reduce((sum, { queue }) => sum + queue.length, 0),
    stop: () => {
      stopping.abort();
      for (const state of lanes.values()) turnAway(state);
    },
  };
}

async function drain(state: LaneState, now: () => number): Promise<void> {
  state.busy = true;
  for (;;) {
    state.queue.sort((a, b) => a.rank - b.rank || a.order - b.order);
    const next = state.queue.shift();
    if (!next) break;
    await next.start();
    allowForDelay(state, now());
  }
  state.busy = false;
}

/** A send that took longer than usual was probably late to arrive: the next one leaves that much later. */
function allowForDelay(state: LaneState, nowMs: number): void {
  if (state.sentAt === undefined) return;
  const took = nowMs - state.sentAt;
  const usual = state.usualMs ?? took;
  state.freeAt += Math.max(0, took - usual);
  state.usualMs = usual * 0.8 + took * 0.2;
  state.sentAt = undefined;
}

function turnAway({ queue }: LaneState): void {
  for (const waiting of queue.splice(0)) waiting.turnAway(new LanesStopped());
}

function pauseUntil(ms: number, signal: AbortSignal): Promise<unknown> {
  return pause(ms, undefined, { signal }).catch(() => undefined);
}
