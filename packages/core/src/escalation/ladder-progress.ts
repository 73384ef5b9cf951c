import { Journal } from '../case/journal.ts';
import type { CaseClocks } from '../clock/case-clocks.ts';
import type { CompiledPriority } from '../policy/compile-policy.ts';
import type { Step } from '../policy/policy.ts';
import type { EffectMs } from './effect.ts';

/** A step that has fired. */
export interface FiredStep {
  readonly step: string;
  readonly occurrences: number;
  /** The clock cycle for which it last fired, where it waits at a clock. */
  readonly cycle: number;
}

/** A step's notification that nobody has taken yet; at `dueMs` the next step is asked. */
export interface Alert {
  readonly step: string;
  readonly dueMs: number;
}

export interface Repeat {
  readonly step: string;
  readonly nextMs: number;
  readonly left: number;
}

/** A notification that waits for the ladder's calendar to open. */
export interface Waiting {
  readonly sendMs: number;
  readonly effect: EffectMs;
}

/** A step whose event has happened in this instant, on the ladder that held then. */
export interface Called {
  readonly step: Step;
  readonly priority: CompiledPriority;
}

/** How far a case has climbed. Changed in place, with immutable values, as its clocks are. */
export interface LadderProgress {
  tier: string;
  fired: readonly FiredStep[];
  alerts: readonly Alert[];
  repeats: readonly Repeat[];
  waiting: readonly Waiting[];
  called: readonly Called[];
  /** Steps that reach nobody, as heard in this instant: also of one that fires in it. */
  unreached: Journal<string>;
}

/** A case as its ladder sees it. */
export interface Escalating {
  readonly clocks: CaseClocks;
  readonly ladder: LadderProgress;
  effects: Journal<EffectMs>;
}

export function newLadder(tier: string): LadderProgress {
  return { tier, fired: [], alerts: [], repeats: [], waiting: [], called: [], unreached: Journal.empty() };
}

/** What a list of fired steps, alerts or repeats says of a step. */
export function entryOf<Entry extends { readonly step: string }>(
  entries: readonly Entry[],
  step: string,
): Entry | undefined {
  for (const each of entries) if (each.step === step) return each;
  return undefined;
}
