import type { CalendarFaultCode } from '../calendar/calendar-error.ts';
import type { Field } from '../calendar/field.ts';
import type { RotaFaultCode } from '../rota/rota-error.ts';
import { FaultsError } from '../time/faults-error.ts';

/** Keys and positions from the policy's root, as in `['priorities', 'high', 'escalation', 0, 'after']`. */
export type PolicyPath = readonly (string | number)[];

/** One mistake in a policy's written form. */
export interface PolicyFault {
  readonly path: PolicyPath;
  readonly code: PolicyFaultCode;
  /** What is wrong, and what was expected. */
  readonly message: string;
}

export type PolicyFaultCode =
  | 'bad-type'
  | 'bad-value'
  | 'bad-name'
  | 'bad-target'
  | 'bad-zone'
  | 'bad-combination'
  | 'missing-key'
  | 'unknown-key'
  | 'unknown-calendar'
  | 'unknown-clock'
  | 'unknown-event'
  | 'unknown-priority'
  | 'unknown-reason'
  | 'unknown-rota'
  | 'unknown-step'
  | 'unknown-tier'
  | 'duplicate-step'
  | 'clause-twice'
  | 'never-fires'
  | 'never-starts'
  | CalendarFaultCode
  | RotaFaultCode;

/** A part of a policy as it was written. */
export type PolicyField<Value = unknown> = Field<PolicyFaultCode, Value>;

/**
 * A policy that cannot be read (`invalid-policy`, with every fault at once), or a name that it does not have.
 *
 * @example
 * ```ts
 * import { definePolicy, PolicyError } from '@sla/core';
 *
 * let told: unknown;
 * try {
 *   definePolicy({ id: 'acme', timeZone: 'UTC', priorities: { normal: { targets: { resolution: { within: '4' } } } } });
 * } catch (error) {
 *   if (error instanceof PolicyError) told = error.faults.map(({ path, code }) => `${path.join('.')} ${code}`);
 * }
 * told; // → [ 'priorities.normal.targets.resolution.within bad-target' ]
 * ```
 */
export class PolicyError extends FaultsError<'invalid-policy' | 'unknown-priority' | 'unknown-preset', PolicyFault> {
  override readonly name = 'PolicyError';
}

/** A list of names as a message gives it. */
export function named(names: Iterable<string>): string {
  const list = [...names];
  return list.length === 0 ? 'none, as there are none' : list.join(', ');
}
