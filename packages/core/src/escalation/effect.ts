import type { Temporal } from 'temporal-polyfill';

import type { ClockName, NotifyVia } from '../policy/policy.ts';

export type EffectKind = 'notify' | 'raise' | 'assign' | 'warn' | 'miss' | 'update-due' | 'publish';

interface EffectFacts {
  /** Within the case: STEP/OCCURRENCE/KIND/TO, CLOCK/CYCLE/warn/N or CLOCK/CYCLE/miss. */
  readonly id: string;
  readonly kind: EffectKind;
  readonly step?: string;
  readonly clock?: ClockName;
  readonly cycle?: number;
  /** The bare name of the role, team, person, rota or tier. */
  readonly to?: string;
  readonly via?: readonly NotifyVia[];
  readonly clause?: string;
}

/** Something that evaluation wants done. Its id is the same for ever, so doing it twice does no harm. */
export interface Effect extends EffectFacts {
  /** The instant at which it was due to fire. */
  readonly at: Temporal.Instant;
}

/** An effect in epoch milliseconds. */
export interface EffectMs extends EffectFacts {
  readonly atMs: number;
}
