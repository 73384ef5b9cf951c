import type { Calendar } from '../calendar/calendar.ts';
import { isEnded } from '../clock/case-clocks.ts';
import type { ClockRun } from '../clock/clock-run.ts';
import { dueOrNever, neverOr } from '../clock/schedule.ts';
import type { CompiledPriority } from '../policy/compile-policy.ts';
import type { Recipient, Step } from '../policy/policy.ts';
import type { Target } from '../target/target.ts';
import type { EffectKind, EffectMs } from './effect.ts';
import { type Escalating, entryOf } from './ladder-progress.ts';

/** A step fires for the first time, or for another cycle of its clock: from here on it waits to be taken, and repeats. */
export function fireStep(
  escalating: Escalating,
  step: Step,
  priority: CompiledPriority,
  nowMs: number,
  run?: ClockRun,
): void {
  const { clocks, ladder } = escalating;
  const sentMs = sendStep(escalating, step, priority, nowMs, run);
  clocks.fired = clocks.fired.with(step.id, nowMs);
  if (ladder.alerts.length > 0) ladder.alerts = ladder.alerts.filter((alert) => alert.step !== step.id);
  if (ladder.repeats.length > 0) ladder.repeats = ladder.repeats.filter((repeat) => repeat.step !== step.id);
  if (sentMs === undefined || isEnded(clocks) || priority !== clocks.priority) return;
  awaitTaking(escalating, step, sentMs);
  if (repeats(step)) repeatFrom(escalating, step, sentMs, step.repeat?.times ?? Infinity);
}

/** Fires the step again because its time to repeat has come. */
export function repeatStep(escalating: Escalating, step: Step, left: number, nowMs: number): void {
  const { clocks, ladder } = escalating;
  ladder.repeats = ladder.repeats.filter((repeat) => repeat.step !== step.id);
  const sentMs = sendStep(escalating, step, clocks.priority, nowMs);
  if (sentMs !== undefined) repeatFrom(escalating, step, sentMs, left - 1);
}

/** Fires the step again because nobody took it and there is none after it. */
export function ringAgain(escalating: Escalating, step: Step, nowMs: number): void {
  const sentMs = sendStep(escalating, step, escalating.clocks.priority, nowMs);
  if (sentMs !== undefined) awaitTaking(escalating, step, sentMs);
}

/** Writes down all that a step does; returns when its notifications go out, undefined where they never do. */
function sendStep(
  escalating: Escalating,
  step: Step,
  priority: CompiledPriority,
  nowMs: number,
  run?: ClockRun,
): number | undefined {
  const { ladder } = escalating;
  const occurrence = countFiring(escalating, step.id, run);
  const effect = effectsOf(step, occurrence, run);
  const sentMs = step.notify.length === 0 ? nowMs : openFrom(priority.ladder.calendar, nowMs);
  if (sentMs !== undefined)
    for (const recipient of step.notify) notify(escalating, effect('notify', sentMs, recipient), nowMs);
  if (step.raiseTo !== undefined && isAbove(escalating, step.raiseTo)) {
    ladder.tier = step.raiseTo;
    tell(escalating, effect('raise', nowMs, { to: step.raiseTo }));
  }
  if (step.assign !== undefined) tell(escalating, effect('assign', nowMs, { to: step.assign.to }));
  if (step.publish) tell(escalating, effect('publish', nowMs));
  return sentMs;
}

function countFiring({ ladder }: Escalating, step: string, run: ClockRun | undefined): number {
  const before = entryOf(ladder.fired, step);
  const fired = { step, occurrences: (before?.occurrences ?? 0) + 1, cycle: run?.cycle ?? before?.cycle ?? 0 };
  ladder.fired =
    before === undefined ? [...ladder.fired, fired] : ladder.fired.map((each) => (each === before ? fired : each));
  return fired.occurrences;
}

function effectsOf(step: Step, occurrence: number, run: ClockRun | undefined) {
  return (kind: EffectKind, atMs: number, { to, via }: Partial<Recipient> = NOBODY): EffectMs => {
    const id = `${step.id}/${occurrence}/${kind}`;
    return {
      id: to === undefined ? id : `${id}/${to}`,
      atMs,
      kind,
      step: step.id,
      ...(run && { clock: run.clock, cycle: run.cycle }),
      ...(to !== undefined && { to }),
      ...(via !== undefined && via.length > 0 && { via }),
      ...(step.clause !== undefined && { clause: step.clause }),
    };
  };
}

const NOBODY: Partial<Recipient> = {};

function notify(escalating: Escalating, effect: EffectMs, nowMs: number): void {
  const { ladder } = escalating;
  if (effect.atMs <= nowMs) tell(escalating, effect);
  else ladder.waiting = [...ladder.waiting, { sendMs: effect.atMs, effect }];
}

function tell(escalating: Escalating, effect: EffectMs): void {
  escalating.effects = escalating.effects.with(effect);
}

function isAbove({ clocks, ladder }: Escalating, tier: string): boolean {
  const { tiers } = clocks.policy;
  return (tiers.get(tier) ?? -1) > (tiers.get(ladder.tier) ?? -1);
}

function openFrom(calendar: Calendar | undefined, nowMs: number): number | undefined {
  if (calendar === undefined || calendar.isOpenMs(nowMs)) return nowMs;
  try {
    return calendar.nextOpeningMs(nowMs);
  } catch (error) {
    return neverOr(error);
  }
}

/** Without `acknowledgeWithin` nobody has to take it, and only `unreachable` passes it on. */
function awaitTaking(escalating: Escalating, { id, acknowledgeWithin, notify: told }: Step, sentMs: number): void {
  if (told.length === 0) return;
  const dueMs = acknowledgeWithin && after(escalating, acknowledgeWithin.target, sentMs);
  const { ladder } = escalating;
  ladder.alerts = [...ladder.alerts, { step: id, dueMs: dueMs ?? Infinity }];
}

function repeatFrom(escalating: Escalating, { id, repeat }: Step, sentMs: number, left: number): void {
  if (repeat === undefined || left < 1) return;
  const nextMs = after(escalating, repeat.every, sentMs);
  const { ladder } = escalating;
  if (nextMs !== undefined) ladder.repeats = [...ladder.repeats, { step: id, nextMs, left }];
}

/**
 * After so many effects nobody hears a case's ladder any more: it neither repeats nor rings again, so that looking decades
 * ahead at one that was meant to ring every hour, and rings every second, comes to an end.
 */
export const MOST_EFFECTS = 1_000_000;

/** Undefined where it would not be later: such a time never passes. */
function after({ clocks, effects }: Escalating, target: Target, fromMs: number): number | undefined {
  if (effects.length >= MOST_EFFECTS) return undefined;
  const dueMs = dueOrNever(target, fromMs, clocks.priority.context)?.dueMs;
  return dueMs !== undefined && dueMs > fromMs ? dueMs : undefined;
}

/** Raising again changes nothing: a step that does no more than that is not repeated, whatever it says. */
export function repeats({ repeat, notify: told, assign, publish }: Step): boolean {
  return repeat !== undefined && (told.length > 0 || assign !== undefined || publish === true);
}
