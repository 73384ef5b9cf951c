import type { CaseEvent, CaseEventOf, CaseEventType } from '../case/case-event.ts';
import type { CaseFact } from '../case/read-events.ts';
import { endAll, endUpdates, resolve, stopClocks } from '../clock/advance-clock.ts';
import { type CaseClocks, isEnded, runOf } from '../clock/case-clocks.ts';
import { happeningOf, isStop } from '../clock/clock-kinds.ts';
import { absorb } from '../clock/merging.ts';
import { pause, resume } from '../clock/pauses.ts';
import { reopen } from '../clock/reopening.ts';
import { promiseInterval, retarget } from '../clock/retargeting.ts';
import { callSteps, hearEvent, keepKnownSteps, silence } from '../escalation/ladder-events.ts';
import type { CompiledPolicy, CompiledPriority } from '../policy/compile-policy.ts';
import { toEpochMs } from '../time/instant.ts';
import { type CaseProgress, findPolicy, findPriority, keepPriority } from './case-progress.ts';
import type { Policies } from './case-sla.ts';

/** One event happens, at `progress.nowMs`. Throws CaseError for a priority or policy that there is not. */
export function applyEvent(progress: CaseProgress, fact: CaseFact, policies: Policies): void {
  const { clocks, ladder } = progress;
  const { event, atMs } = fact;
  const wasEnded = isEnded(clocks);
  const priorityBefore = clocks.priority.priority.name;
  const { runs } = clocks;
  const happening = happeningOf(event);
  if (isStop(happening)) {
    remember(clocks, happening, atMs);
    if (event.type !== 'resolved') stopClocks(clocks, happening, atMs);
  }
  changeOf(event)?.(progress, event, fact, policies);
  if (!clocks.seen.includes(event.type)) clocks.seen = [...clocks.seen, event.type];
  endUpdates(clocks, event.type, atMs);
  if (TAKES_UP.has(event.type) && event.by !== 'system') progress.isTouched = true;
  hearEvent(progress, event);
  if (!wasEnded && isEnded(clocks)) silence(ladder);
  if ((!wasEnded || !isEnded(clocks)) && clocks.quietUntilMs === undefined) {
    callSteps(progress, event.type);
    const takesPriority = event.type === 'opened' || priorityBefore !== clocks.priority.priority.name;
    if (takesPriority && event.type !== 'prioritised') callSteps(progress, 'prioritised');
  }
  progress.timerMs = undefined;
  if (!IDLE.has(event.type) || clocks.runs !== runs || ladder.called.length > 0) progress.isSettled = false;
}

/** Events that by themselves begin no clock and fire no step. */
const IDLE: ReadonlySet<CaseEventType> = new Set(['noted', 'assigned', 'status-published', 'alerted', 'alert-taken']);

/** What may stop a clock that begins later on: when it happened first, and that it happens now. */
function remember(clocks: CaseClocks, happening: string, atMs: number): void {
  clocks.happened = clocks.happened.with(happening, atMs);
  // Also what stops no clock of this policy: the priority may change in the same instant.
  clocks.justNow = clocks.justNow.with(happening);
}

/** Events by which somebody takes a new case up. */
const TAKES_UP: ReadonlySet<CaseEventType> = new Set([
  'acknowledged',
  'assigned',
  'replied',
  'updated',
  'estimated',
  'delayed',
  'diagnosed',
  'workaround-given',
  'milestone',
  'paused',
  'escalated',
  'reopened',
]);

type Change<Type extends CaseEventType> = (
  progress: CaseProgress,
  event: CaseEventOf<Type>,
  fact: CaseFact,
  policies: Policies,
) => void;

/** What an event changes, beside the clocks that it stops. */
const CHANGES: { readonly [Type in CaseEventType]?: Change<Type> } = {
  prioritised(progress, event) {
    const { policy } = progress.clocks;
    moveTo(progress, policy, findPriority(policy, event.priority), event);
  },
  'policy-moved'(progress, event, _, policies) {
    const policy = findPolicy(policies, event.policy, event.version);
    moveTo(progress, policy, keepPriority(policy, progress.clocks.priority.priority.name), event);
  },
  replied({ clocks }, _, { atMs }) {
    clocks.lastPublicMs = atMs;
    clocks.isUpdateOwed ||= runOf(clocks, 'update') !== undefined;
    clocks.question = undefined;
  },
  updated({ clocks }, _, { atMs }) {
    clocks.lastPublicMs = atMs;
    clocks.isUpdateOwed ||= runOf(clocks, 'update') !== undefined;
  },
  'requester-replied'({ clocks }, _, { atMs }) {
    clocks.question ??= { sinceMs: atMs, isInherited: false, isSpent: false };
  },
  'no-reply-needed'({ clocks }) {
    clocks.question = undefined;
  },
  flagged({ clocks }, event, { atMs }) {
    clocks.flagged = clocks.flagged.with(event.flag, atMs);
  },
  escalated({ ladder }, event) {
    ladder.tier = event.to;
  },
  paused({ clocks }, event, { atMs }) {
    if (!isEnded(clocks)) pause(clocks, event.reason, atMs);
  },
  resumed({ clocks }, _, { atMs }) {
    resume(clocks, atMs);
  },
  delayed({ clocks }, event, { atMs }) {
    if (!isEnded(clocks)) promiseInterval(clocks, event.every, atMs);
  },
  resolved({ clocks, ladder }, _, { atMs }) {
    if (clocks.phase !== 'open' && clocks.phase !== 'deferred') return;
    resolve(clocks, atMs);
    silence(ladder);
  },
  reopened({ clocks }, _, { atMs }) {
    if (clocks.phase !== 'open' && clocks.phase !== 'merged') reopen(clocks, atMs);
  },
  closed({ clocks }, _, { atMs }) {
    if (clocks.phase !== 'closed' && clocks.phase !== 'merged') endAll(clocks, 'closed', atMs);
  },
  deferred({ clocks }, _, { atMs }) {
    if (clocks.phase !== 'closed' && clocks.phase !== 'merged') endAll(clocks, 'deferred', atMs);
  },
  merged({ clocks }, _, { atMs, quietUntilMs }) {
    if (quietUntilMs !== undefined) clocks.quietUntilMs = quietUntilMs;
    else if (clocks.phase !== 'merged') endAll(clocks, 'merged', atMs);
  },
  unmerged({ clocks }) {
    clocks.quietUntilMs = undefined;
  },
  absorbed({ clocks }, event, { atMs }) {
    if (isEnded(clocks)) return;
    const waitingSinceMs = event.waitingSince === undefined ? undefined : toEpochMs(event.waitingSince);
    absorb(clocks, { openedMs: toEpochMs(event.openedAt), waitingSinceMs }, atMs);
  },
};

function changeOf({ type }: CaseEvent): Change<CaseEventType> | undefined {
  return CHANGES[type] as Change<CaseEventType> | undefined;
}

function moveTo(progress: CaseProgress, policy: CompiledPolicy, priority: CompiledPriority, event: CaseEvent): void {
  const { clocks, ladder } = progress;
  if (policy === clocks.policy && priority === clocks.priority) return;
  const isOther = priority.priority.name !== clocks.priority.priority.name;
  retarget(clocks, policy, priority, progress.nowMs, event.type);
  if (!policy.tiers.has(ladder.tier)) ladder.tier = policy.policy.tiers[0] ?? ladder.tier;
  if (isOther) silence(ladder);
  else keepKnownSteps(progress);
}
