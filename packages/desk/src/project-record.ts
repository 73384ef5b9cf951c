import type { CaseRecord, NextDue } from '@sla/case-store';
import { type CaseSla, type ClockState, Temporal } from '@sla/core';

import { isUnfinished, riskOf } from './case-card.ts';
import { type CaseHistory, holderOf, resolvedAt } from './case-history.ts';
import { present } from './present.ts';

type Instant = Temporal.Instant;

/** The case as lists show it: a projection of its events and of what follows from them. */
export function projectRecord(base: CaseRecord, history: CaseHistory, sla: CaseSla, now: Instant): CaseRecord {
  const { assignee, team } = holderOf(history);
  const opened = history.last('opened');
  const moved = history.last('policy-moved');
  return present({
    ...base,
    version: base.version + 1,
    policy: moved?.policy ?? opened?.policy ?? base.policy,
    policyVersion: moved?.version ?? opened?.version ?? base.policyVersion,
    priority: sla.priority,
    tier: sla.tier,
    state: sla.state,
    changedAt: now,
    assignee,
    team,
    resolvedAt: sla.state === 'resolved' || sla.state === 'closed' ? resolvedAt(history) : undefined,
    mergedInto: sla.state === 'merged' ? history.last('merged')?.into : undefined,
    nextDue: nextDueOf(sla.clocks, now),
  });
}

/** The unfinished promise that is due first, with the worst risk of any: lists count by it. */
function nextDueOf(clocks: readonly ClockState[], now: Instant): NextDue | undefined {
  const risk = riskOf(clocks, now);
  let next: NextDue | undefined;
  for (const clock of clocks) {
    if (clock.dueAt === undefined || !isUnfinished(clock)) continue;
    if (next && Temporal.Instant.compare(next.dueAt, clock.dueAt) <= 0) continue;
    next = {
      clock: clock.clock,
      cycle: clock.cycle,
      dueAt: clock.dueAt,
      missed: risk === 'missed',
      atRisk: risk === 'at-risk',
    };
  }
  return next;
}
