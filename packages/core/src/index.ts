export { Temporal } from 'temporal-polyfill';

export * from './calendar/index.ts';
export type { CaseEvent, CaseEventType, CaseState, Person } from './case/case-event.ts';
export type { CaseSla, Evaluate, Ledger, LedgerRow, Policies } from './case-sla/case-sla.ts';
export type { ClockState, ClockStatus } from './clock/clock-state.ts';
export type { Effect, EffectKind } from './escalation/effect.ts';
export type * from './policy/policy.ts';
export type { Length, Target, TargetText } from './target/target.ts';
export * from './time/duration.ts';
export * from './time/instant.ts';
export { TimeError } from './time/time-error.ts';
