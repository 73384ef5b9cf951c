import type { ClockState } from '../clock/clock-state.ts';
import type { Effect } from '../escalation/effect.ts';
import type { CaseSla, Ledger } from './case-sla.ts';

/** A value as JSON holds it: Temporal's instants and durations are ISO texts. */
export type Json<Value> = Value extends { toJSON(): infer Text }
  ? Text
  : Value extends readonly (infer Entry)[]
    ? readonly Json<Entry>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Json<Value[Key]> }
      : Value;

export type CaseSlaJson = Json<Omit<CaseSla, 'clocks' | 'effects'>> & {
  readonly clocks: readonly Json<ClockState>[];
  readonly effects: readonly Json<Effect>[];
};

/**
 * What `sla evaluate` prints: ISO instants and durations, no undefined keys.
 *
 * @example
 * ```ts
 * import { caseSlaToJson, evaluate } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' } as const;
 * caseSlaToJson(evaluate(preset('lms-platform'), [opened], '2026-11-23T10:05:00Z')).clocks[0]?.dueAt; // → 2026-11-23T10:15:00Z
 * ```
 */
export function caseSlaToJson(sla: CaseSla): CaseSlaJson {
  return JSON.parse(JSON.stringify(sla)) as CaseSlaJson;
}

/**
 * What `sla explain` prints.
 *
 * @example
 * ```ts
 * import { explain, ledgerToJson } from '@sla/core';
 * import { preset } from '@sla/core/presets';
 *
 * const opened = { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' } as const;
 * ledgerToJson(explain(preset('lms-platform'), [opened], 'resolution', '2026-11-23T10:05:00Z')).dueAt; // → 2026-11-23T14:00:00Z
 * ```
 */
export function ledgerToJson(ledger: Ledger): Json<Ledger> {
  return JSON.parse(JSON.stringify(ledger)) as Json<Ledger>;
}
