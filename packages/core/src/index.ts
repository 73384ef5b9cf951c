export { Temporal } from 'temporal-polyfill';

export * from './calendar/index.ts';
export type { CaseEvent, CaseEventType, CaseState, Person } from './case/case-event.ts';
export type { CaseSla, Evaluate, Ledger, LedgerRow, Policies } from './case-sla/case-sla.ts';
export type { ClockState, ClockStatus } from './clock/clock-state.ts';
export type { Effect, EffectKind } from './escalation/effect.ts';
export { compiledPolicy } from './policy/compile-policy.ts';
export type * from './policy/policy.ts';
export { resolvePriority, type TriageFacts, type TriageResult, type TriageRule, triage } from './policy/triage.ts';
export * from './rota/compile-rota.ts';
export type * from './rota/rota-spec.ts';
export { dueFrom } from './target/due-from.ts';
export type { Length, Target, TargetText } from './target/target.ts';
export * from './time/duration.ts';
export * from './time/instant.ts';
export { TimeError } from './time/time-error.ts';
