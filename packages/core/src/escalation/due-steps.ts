import { Journal } from '../case/journal.ts';
import { isPast, sinceOpeningMs } from '../clock/begin-clocks.ts';
import { isEnded, runOf } from '../clock/case-clocks.ts';
import { type ClockRun, isUnfinished } from '../clock/clock-run.ts';
import { timeAwayOf } from '../clock/pauses.ts';
import { shareOf } from '../clock/schedule.ts';
import type { Step } from '../policy/policy.ts';
import { fireStep, repeatStep, ringAgain } from './fire-step.ts';
import { type Alert, type Escalating, entryOf } from './ladder-progress.ts';

/** The next instant, seen from `nowMs`, at which the ladder does something by itself. */
export function nextStepMs(escalating: Escalating, nowMs: number): number {
  const { clocks, ladder } = escalating;
  let nextMs = Infinity;
  for (const { sendMs } of ladder.waiting) nextMs = Math.min(nextMs, sendMs);
  if (isEnded(clocks)) return nextMs;
  for (const { nextMs: repeatMs } of ladder.repeats) nextMs = Math.min(nextMs, repeatMs);
  for (const { dueMs } of ladder.alerts) nextMs = Math.min(nextMs, dueMs);
  for (const step of clocks.priority.ladder.steps) nextMs = Math.min(nextMs, stepMs(escalating, step, nowMs));
  return nextMs;
}

/** Fires, in the ladder's order, what has fallen due by `nowMs`. */
export function fireDueSteps(escalating: Escalating, nowMs: number): void {
  sendWaiting(escalating, nowMs);
  const { clocks, ladder } = escalating;
  const called = ladder.called;
  if (called.length > 0) ladder.called = [];
  for (const { step, priority } of called) {
    if ((isEnded(clocks) || priority !== clocks.priority) && !hasFired(escalating, step))
      fireStep(escalating, step, priority, nowMs);
  }
  if (isEnded(clocks)) return;
  for (const step of clocks.priority.ladder.steps) {
    const isCalled = called.length > 0 && called.some((each) => each.step === step) && !hasFired(escalating, step);
    if (isCalled) fireStep(escalating, step, clocks.priority, nowMs);
    else if (stepMs(escalating, step, nowMs) <= nowMs)
      fireStep(escalating, step, clocks.priority, nowMs, clockOf(escalating, step));
    if (ladder.repeats.length > 0 || ladder.alerts.length > 0) ringOn(escalating, step, nowMs);
  }
  if (ladder.unreached.length > 0) passOverUnreached(escalating, nowMs);
}

/** What a step that has fired does by itself: it repeats, and falls through to the next where nobody took it. */
function ringOn(escalating: Escalating, step: Step, nowMs: number): void {
  const { ladder } = escalating;
  const repeat = entryOf(ladder.repeats, step.id);
  if (repeat !== undefined && repeat.nextMs <= nowMs) repeatStep(escalating, step, repeat.left, nowMs);
  const alert = entryOf(ladder.alerts, step.id);
  if (alert !== undefined && alert.dueMs <= nowMs) fallThrough(escalating, alert, step, nowMs);
}

/**
 * Nobody took the alert: the next step that notifies is asked, and where there is none this one rings again. A step that
 * has fired, or waits at a clock, is passed over.
 */
function fallThrough(escalating: Escalating, alert: Alert, step: Step, nowMs: number): void {
  const { clocks, ladder } = escalating;
  ladder.alerts = ladder.alerts.filter((each) => each !== alert);
  const next = nextToAsk(escalating, step.id);
  if (next === undefined) ringAgain(escalating, step, nowMs);
  else fireStep(escalating, next, clocks.priority, nowMs);
}

/** After the steps of the instant: who is told learns of a step's firing before they say that it reaches nobody. */
function passOverUnreached(escalating: Escalating, nowMs: number): void {
  const { ladder } = escalating;
  const { unreached } = ladder;
  ladder.unreached = Journal.empty();
  for (const step of unreached.toArray()) passOver(escalating, step, nowMs);
}

/** A step that cannot reach anybody: the next one is asked at once. The last one keeps its time to ring again. */
function passOver(escalating: Escalating, stepId: string, nowMs: number): void {
  const { clocks, ladder } = escalating;
  const alert = entryOf(ladder.alerts, stepId);
  const next = nextToAsk(escalating, stepId);
  if (alert === undefined || next === undefined) return;
  ladder.alerts = ladder.alerts.filter((each) => each !== alert);
  fireStep(escalating, next, clocks.priority, nowMs);
}

function nextToAsk(escalating: Escalating, stepId: string): Step | undefined {
  const { steps } = escalating.clocks.priority.ladder;
  const position = steps.findIndex(({ id }) => id === stepId);
  if (position < 0) return undefined;
  return steps
    .slice(position + 1)
    .find((step) => step.notify.length > 0 && step.fires.kind !== 'at' && !hasFired(escalating, step));
}

function sendWaiting(escalating: Escalating, nowMs: number): void {
  const { ladder } = escalating;
  if (ladder.waiting.length === 0) return;
  const due = ladder.waiting.filter(({ sendMs }) => sendMs <= nowMs);
  ladder.waiting = ladder.waiting.filter(({ sendMs }) => sendMs > nowMs);
  for (const { effect } of due) escalating.effects = escalating.effects.with({ ...effect, atMs: nowMs });
}

function hasFired({ ladder }: Escalating, { id }: Step): boolean {
  return entryOf(ladder.fired, id) !== undefined;
}

/**
 * When a step falls due by time alone; Infinity for one that has fired, or waits for an event. At a paused clock nothing
 * falls due but a miss in this instant, and what the pause came upon in its first instant.
 */
function stepMs(escalating: Escalating, step: Step, nowMs: number): number {
  const { clocks } = escalating;
  const never = Infinity;
  switch (step.fires.kind) {
    case 'on':
      return never;
    case 'after': {
      if (hasFired(escalating, step)) return never;
      const dueMs = sinceOpeningMs(clocks, step.fires.target);
      return isPast(clocks, dueMs, dueMs) ? dueMs : never;
    }
    case 'at': {
      const run = clockOf(escalating, step);
      if (run === undefined || !isUnfinished(run)) return never;
      if ((entryOf(escalating.ladder.fired, step.id)?.cycle ?? 0) >= run.cycle) return never;
      const ms = thresholdMs(escalating, run, step.fires.percent) ?? never;
      if (run.pausedMs === undefined) return ms;
      const isPausedNow = run.pausedMs === nowMs && clocks.pause?.startMs === nowMs;
      return ms === nowMs && (isPausedNow || step.fires.percent === 100) ? ms : never;
    }
  }
}

/** 100 per cent is the miss itself. */
function thresholdMs({ clocks }: Escalating, run: ClockRun, percent: number): number | undefined {
  if (percent === 100) return run.breachedMs;
  if (run.schedule === undefined) return undefined;
  return (
    run.schedule.shares?.get(percent) ?? shareOf(run.schedule, run.anchorMs, percent, timeAwayOf(clocks, run.target))
  );
}

function clockOf({ clocks }: Escalating, { fires }: Step): ClockRun | undefined {
  return fires.kind === 'at' ? runOf(clocks, fires.clock) : undefined;
}
