import { Temporal } from 'temporal-polyfill';
import { onTestFinished } from 'vitest';
import { connectGraph, type GraphSettings } from '../connect-graph.ts';
import type { GraphPort } from '../graph-port.ts';
import { type GraphPeer, type PeerOptions, startGraphPeer } from './graph-peer.ts';

/** A clock that stands until it is moved. */
export interface StandingClock {
  readonly now: () => Temporal.Instant;
  pass(duration: Temporal.DurationLike): void;
}

export function standingClock(start = '2026-03-02T09:00:00Z'): StandingClock {
  let at = Temporal.Instant.from(start);
  return {
    now: () => at,
    pass: (duration) => {
      at = at.add(duration);
    },
  };
}

export interface Bench {
  readonly peer: GraphPeer;
  readonly graph: GraphPort;
  readonly clock: StandingClock;
  /** What the client waited between attempts, in milliseconds; nobody really waits. */
  readonly waits: readonly number[];
}

/** A peer and a port connected to it, for the length of one test of this package. */
export async function withPeer(options: PeerOptions = {}, settings: Partial<GraphSettings> = {}): Promise<Bench> {
  const clock = standingClock();
  const peer = await startGraphPeer({ now: clock.now, ...options });
  onTestFinished(() => peer.close());
  const waits: number[] = [];
  const graph = connectGraph({
    ...peer.settings,
    now: clock.now,
    patience: {
      random: () => 0.5,
      wait: async (ms, signal) => {
        signal?.throwIfAborted();
        waits.push(ms);
      },
    },
    ...settings,
  });
  return { peer, graph, clock, waits };
}
