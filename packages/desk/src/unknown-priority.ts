import type { Policy } from '@sla/core';

import { type Refusal, refusal } from './refusal.ts';

/** Refuses a priority that the policy neither has nor maps to one of its own. */
export function unknownPriority(policy: Policy, priority: string): Refusal | undefined {
  const known = policy.priorities.map(({ name }) => name);
  const isKnown = known.includes(priority) || Object.hasOwn(policy.map, priority);
  return isKnown ? undefined : refusal('unknown-priority', { priority, known: known.join(', ') });
}
