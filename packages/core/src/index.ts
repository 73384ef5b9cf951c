// Instants and lengths of time

export { Temporal } from 'temporal-polyfill';
export {
  type DurationLike,
  formatDuration,
  formatIsoDuration,
  fromDurationMs,
  toDurationMs,
} from './time/duration.ts';
export * from './time/instant.ts';
export { TimeError } from './time/time-error.ts';

// When the desk works

export * from './calendar/index.ts';
export { isTimeZone } from './calendar/read-fields.ts';

// What a promise says

export { type Due, dueFrom, type TargetContext } from './target/due-from.ts';
export { describeTarget, formatTarget } from './target/format-target.ts';
export { parseTarget } from './target/parse-target.ts';
export type { Length, SimpleTarget, Target, TargetText } from './target/target.ts';
export { TargetError } from './target/target-error.ts';

// Who answers

export * from './rota/compile-rota.ts';
export { RotaError, type RotaFault, type RotaFaultCode } from './rota/rota-error.ts';
export type * from './rota/rota-spec.ts';

// What is promised

export {
  type CompiledLadder,
  type CompiledPolicy,
  type CompiledPriority,
  type CompiledTarget,
  compiledPolicy,
} from './policy/compile-policy.ts';
export { definePolicy, parsePolicy } from './policy/define-policy.ts';
export { extendPolicy, type Overrides } from './policy/extend-policy.ts';
export type * from './policy/policy.ts';
export { PolicyError, type PolicyFault, type PolicyFaultCode, type PolicyPath } from './policy/policy-error.ts';
export { policyJsonSchema } from './policy/policy-json-schema.ts';
export type * from './policy/policy-spec.ts';
export { form, shapeFaults } from './policy/shape-faults.ts';
export { resolvePriority, type TriageFacts, type TriageResult, type TriageRule, triage } from './policy/triage.ts';

// What happens to a case

export { CaseError, type CaseFault, type CaseFaultCode } from './case/case-error.ts';
export type { CaseEvent, CaseEventOf, CaseEventType, CaseState, Person } from './case/case-event.ts';
export { findCaseNumbers, formatCaseNumber } from './case/case-number.ts';

// Where its clocks stand

export type { CaseSla, CaseSlaMs, Evaluate, Ledger, LedgerRow, Policies } from './case-sla/case-sla.ts';
export { apply, at, atMs, begin, type CaseTrack, evaluate, evaluateMs } from './case-sla/evaluate.ts';
export { explain } from './case-sla/explain.ts';
export { type CaseSlaJson, caseSlaToJson, type Json, ledgerToJson } from './case-sla/json.ts';
export { type CaseHistory, type ClockOutcome, compare, type OutcomeChange, replay } from './case-sla/replay.ts';
export type { ClockState, ClockStateMs, ClockStatus } from './clock/clock-state.ts';
export { type Digest, digest, type Notice } from './escalation/digest.ts';
export type { Effect, EffectKind, EffectMs } from './escalation/effect.ts';

// How well it was kept

export {
  type Attainment,
  type AttainmentCounts,
  type AttainmentRow,
  attainment,
  attainmentTally,
} from './report/attainment.ts';
export {
  type Availability,
  type AvailabilityOptions,
  availability,
  availabilityWindow,
  type Outage,
} from './report/availability.ts';
export type { Group, GroupKey, ReportedClock, ReportOptions } from './report/groups.ts';
export { type OpenClocks, type OpenCounts, type OpenOptions, openByBreach, openTally } from './report/open-clocks.ts';
export { type PercentilesRow, percentiles, percentilesTally } from './report/percentiles.ts';
export { ReportError } from './report/report-error.ts';
export { type Stream, type Tally, tallied } from './report/tally.ts';
export { type TrendOptions, type TrendRow, type Trends, trends, trendsTally } from './report/trends.ts';
