import type { Temporal } from 'temporal-polyfill';

import { nextStartMs } from '../clock/begin-clocks.ts';
import type { CaseClocks } from '../clock/case-clocks.ts';
import type { ClockState, ClockStateMs } from '../clock/clock-state.ts';
import { clockStateMs, pastStateMs, toClockState } from '../clock/clock-view.ts';
import { nextStepMs } from '../escalation/due-steps.ts';
import type { Effect, EffectMs } from '../escalation/effect.ts';
import { fromEpochMs } from '../time/instant.ts';
import { type CaseProgress, caseState, fork } from './case-progress.ts';
import type { CaseSla, CaseSlaMs } from './case-sla.ts';
import { nextClockMs, nextTimerMs, passTimeBefore } from './settle.ts';

/** A settled case as callers see it, in plain numbers. */
export function caseSlaMs(progress: CaseProgress): CaseSlaMs {
  const { clocks, ladder, effects } = progress;
  const nextWakeMs = wakeMs(progress);
  return {
    priority: clocks.priority.priority.name,
    tier: ladder.tier,
    state: caseState(progress),
    clocks: clockStates(clocks, progress.nowMs),
    effects: effects.toArray(),
    ...(nextWakeMs !== undefined && { nextWakeMs }),
  };
}

/** The same with Temporal's instants and durations. */
export function toCaseSla({ nextWakeMs, clocks, effects, ...facts }: CaseSlaMs): CaseSla {
  let clockViews: readonly ClockState[] | undefined;
  let effectViews: readonly Effect[] | undefined;
  const sla: CaseSla = {
    ...facts,
    // Temporal objects cost more than all the rest: they are made when somebody looks.
    get clocks() {
      clockViews ??= clocks.map(toClockState);
      return clockViews;
    },
    get effects() {
      effectViews ??= effects.map(toEffect);
      return effectViews;
    },
  };
  return nextWakeMs === undefined ? sla : withWake(sla, nextWakeMs);
}

function withWake(sla: CaseSla, nextWakeMs: number): CaseSla {
  let wakeAt: Temporal.Instant | undefined;
  return Object.defineProperty(sla, 'nextWakeAt', {
    enumerable: true,
    configurable: true,
    get: () => {
      wakeAt ??= fromEpochMs(nextWakeMs);
      return wakeAt;
    },
  });
}

export function toEffect({ id, atMs, ...facts }: EffectMs): Effect {
  return { id, at: fromEpochMs(atMs), ...facts };
}

function clockStates(clocks: CaseClocks, nowMs: number): ClockStateMs[] {
  const states = clocks.past.toArray().map((past) => pastStateMs(clocks, past));
  for (const run of clocks.runs) states.push(clockStateMs(clocks, run, nowMs));
  return states;
}

/** The earliest instant at which anything changes by itself: what fires without a trace is passed over. */
function wakeMs(progress: CaseProgress): number | undefined {
  const clockMs = Math.min(nextClockMs(progress), nextStartMs(progress.clocks));
  const stepMs = nextStepMs(progress, progress.nowMs);
  if (stepMs === Infinity || clockMs <= stepMs) return finite(clockMs);
  const future = fork(progress);
  for (let nextMs = stepMs; Number.isFinite(nextMs); nextMs = nextTimerMs(future)) {
    passTimeBefore(future, nextMs + 1);
    if (hasChanged(progress, future)) return nextMs;
  }
  return undefined;
}

function hasChanged(before: CaseProgress, after: CaseProgress): boolean {
  return (
    after.effects.length > before.effects.length ||
    after.clocks.runs !== before.clocks.runs ||
    after.ladder.tier !== before.ladder.tier
  );
}

function finite(ms: number): number | undefined {
  return Number.isFinite(ms) ? ms : undefined;
}
