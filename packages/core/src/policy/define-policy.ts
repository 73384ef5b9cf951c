import type { Policy } from './policy.ts';
import { PolicyError, type PolicyFault } from './policy-error.ts';
import type { PolicySpec } from './policy-spec.ts';
import { readPolicy } from './read-policy.ts';

/**
 * A policy from its written form. Names are checked by the compiler: a calendar, tier, priority, reason or rota that the
 * policy does not declare does not compile, nor does a clock that there is not.
 *
 * @throws PolicyError `invalid-policy` with every fault at once, each with its path, a code and what was expected.
 *
 * @example
 * ```ts
 * import { definePolicy } from '@sla/core';
 *
 * const policy = definePolicy({
 *   id: 'acme',
 *   timeZone: 'Europe/London',
 *   calendars: { office: { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:30' } } },
 *   calendar: 'office',
 *   priorities: { normal: { targets: { 'first-response': { within: '4 business hours', clause: 'A-1' } } } },
 * });
 * policy.defaults.priority; // → normal
 * policy.tiers; // → [ 'L1', 'L2', 'L3' ]
 * ```
 */
export function definePolicy<
  const Calendar extends string = never,
  const Tier extends string = 'L1' | 'L2' | 'L3',
  const PriorityName extends string = never,
  const Reason extends string = 'awaiting-requester' | 'awaiting-vendor',
  const Rota extends string = never,
>(spec: PolicySpec<Calendar, Tier, PriorityName, Reason, Rota>): Policy {
  const read = readPolicy(spec);
  if ('faults' in read) throw new PolicyError('invalid-policy', read.faults);
  return read.policy;
}

/**
 * The same for what comes from a file: faults are returned, so that an editor or a command can place them.
 *
 * @example
 * ```ts
 * import { parsePolicy } from '@sla/core';
 *
 * const priorities = { normal: { targets: { resolution: { within: 4 } } } };
 * const read = parsePolicy({ id: 'acme', timeZone: 'UTC', priorities });
 * 'faults' in read && read.faults[0]?.path.join('.'); // → priorities.normal.targets.resolution.within
 * 'faults' in read && read.faults[0]?.message; // → 4: expected a unit after the number, such as `4 minutes` or `4 business hours`
 * ```
 */
export function parsePolicy(
  written: unknown,
): { readonly policy: Policy } | { readonly faults: readonly PolicyFault[] } {
  return readPolicy(written);
}
