import { caseFault } from '../case/case-error.ts';
import type { CaseFact } from '../case/read-events.ts';
import { applyEvent } from './apply-event.ts';
import { type CaseProgress, findPolicy, findPriority, openCase } from './case-progress.ts';
import type { Policies } from './case-sla.ts';
import { passTimeBefore } from './settle.ts';

export const NOT_OPENED = 'the case is not opened by then: expected `opened`';
export const OPENED_TWICE = 'the case is open already: expected `opened` once';

/** The case as its opening leaves it. Throws CaseError where the first event is another one. */
export function openWith(fact: CaseFact | undefined, policies: Policies): CaseProgress {
  if (fact?.event.type !== 'opened') throw caseFault([], 'not-opened', NOT_OPENED);
  const { policy: id, version, priority } = fact.event;
  const policy = findPolicy(policies, id, version);
  const progress = openCase(policy, findPriority(policy, priority), fact.atMs);
  applyEvent(progress, fact, policies);
  return progress;
}

/** Time passes until the event, then it happens: before the timers of its own instant. */
export function goOn(progress: CaseProgress, fact: CaseFact, policies: Policies): void {
  if (fact.event.type === 'opened') throw caseFault([], 'opened-twice', OPENED_TWICE);
  if (fact.atMs > progress.nowMs) {
    passTimeBefore(progress, fact.atMs);
    progress.nowMs = fact.atMs;
  }
  applyEvent(progress, fact, policies);
}

/** Time passes through an instant, its timers included. */
export function arrive(progress: CaseProgress, nowMs: number): CaseProgress {
  passTimeBefore(progress, nowMs + 1);
  progress.nowMs = nowMs;
  return progress;
}
