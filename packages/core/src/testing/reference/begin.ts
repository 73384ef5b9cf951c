import type { CompiledTarget } from '../../policy/compile-policy.ts';
import type { Trigger } from '../../policy/policy.ts';
import { dueFrom } from '../../target/due-from.ts';
import type { Target } from '../../target/target.ts';
import { end, isPublic, judge, lastRun, liveRun, stoppedBy, stops } from './clocks.ts';
import { isOver, type Life, openSpan, type Run, until } from './life.ts';

/** Starts whatever ought to run now, after the events of an instant. Says whether anything began. */
export function begin(life: Life, now: number): boolean {
  if (isOver(life)) return false;
  const before = life.runs.length;
  const targets = new Map(life.priority.targets);
  const update = updateTarget(life);
  if (update) targets.set('update', update);
  for (const compiled of targets.values()) beginOne(life, compiled, now);
  for (const run of life.runs.slice(before)) if (run.ended === undefined) judge(life, run, now);
  return life.runs.length > before;
}

function beginOne(life: Life, compiled: CompiledTarget, now: number): void {
  const { clock } = compiled.target;
  if (liveRun(life, clock)) return;
  const last = lastRun(life, clock);
  if (clock === 'next-response') beginNextResponse(life, compiled);
  else if (clock === 'update') beginUpdate(life, compiled, now);
  else if (clock === 'resolution') beginResolution(life, compiled, last);
  else beginOther(life, compiled, last, now);
}

function beginOther(life: Life, compiled: CompiledTarget, last: Run | undefined, now: number): void {
  if (last && !(last.ended === 'lacking' && last.done?.status === 'cancelled')) return;
  const { from } = compiled.target;
  if (from && from.kind !== 'opened') beginTriggered(life, compiled, from, now);
  else beginOpened(life, compiled);
}

function beginOpened(life: Life, compiled: CompiledTarget): void {
  const { clock } = compiled.target;
  const stopped = stoppedBy(life, compiled);
  const isOwedSolved = clock === 'acknowledgement' || clock === 'first-response';
  if (stopped === undefined && life.state === 'resolved' && !isOwedSolved) return;
  const run = add(life, compiled, life.opened);
  if (stopped !== undefined) meet(life, run, stopped);
}

/** What a trigger of this instant starts waits for its event from here on; for one already past, what has happened counts. */
function beginTriggered(life: Life, compiled: CompiledTarget, from: Trigger, now: number): void {
  const last = lastRun(life, compiled.target.clock);
  const at = triggered(life, from, now);
  if (last === undefined && at === undefined) return;
  if (last === undefined && life.state === 'resolved' && (at ?? now) < (openSpan(life.solved)?.start ?? now)) return;
  const happened = life.past.filter(({ event }) => stops(compiled, event)).map((each) => each.at);
  const stopped = last !== undefined || (at ?? now) < now ? happened[0] : happened.find((each) => each === now);
  const isOpening = last === undefined && now === life.born && namesOpening(from);
  const run = add(life, compiled, last?.anchor ?? (isOpening ? life.opened : now));
  run.fromOpening = isOpening;
  if (stopped !== undefined) meet(life, run, stopped);
}

/** Met there with its event's instant, however late. */
export function meet(life: Life, run: Run, stopped: number): void {
  end(life, run, stopped, 'stopped');
  run.breached = undefined;
  run.tightened = undefined;
  life.owed.delete(`${run.clock}/${run.cycle}`);
  if (run.done) {
    const { breachedMs: _b, tightened: _t, ...done } = run.done;
    run.done = { ...done, status: 'met' };
  }
}

function add(life: Life, compiled: CompiledTarget, anchor: number): Run {
  const { clock } = compiled.target;
  const cycle = (lastRun(life, clock)?.cycle ?? 0) + 1;
  const fromOpening = anchor === life.opened && clock !== 'next-response';
  const run: Run = { clock, cycle, compiled, anchor, fromOpening, warned: new Set() };
  life.runs.push(run);
  return run;
}

function beginResolution(life: Life, compiled: CompiledTarget, last: Run | undefined): void {
  const comesBack = last?.ended === 'lacking' && last.done?.status === 'cancelled';
  if (last && !comesBack && !life.isResolutionOwed) return;
  life.isResolutionOwed = false;
  const run = add(life, compiled, life.resolutionFrom);
  if (life.resolutionStop !== undefined) meet(life, run, life.resolutionStop);
}

function beginNextResponse(life: Life, compiled: CompiledTarget): void {
  if (life.question === undefined || life.questionAsked || life.state !== 'open') return;
  add(life, compiled, life.question);
  life.questionAsked = true;
}

function beginUpdate(life: Life, compiled: CompiledTarget, now: number): void {
  const last = lastRun(life, 'update');
  if (isUpdatesOver(life, compiled)) return;
  if (life.updateFrom === now) {
    add(life, compiled, now).fromOpening = false;
    return;
  }
  if (last) {
    if (last.ended === 'lacking' && last.done?.status === 'cancelled')
      add(life, compiled, Math.max(last.anchor, lastPublic(life) ?? last.anchor)).fromOpening = false;
    return;
  }
  if (!compiled.target.from) return;
  if (triggered(life, compiled.target.from, now) === undefined) return;
  const isOpening = now === life.born && namesOpening(compiled.target.from);
  add(life, compiled, isOpening ? life.opened : now).fromOpening = isOpening;
}

function lastPublic(life: Life): number | undefined {
  return life.past.filter(({ event }) => isPublic(event)).at(-1)?.at;
}

function namesOpening(trigger: Trigger): boolean {
  return trigger.kind === 'opened' || (trigger.kind === 'earliest' && trigger.of.some(namesOpening));
}

/** One of the events that end the updates has happened since the opening, the last reopening or the last delay. */
function isUpdatesOver(life: Life, { target: { promise } }: CompiledTarget): boolean {
  const recent = life.past.slice(life.updatesSince).filter(({ event }) => !life.passedOver.has(event));
  return promise.kind === 'every' && recent.some(({ event }) => promise.until.includes(event.type));
}

/** The first instant at which a trigger has come true, if it has. */
function triggered(life: Life, trigger: Trigger, now: number): number | undefined {
  const at = triggerAt(life, trigger);
  return at !== undefined && at <= now ? at : undefined;
}

/** As far as it is known: also in the future for a time after opening. */
export function triggerAt(life: Life, trigger: Trigger): number | undefined {
  switch (trigger.kind) {
    case 'opened':
      return life.opened;
    case 'clock':
      return life.firsts.get(`clock:${trigger.clock}`);
    case 'after':
      return sinceOpening(life, trigger.target);
    case 'flag':
      return life.past.find(({ event }) => event.type === 'flagged' && event.flag === trigger.flag)?.at;
    case 'step':
      return life.firsts.get(`step:${trigger.step}`);
    case 'earliest': {
      const known = trigger.of.map((each) => triggerAt(life, each)).filter((at) => at !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    }
  }
}

/** A time after opening: solved time is skipped, and while solved it does not come. */
export function sinceOpening(life: Life, target: Target): number | undefined {
  const solving = openSpan(life.solved);
  const due = dueFrom(
    target,
    life.opened,
    life.priority.context,
    until(life.solved, solving?.start ?? Number.MAX_SAFE_INTEGER).filter(({ start, end: stop }) => stop > start),
  ).dueMs;
  return solving && solving.start < due ? undefined : due;
}

/** The policy's updates, at the interval that `delayed` put in its place; also where the policy promises none. */
export function updateTarget(life: Life): CompiledTarget | undefined {
  const { priority, context, targets } = life.priority;
  const promised = targets.get('update');
  if (life.every === undefined) return promised;
  const warnAt = priority.warnAt ?? life.policy.policy.warnAt;
  const { target, ...how } = promised ?? { target: PLAIN, context, ...(warnAt && { warnAt }) };
  const until = target.promise.kind === 'every' ? target.promise.until : ['resolved'];
  return { ...how, target: { ...target, promise: { kind: 'every', target: life.every, text: '', until } } };
}

const PLAIN: CompiledTarget['target'] = {
  clock: 'update',
  kind: 'commitment',
  pauseWhile: [],
  automatic: false,
  promise: { kind: 'measure' },
  from: { kind: 'opened' },
};
