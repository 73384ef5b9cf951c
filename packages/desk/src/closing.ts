import { CalendarError, compiledPolicy, dueFrom, fromEpochMs, type Policy, type Target, Temporal } from '@sla/core';

import { type CaseHistory, resolvedAt } from './case-history.ts';

type Instant = Temporal.Instant;

/** When a resolved case is closed for good, if its policy closes it at all. */
export function closesAt(policy: Policy, priority: string, history: CaseHistory): Instant | undefined {
  const resolved = resolvedAt(history);
  const { close } = policy.defaults;
  return close && resolved ? after(policy, priority, close.after, resolved) : undefined;
}

/** What a requester's message does to a case that was declared done. */
export type Reopening = 'reopen' | 'open-another' | 'leave';

export function reopeningFor(policy: Policy, priority: string, history: CaseHistory, at: Instant): Reopening {
  const { reopen } = policy.defaults;
  if (reopen.kind === 'ignore') return 'leave';
  if (reopen.kind === 'new-cycle' || reopen.after === 'new-cycle') return 'reopen';
  const resolved = resolvedAt(history);
  if (!resolved) return 'reopen';
  const graceEnds = after(policy, priority, reopen.within, resolved);
  return graceEnds && Temporal.Instant.compare(at, graceEnds) > 0 ? 'open-another' : 'reopen';
}

/** On the calendar that the priority's ladder counts on too; never, where that calendar has no hours left. */
function after(policy: Policy, priority: string, target: Target, anchor: Instant): Instant | undefined {
  const { priorities } = compiledPolicy(policy);
  const compiled = priorities.get(priority) ?? priorities.values().next().value;
  if (!compiled) throw new RangeError(`policy ${policy.id} has no priorities`);
  try {
    return fromEpochMs(dueFrom(target, anchor.epochMilliseconds, compiled.context).dueMs);
  } catch (error) {
    if (error instanceof CalendarError && error.code === 'never-open') return undefined;
    throw error;
  }
}
