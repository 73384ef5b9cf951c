import type { CompiledTarget } from '../policy/compile-policy.ts';
import type { ClockName, ClockTarget, Trigger } from '../policy/policy.ts';
import type { Target } from '../target/target.ts';
import { type CaseClocks, isEnded, putRun, runOf } from './case-clocks.ts';
import { type ClockRule, clockRule, stopsOf } from './clock-kinds.ts';
import { type ClockRun, isUnfinished, newRun } from './clock-run.ts';
import { keptBefore, scheduled, solvedTime } from './pauses.ts';
import { dueOrNever } from './schedule.ts';
import { LEFT_OUT, moverOf } from './time-away.ts';

/** Begins every clock that is owed as things stand at the end of an instant. */
export function beginClocks(clocks: CaseClocks, nowMs: number): void {
  if (!isEnded(clocks)) for (const target of clocks.targets) beginOwed(clocks, target, nowMs);
  clocks.isUpdateOwed = false;
}

/** When a time since opening is up; solved time does not count. */
export function sinceOpeningMs(clocks: CaseClocks, target: Target): number {
  const known = clocks.sinceOpening.get(target);
  if (known !== undefined) return known;
  const move = moverOf(solvedTime(clocks), LEFT_OUT);
  const ms = dueOrNever(target, clocks.anchorMs, clocks.priority.context, move)?.dueMs ?? Infinity;
  clocks.sinceOpening.set(target, ms);
  return ms;
}

/** Whether a time since opening was up by `nowMs`, and before the case was resolved. */
export function isPast(clocks: CaseClocks, dueMs: number, nowMs: number): boolean {
  return dueMs <= nowMs && (clocks.phase !== 'resolved' || dueMs <= (solvedTime(clocks).sinceMs ?? nowMs));
}

/** The next instant at which a time since opening starts a clock. */
export function nextStartMs(clocks: CaseClocks): number {
  let nextMs = Infinity;
  if (isEnded(clocks) || clocks.phase === 'resolved') return nextMs;
  for (const { target } of clocks.targets) {
    const { from } = target;
    if (from === undefined || (from.kind !== 'after' && from.kind !== 'earliest')) continue;
    if (runOf(clocks, target.clock) !== undefined || isOver(clocks, target.promise)) continue;
    for (const time of timesOf(from)) nextMs = Math.min(nextMs, sinceOpeningMs(clocks, time));
  }
  return nextMs;
}

function beginOwed(clocks: CaseClocks, target: CompiledTarget, nowMs: number): void {
  const { clock } = target.target;
  const before = runOf(clocks, clock);
  if (before !== undefined && isUnfinished(before)) return;
  const rule = before?.rule ?? clockRule(clock);
  const start = startOf(clocks, target, rule, before, nowMs);
  if (start === undefined) return;
  const run = newRun(target, rule, (before?.cycle ?? 0) + 1, start);
  putRun(clocks, start.stopMs === undefined ? scheduled(clocks, run, nowMs) : keptBefore(clocks, run, start.stopMs));
  if (clock === 'resolution') clocks.isResolutionOwed = false;
  if (start.stopMs !== undefined) clocks.stopped = clocks.stopped.with(clock, start.stopMs);
}

interface Start {
  readonly anchorMs: number;
  readonly isFromOpening: boolean;
  /** Its promise was kept before it began: it is met with that instant, however late. */
  readonly stopMs?: number | undefined;
}

function startOf(
  clocks: CaseClocks,
  { target }: CompiledTarget,
  rule: ClockRule,
  before: ClockRun | undefined,
  nowMs: number,
): Start | undefined {
  switch (rule.starts) {
    case 'question':
      return startOfQuestion(clocks);
    case 'interval':
      return startOfInterval(clocks, target.promise, target.from, before, nowMs);
    case 'opening': {
      if (before !== undefined && !isBack(before) && !isNextOwed(clocks, target.clock)) return undefined;
      if (target.from !== undefined && target.from.kind !== 'opened')
        return startOfTriggered(clocks, rule, target.from, before, nowMs);
      return startOfOpened(clocks, target, rule);
    }
  }
}

/** A policy had taken it away and now promises it again. */
function isBack({ isLacked, status }: ClockRun): boolean {
  return isLacked && status === 'cancelled';
}

/** Reopened past the grace: resolution is owed its next cycle, from the reopening. */
function isNextOwed({ isResolutionOwed }: CaseClocks, clock: ClockName): boolean {
  return clock === 'resolution' && isResolutionOwed;
}

function startOfQuestion({ question, phase, happened }: CaseClocks): Start | undefined {
  if (question === undefined || question.isSpent || phase !== 'open') return undefined;
  if (!question.isInherited && happened.get('replied') === undefined) return undefined;
  return { anchorMs: question.sinceMs, isFromOpening: false };
}

function startOfOpened(clocks: CaseClocks, target: ClockTarget, { endsWhenResolved }: ClockRule): Start | undefined {
  if (target.clock === 'resolution')
    return {
      anchorMs: clocks.resolutionAnchorMs,
      isFromOpening: clocks.resolutionAnchorMs === clocks.anchorMs,
      stopMs: clocks.resolutionStopMs,
    };
  const stopMs = firstOf(clocks, stopsOf(target));
  if (stopMs === undefined && clocks.phase === 'resolved' && endsWhenResolved) return undefined;
  return { anchorMs: clocks.anchorMs, isFromOpening: true, stopMs };
}

/**
 * A trigger of this instant starts a clock that waits for its event from here on; one already past, which a change
 * brought, starts it at the change, and an event that has happened counts.
 */
function startOfTriggered(
  clocks: CaseClocks,
  { stopsAt }: ClockRule,
  from: Trigger,
  before: ClockRun | undefined,
  nowMs: number,
): Start | undefined {
  if (before !== undefined)
    return { anchorMs: before.anchorMs, isFromOpening: false, stopMs: firstOf(clocks, stopsAt) };
  const triggeredMs = triggerMs(clocks, from, nowMs);
  if (triggeredMs === undefined) return undefined;
  if (clocks.phase === 'resolved' && triggeredMs < (clocks.resolvedMs ?? nowMs)) return undefined;
  const happensNow = clocks.justNow.toArray().some((happening) => stopsAt.includes(happening));
  const stopMs = triggeredMs < nowMs ? firstOf(clocks, stopsAt) : happensNow ? nowMs : undefined;
  const isFromOpening = isOpening(clocks, from, nowMs);
  return { anchorMs: isFromOpening ? clocks.anchorMs : nowMs, isFromOpening, stopMs };
}

function startOfInterval(
  clocks: CaseClocks,
  promise: CompiledTarget['target']['promise'],
  from: Trigger | undefined,
  before: ClockRun | undefined,
  nowMs: number,
): Start | undefined {
  if (isOver(clocks, promise)) return undefined;
  if (clocks.isUpdateOwed) return { anchorMs: nowMs, isFromOpening: false };
  if (before !== undefined)
    return isBack(before)
      ? { anchorMs: Math.max(before.anchorMs, clocks.lastPublicMs ?? before.anchorMs), isFromOpening: false }
      : undefined;
  const trigger: Trigger = from ?? { kind: 'opened' };
  if (triggerMs(clocks, trigger, nowMs) === undefined) return undefined;
  const isFromOpening = isOpening(clocks, trigger, nowMs);
  return { anchorMs: isFromOpening ? clocks.anchorMs : nowMs, isFromOpening };
}

/** One of the events that end the updates has happened. */
function isOver({ seen }: CaseClocks, promise: CompiledTarget['target']['promise']): boolean {
  return promise.kind === 'every' && promise.until.some((type) => seen.includes(type));
}

function triggerMs(clocks: CaseClocks, trigger: Trigger, nowMs: number): number | undefined {
  switch (trigger.kind) {
    case 'opened':
      return clocks.anchorMs;
    case 'clock':
      return clocks.stopped.get(trigger.clock);
    case 'flag':
      return clocks.flagged.get(trigger.flag);
    case 'step':
      return clocks.fired.get(trigger.step);
    case 'after': {
      const dueMs = sinceOpeningMs(clocks, trigger.target);
      return isPast(clocks, dueMs, nowMs) ? dueMs : undefined;
    }
    case 'earliest':
      return earliest(trigger.of.map((each) => triggerMs(clocks, each, nowMs)));
  }
}

/** Whether it is the opening that starts the clock, so that an earlier case which is absorbed moves it. */
function isOpening({ openedMs }: CaseClocks, trigger: Trigger, nowMs: number): boolean {
  if (nowMs !== openedMs) return false;
  return trigger.kind === 'opened' || (trigger.kind === 'earliest' && trigger.of.some(({ kind }) => kind === 'opened'));
}

function timesOf(trigger: Trigger): Target[] {
  if (trigger.kind === 'earliest') return trigger.of.flatMap(timesOf);
  return trigger.kind === 'after' ? [trigger.target] : [];
}

function firstOf({ happened }: CaseClocks, happenings: readonly string[]): number | undefined {
  return earliest(happenings.map((happening) => happened.get(happening)));
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((ms) => ms !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
