export { Temporal } from 'temporal-polyfill';
export type { CaseEvent, CaseEventType, CaseState, Person } from './case/case-event.ts';
export type { CaseSla, Evaluate, Ledger, LedgerRow, Policies } from './case-sla/case-sla.ts';
export type { ClockKind, ClockName, ClockState, ClockStatus } from './clock/clock-state.ts';
export type { Effect, EffectKind, NotifyVia } from './escalation/effect.ts';
export type * from './policy/policy.ts';
export type { BusinessDayReading, Length, Target, TargetText } from './target/target.ts';
