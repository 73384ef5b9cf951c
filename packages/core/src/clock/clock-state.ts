import type { Temporal } from 'temporal-polyfill';

import type { ClockKind, ClockName } from '../policy/policy.ts';

export type { ClockKind, ClockName };

export type ClockStatus = 'running' | 'paused' | 'met' | 'missed' | 'cancelled';

interface ClockFacts {
  readonly clock: ClockName;
  /** From 1; a repeating clock has many. */
  readonly cycle: number;
  readonly kind: ClockKind;
  /** The sentence of the agreement it keeps. */
  readonly clause?: string;
  readonly status: ClockStatus;
  /** A change put its deadline into the past. */
  readonly tightened?: true;
  /** Why it is paused, or why it was cancelled. */
  readonly reason?: string;
}

/** One run of a clock, as it stands at the instant of evaluation. */
export interface ClockState extends ClockFacts {
  /** The anchor it counts from. */
  readonly startedAt: Temporal.Instant;
  /** Absent while paused, and for a clock that is only measured. */
  readonly dueAt?: Temporal.Instant;
  /** When it warns, or has warned; while paused those that came before the pause. */
  readonly warnAt: readonly Temporal.Instant[];
  /** When it ended, however it ended. */
  readonly stoppedAt?: Temporal.Instant;
  /** When it became overdue: also while it still runs, and never erased. */
  readonly breachedAt?: Temporal.Instant;
  /** In the clock's own time. */
  readonly elapsed: Temporal.Duration;
  /** In the clock's own time, negative when overdue; absent where nothing is due. */
  readonly remaining?: Temporal.Duration;
}

/** The same in plain numbers: epoch milliseconds and lengths in milliseconds. */
export interface ClockStateMs extends ClockFacts {
  readonly startedMs: number;
  readonly dueMs?: number;
  readonly warnMs: readonly number[];
  readonly stoppedMs?: number;
  readonly breachedMs?: number;
  readonly elapsedMs: number;
  readonly remainingMs?: number;
}
