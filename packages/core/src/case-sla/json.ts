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

/** What `sla evaluate` prints: ISO instants and durations, no undefined keys. */
export function caseSlaToJson(sla: CaseSla): CaseSlaJson {
  return JSON.parse(JSON.stringify(sla)) as CaseSlaJson;
}

/** What `sla explain` prints. */
export function ledgerToJson(ledger: Ledger): Json<Ledger> {
  return JSON.parse(JSON.stringify(ledger)) as Json<Ledger>;
}
