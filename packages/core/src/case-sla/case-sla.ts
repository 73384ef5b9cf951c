import type { Temporal } from 'temporal-polyfill';

import type { CaseEvent, CaseState } from '../case/case-event.ts';
import type { ClockName, ClockState, ClockStateMs } from '../clock/clock-state.ts';
import type { Effect, EffectMs } from '../escalation/effect.ts';
import type { Policy } from '../policy/policy.ts';
import type { InstantLike } from '../time/instant.ts';

/** What holds of a case at one instant: a pure function of its policies, its events and that instant. */
export interface CaseSla {
  readonly priority: string;
  readonly tier: string;
  readonly state: CaseState;
  readonly clocks: readonly ClockState[];
  /** All that have fired by then, in the order in which they fired. */
  readonly effects: readonly Effect[];
  /** The earliest instant at which anything changes without a further event. */
  readonly nextWakeAt?: Temporal.Instant;
}

/** One policy for every case, or a look-up by id and version for cases that were opened under others. */
export type Policies = Policy | ((id: string, version: number | undefined) => Policy | undefined);

/** The same in plain numbers: epoch milliseconds and lengths in milliseconds. */
export interface CaseSlaMs {
  readonly priority: string;
  readonly tier: string;
  readonly state: CaseState;
  readonly clocks: readonly ClockStateMs[];
  readonly effects: readonly EffectMs[];
  readonly nextWakeMs?: number;
}

export type Evaluate = (policies: Policies, events: readonly CaseEvent[], at: InstantLike) => CaseSla;

/** One line of the explanation of a deadline: what a stretch of time was, and what it counted. */
export interface LedgerRow {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly kind: 'counted' | 'closed' | 'holiday' | 'paused' | 'solved';
  readonly name?: string;
  /** Time counted by the clock in this row; zero unless `counted`. */
  readonly time: Temporal.Duration;
}

/** Why a clock is due when it is due. */
export interface Ledger {
  readonly clock: ClockName;
  readonly cycle: number;
  readonly anchor: Temporal.Instant;
  /** The target's own text. */
  readonly rule: string;
  readonly clause?: string;
  readonly rows: readonly LedgerRow[];
  readonly dueAt?: Temporal.Instant;
  /** One English sentence for a person. */
  readonly sentence: string;
}
