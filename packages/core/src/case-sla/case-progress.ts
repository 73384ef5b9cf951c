import { caseFault } from '../case/case-error.ts';
import type { CaseState } from '../case/case-event.ts';
import { Journal } from '../case/journal.ts';
import { type CaseClocks, newClocks } from '../clock/case-clocks.ts';
import type { EffectMs } from '../escalation/effect.ts';
import { type LadderProgress, newLadder } from '../escalation/ladder-progress.ts';
import { type CompiledPolicy, type CompiledPriority, compiledPolicy } from '../policy/compile-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { resolvePriority } from '../policy/triage.ts';
import { quoted } from '../time/time-error.ts';
import type { Policies } from './case-sla.ts';

/** A case worked out up to an instant. Changed in place; `fork` before looking into its future. */
export interface CaseProgress {
  readonly clocks: CaseClocks;
  readonly ladder: LadderProgress;
  effects: Journal<EffectMs>;
  nowMs: number;
  /** Whether what follows the events of `nowMs` has been done. */
  isSettled: boolean;
  /** When something falls due next by itself; undefined where that has to be worked out. */
  timerMs: number | undefined;
  /** Somebody has taken it up. */
  isTouched: boolean;
}

export function openCase(policy: CompiledPolicy, priority: CompiledPriority, atMs: number): CaseProgress {
  return {
    clocks: newClocks(policy, priority, atMs),
    ladder: newLadder(policy.policy.tiers[0] ?? ''),
    effects: Journal.empty(),
    nowMs: atMs,
    isSettled: false,
    timerMs: undefined,
    isTouched: false,
  };
}

export function fork(progress: CaseProgress): CaseProgress {
  return { ...progress, clocks: { ...progress.clocks }, ladder: { ...progress.ladder } };
}

/** Throws CaseError `unknown-policy`. */
export function findPolicy(policies: Policies, id: string | undefined, version: number | undefined): CompiledPolicy {
  if (typeof policies !== 'function') return compiledPolicy(policies);
  if (id === undefined) throw caseFault(['policy'], 'missing-field', 'expected the id of the policy it is kept under');
  const policy: Policy | undefined = policies(id, version);
  if (policy !== undefined) return compiledPolicy(policy);
  const name = version === undefined ? quoted(id) : `${quoted(id)} version ${version}`;
  throw caseFault(['policy'], 'unknown-policy', `${name} is no known policy: expected the id of one`);
}

/** Throws CaseError `unknown-priority`. */
export function findPriority(policy: CompiledPolicy, name: string | undefined, field = 'priority'): CompiledPriority {
  try {
    const priority = policy.priorities.get(resolvePriority(policy.policy, name));
    if (priority !== undefined) return priority;
  } catch (error) {
    if (error instanceof PolicyError) throw caseFault([field], 'unknown-priority', error.message);
    throw error;
  }
  throw caseFault([field], 'unknown-priority', `${policy.policy.id} maps ${quoted(name)} to a priority it has not`);
}

/** The same priority in another policy, which may map its name. Throws CaseError `unknown-priority`. */
export function keepPriority(policy: CompiledPolicy, name: string): CompiledPriority {
  return policy.priorities.get(name) ?? findPriority(policy, name, 'policy');
}

export function caseState({ clocks, isTouched }: CaseProgress): CaseState {
  if (clocks.phase !== 'open') return clocks.phase;
  if (clocks.pause !== undefined)
    return clocks.pause.reason === 'awaiting-requester' ? 'awaiting-requester' : 'on-hold';
  return isTouched ? 'open' : 'new';
}
