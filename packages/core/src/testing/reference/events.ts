import type { CaseEvent, CaseEventOf, CaseEventType } from '../../case/case-event.ts';
import type { CompiledTarget } from '../../policy/compile-policy.ts';
import { dueFrom } from '../../target/due-from.ts';
import { parseTarget } from '../../target/parse-target.ts';
import { toEpochMs } from '../../time/instant.ts';
import { meet, updateTarget } from './begin.ts';
import { end, isPublic, isReply, judge, lastRun, live, liveRun, stoppedBy, stops } from './clocks.ts';
import { stillSince } from './deadline.ts';
import { isOver, isPerson, type Life, openSpan, policyFor, priorityOf, type Run, repeats } from './life.ts';

/** What an event does at once. What it starts begins later, after all events of its instant. */
export function happen(life: Life, event: CaseEvent, now: number): void {
  life.past.push({ event, at: now });
  if (isOver(life) && !HEARD_AT_THE_END.has(event.type)) return;
  for (const run of live(life)) if (stops(run.compiled, event)) end(life, run, now, 'stopped');
  (CHANGES[event.type] as Change<CaseEventType> | undefined)?.(life, event, now);
  endRepeats(life, event);
  endUpdates(life, event, now);
  takeAlerts(life, event);
}

/** What still means something to a case that is closed, deferred or merged. */
const HEARD_AT_THE_END: ReadonlySet<string> = new Set([
  'reopened',
  'prioritised',
  'policy-moved',
  'requester-replied',
  'replied',
  'no-reply-needed',
  'escalated',
  'resolved',
  'closed',
  'deferred',
  'merged',
  'unmerged',
]);

type Change<Type extends CaseEventType> = (life: Life, event: CaseEventOf<Type>, now: number) => void;

const CHANGES: { readonly [Type in CaseEventType]?: Change<Type> } = {
  prioritised: (life, event, now) => move(life, () => priorityOf(life.policy, event.priority), now),
  'policy-moved'(life, event, now) {
    life.policy = policyFor(life.policies, event.policy, event.version);
    const { name } = life.priority.priority;
    move(life, () => life.policy.priorities.get(name) ?? priorityOf(life.policy, name), now);
  },
  replied: (life, event, now) => isReply(event) && answered(life, now),
  'no-reply-needed': (life, _, now) => answered(life, now),
  'requester-replied': (life, _, now) => asked(life, now),
  delayed: (life, event, now) => delay(life, event.every, now),
  paused(life, event, now) {
    stopPause(life, now);
    life.pauses.push({ start: now, reason: event.reason });
    rejudge(life, now);
  },
  resumed(life, _, now) {
    stopPause(life, now);
    rejudge(life, now);
  },
  escalated(life, event) {
    life.tier = event.to;
  },
  absorbed(life, { openedAt, waitingSince }, now) {
    absorb(life, now, toEpochMs(openedAt), waitingSince === undefined ? undefined : toEpochMs(waitingSince));
  },
  resolved: (life, _, now) => resolve(life, now),
  reopened: (life, _, now) => reopen(life, now),
  closed: (life, _, now) => finish(life, 'closed', now),
  deferred: (life, _, now) => finish(life, 'deferred', now),
  merged(life, event, now) {
    const until = life.quiet.get(event);
    if (until === undefined) finish(life, 'merged', now);
    else life.quietUntil = until;
  },
  unmerged(life) {
    life.quietUntil = undefined;
  },
  unreachable(life, event) {
    life.falling.push(event.step);
  },
};

function move(life: Life, next: () => Life['priority'], now: number): void {
  const before = life.priority;
  life.priority = next();
  if (life.priority === before) return;
  life.every = undefined;
  life.isTightening = true;
  if (life.priority.priority.name !== before.priority.name) silence(life);
  else keepKnown(life);
  if (isOver(life)) return;
  for (const run of live(life)) {
    const compiled = life.priority.targets.get(run.clock);
    if (compiled) take(life, run, compiled, now);
    else lack(life, run, now);
  }
}

/** A question whose clock was cancelled here is asked again when a policy promises an answer again. */
function lack(life: Life, run: Run, now: number): void {
  end(life, run, now, 'lacking');
  if (run.clock === 'next-response' && run.done?.status === 'cancelled') life.questionAsked = false;
}

/** Under another version: what its ladder does not have is over. */
function keepKnown(life: Life): void {
  const known = new Map(life.priority.priority.ladder.steps.map((step) => [step.id, step]));
  life.alerts = life.alerts.filter(({ step }) => known.has(step));
  life.ringing = life.ringing.filter((each) => {
    const step = known.get(each.step);
    return step !== undefined && repeats(step);
  });
}

/** The new target from the start: where a receipt counts now, it has stopped the clock. */
function take(life: Life, run: Run, compiled: CompiledTarget, now: number): void {
  const counted = run.compiled.target.automatic;
  run.compiled = compiled;
  const stopped =
    run.breached === undefined && compiled.target.automatic && !counted ? stoppedBy(life, compiled) : undefined;
  if (stopped === undefined) judge(life, run, now);
  else meet(life, run, stopped);
}

function silence(life: Life): void {
  life.alerts = [];
  life.ringing = [];
  life.waiting = [];
  life.falling = [];
}

function answered(life: Life, now: number): void {
  life.question = undefined;
  life.questionAsked = false;
  const run = liveRun(life, 'next-response');
  if (run) end(life, run, now, 'stopped');
}

function asked(life: Life, now: number): void {
  const isAnswered = life.past.some(({ event }) => isReply(event));
  if (isAnswered && life.question === undefined) life.question = now;
}

function delay(life: Life, every: string, now: number): void {
  life.every = parseTarget(every);
  const running = liveRun(life, 'update');
  life.isTightening ||= running !== undefined;
  if (running) {
    running.compiled = updateTarget(life) ?? running.compiled;
    judge(life, running, now);
  }
  if (life.state !== 'open') return;
  const promise = updateTarget(life)?.target.promise;
  for (const { event } of life.past)
    if (promise?.kind === 'every' && promise.until.includes(event.type)) life.passedOver.add(event);
  if (!liveRun(life, 'update')) life.updateFrom = now;
}

function stopPause(life: Life, now: number): void {
  const pause = openSpan(life.pauses);
  if (pause) pause.end = now;
}

/** What runs on may have run out meanwhile, where its deadline is rolled. */
function rejudge(life: Life, now: number): void {
  for (const run of live(life)) if (stillSince(life, run) === undefined) judge(life, run, now);
}

function absorb(life: Life, now: number, openedAt: number, waitingSince: number | undefined): void {
  life.isTightening = true;
  if (openedAt < life.opened) {
    for (const run of live(life).filter((each) => each.fromOpening)) {
      run.anchor = openedAt;
      judge(life, run, now);
    }
    if (life.resolutionFrom === life.opened) life.resolutionFrom = openedAt;
    life.opened = openedAt;
  }
  if (waitingSince === undefined) return;
  const run = liveRun(life, 'next-response');
  const isSpent = life.questionAsked && !run;
  life.question = isSpent ? waitingSince : Math.min(life.question ?? waitingSince, waitingSince);
  life.questionAsked = run !== undefined;
  if (!run) return;
  run.anchor = Math.min(run.anchor, waitingSince);
  judge(life, run, now);
}

function resolve(life: Life, now: number): void {
  if (life.state !== 'open' && life.state !== 'deferred') return;
  answered(life, now);
  life.state = 'resolved';
  life.resolutionStop ??= now;
  for (const run of live(life))
    if (['estimate', 'diagnosis', 'workaround'].includes(run.clock) || run.clock.startsWith('milestone:'))
      end(life, run, now, 'finished');
  stopPause(life, now);
  rejudge(life, now);
  if (!openSpan(life.solved)) life.solved.push({ start: now });
  silence(life);
}

function reopen(life: Life, now: number): void {
  if (life.state === 'open' || life.state === 'merged') return;
  const { reopen: rule } = life.policy.policy.defaults;
  const solving = openSpan(life.solved);
  life.state = 'open';
  if (solving) solving.end = now;
  if (lastRun(life, 'update') && !liveRun(life, 'update')) life.updateFrom = now;
  life.updatesSince = life.past.length;
  if (rule.kind === 'ignore') return;
  const isInTime =
    rule.kind === 'resume' && solving && now <= dueFrom(rule.within, solving.start, life.priority.context).dueMs;
  if (isInTime) {
    resume(life, now);
    return;
  }
  if (rule.kind === 'resume' && solving && rule.after === 'new-case') return;
  life.resolutionStop = undefined;
  life.resolutionFrom = now;
  life.isResolutionOwed = true;
}

function resume(life: Life, now: number): void {
  const last = lastRun(life, 'resolution');
  const compiled = life.priority.targets.get('resolution');
  const stopped = life.resolutionStop;
  life.resolutionStop = undefined;
  if (last?.ended !== 'stopped' || last.done?.stoppedMs !== stopped || !compiled) return;
  life.isTightening ||= last.compiled !== compiled;
  last.ended = undefined;
  last.done = undefined;
  last.compiled = compiled;
  judge(life, last, now);
}

function finish(life: Life, state: 'closed' | 'deferred' | 'merged', now: number): void {
  if (life.state === 'merged' || (life.state === 'closed' && state !== 'merged')) return;
  for (const run of live(life)) end(life, run, now, 'finished');
  stopPause(life, now);
  if (!isOver(life)) silence(life);
  life.question = undefined;
  life.questionAsked = false;
  life.state = state;
}

function endUpdates(life: Life, event: CaseEvent, now: number): void {
  const compiled = updateTarget(life);
  const run = liveRun(life, 'update');
  const promise = (run?.compiled ?? compiled)?.target.promise;
  const isLast = promise?.kind === 'every' && promise.until.includes(event.type);
  if (isPublic(event) && lastRun(life, 'update')) {
    if (run) end(life, run, now, 'stopped');
    life.updateFrom = now;
  } else if (run && isLast) end(life, run, now, 'finished');
  if (!isLast) return;
  life.updateFrom = undefined;
}

/** A policy's `until` ends the repeats of steps that fired before. */
function endRepeats(life: Life, event: CaseEvent): void {
  life.ringing = life.ringing.filter(({ step }) => {
    const repeat = life.priority.ladder.steps.find(({ id }) => id === step)?.repeat;
    return repeat && !repeat.until.includes(event.type);
  });
}

function takeAlerts(life: Life, event: CaseEvent): void {
  if (!isPerson((event as { by?: string }).by)) return;
  if (event.type === 'alert-taken') life.alerts = life.alerts.filter(({ step }) => step !== event.step);
  if (['acknowledged', 'assigned', 'replied'].includes(event.type)) life.alerts = [];
}
