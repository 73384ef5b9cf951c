import type { EffectMs } from '../../escalation/effect.ts';
import type { CompiledPriority } from '../../policy/compile-policy.ts';
import type { Step } from '../../policy/policy.ts';
import { dueFrom } from '../../target/due-from.ts';
import type { Target } from '../../target/target.ts';
import { sinceOpening } from './begin.ts';
import { first, live } from './clocks.ts';
import { shareOf, stillSince } from './deadline.ts';
import { isOver, type Life, type Run, repeats } from './life.ts';

/** Every step of the ladder in force that waits for this event, once a case. */
export function call(life: Life, event: string): void {
  const { priority } = life;
  for (const step of priority.ladder.steps)
    if (step.fires.kind === 'on' && step.fires.event === event && !life.fired.has(step.id))
      life.called.push({ step, priority });
}

/** Everything of the ladder that is due by `now`, in ladder order. */
export function climb(life: Life, now: number): void {
  deliver(life, now);
  const called = life.called;
  life.called = [];
  for (const { step, priority } of called)
    if ((isOver(life) || priority !== life.priority) && !life.fired.has(step.id)) fire(life, step, priority, now);
  if (isOver(life)) return;
  for (const step of life.priority.ladder.steps) {
    const isCalled = called.some((each) => each.step === step);
    if (!life.fired.has(step.id) && (isCalled || isAfterPast(life, step, now))) fire(life, step, life.priority, now);
    for (const run of live(life)) fireAt(life, step, run, now);
    repeat(life, step, now);
    fallThrough(life, step, now);
  }
  passOver(life, now);
}

function isAfterPast(life: Life, step: Step, now: number): boolean {
  const at = step.fires.kind === 'after' ? sinceOpening(life, step.fires.target) : undefined;
  return at !== undefined && at <= now;
}

/** When a step at a clock falls due in this run; it fires once a cycle, and not while the clock is paused. */
export function stepShare(life: Life, step: Step, run: Run, now: number): number | undefined {
  const { fires } = step;
  if (fires.kind !== 'at' || fires.clock !== run.clock) return undefined;
  if ((life.firedFor.get(step.id) ?? 0) >= run.cycle) return undefined;
  const at = fires.percent === 100 ? run.breached : shareOf(life, run, fires.percent);
  const still = stillSince(life, run);
  if (still === undefined || at === undefined) return at;
  return at === now && (fires.percent === 100 || still === now) ? at : undefined;
}

function fireAt(life: Life, step: Step, run: Run, now: number): void {
  const at = stepShare(life, step, run, now);
  if (at === undefined || at > now) return;
  life.firedFor.set(step.id, run.cycle);
  fire(life, step, life.priority, now, run);
}

/** For the first time, or for another cycle: from here on it waits to be taken, and repeats. */
function fire(life: Life, step: Step, priority: CompiledPriority, now: number, run?: Run): void {
  const sent = ring(life, step, priority, now, run);
  first(life, `step:${step.id}`, now);
  life.alerts = life.alerts.filter((each) => each.step !== step.id);
  life.ringing = life.ringing.filter((each) => each.step !== step.id);
  if (isOver(life) || priority !== life.priority) return;
  awaitTaking(life, step, sent);
  if (repeats(step)) schedule(life, step, sent, step.repeat?.times ?? Number.POSITIVE_INFINITY);
}

/** One occurrence of a step: those told, then raise, assign, publish. Says when those told are told. */
function ring(life: Life, step: Step, priority: CompiledPriority, now: number, run?: Run): number {
  const occurrence = (life.fired.get(step.id) ?? 0) + 1;
  life.fired.set(step.id, occurrence);
  const base = {
    step: step.id,
    ...(run && { clock: run.clock, cycle: run.cycle }),
    ...(step.clause !== undefined && { clause: step.clause }),
  };
  const { calendar } = priority.ladder;
  const isLater = step.notify.length > 0 && calendar !== undefined && !calendar.isOpenMs(now);
  const sent = isLater ? calendar.nextOpeningMs(now) : now;
  const notices = step.notify.map(({ to, via }) => ({
    id: `${step.id}/${occurrence}/notify/${to}`,
    kind: 'notify' as const,
    ...base,
    to,
    via,
  }));
  if (sent > now) life.waiting.push({ at: sent, effects: notices });
  else life.effects.push(...notices.map((each) => ({ ...each, atMs: now })));
  tellDeeds(life, step, occurrence, base, now);
  return sent;
}

function tellDeeds(life: Life, step: Step, occurrence: number, base: Partial<EffectMs>, now: number): void {
  const { raiseTo, assign, publish } = step;
  const { tiers } = life.policy;
  const tell = (kind: 'raise' | 'assign' | 'publish', to?: string) =>
    life.effects.push({
      id: `${step.id}/${occurrence}/${kind}${to === undefined ? '' : `/${to}`}`,
      kind,
      ...base,
      ...(to !== undefined && { to }),
      atMs: now,
    });
  if (raiseTo !== undefined && (tiers.get(raiseTo) ?? -1) > (tiers.get(life.tier) ?? -1)) {
    life.tier = raiseTo;
    tell('raise', raiseTo);
  }
  if (assign) tell('assign', assign.to);
  if (publish) tell('publish');
}

/** Without `acknowledgeWithin` nobody has to take it, and only `unreachable` passes it on. */
function awaitTaking(life: Life, step: Step, sent: number): void {
  if (step.notify.length === 0) return;
  const deadline = step.acknowledgeWithin
    ? timeAfter(life, step.acknowledgeWithin.target, sent)
    : Number.POSITIVE_INFINITY;
  life.alerts.push({ step: step.id, deadline });
}

function timeAfter(life: Life, target: Target, from: number): number {
  const { dueMs } = dueFrom(target, from, life.priority.context);
  return dueMs > from ? dueMs : Number.POSITIVE_INFINITY;
}

function schedule(life: Life, step: Step, sent: number, left: number): void {
  if (!step.repeat || left < 1) return;
  life.ringing.push({ step: step.id, next: timeAfter(life, step.repeat.every, sent), left });
}

function deliver(life: Life, now: number): void {
  for (const { effects } of life.waiting.filter(({ at }) => at <= now))
    life.effects.push(...effects.map((each) => ({ ...each, atMs: now })));
  life.waiting = life.waiting.filter(({ at }) => at > now);
}

function repeat(life: Life, step: Step, now: number): void {
  const due = life.ringing.find((each) => each.step === step.id && each.next <= now);
  if (!due) return;
  life.ringing = life.ringing.filter((each) => each !== due);
  schedule(life, step, ring(life, step, life.priority, now), due.left - 1);
}

/** Nobody took it in time: the next step that notifies is asked, or this one rings again. */
function fallThrough(life: Life, step: Step, now: number): void {
  const due = life.alerts.find((alert) => alert.step === step.id && alert.deadline <= now);
  if (!due) return;
  life.alerts = life.alerts.filter((each) => each !== due);
  const next = nextToAsk(life, step.id);
  if (next) fire(life, next, life.priority, now);
  else awaitTaking(life, step, ring(life, step, life.priority, now));
}

/** Those that reach nobody pass the alert on at once; the last keeps its time to ring again. */
function passOver(life: Life, now: number): void {
  const falling = life.falling;
  life.falling = [];
  for (const id of falling) {
    const alert = life.alerts.find(({ step }) => step === id);
    const next = nextToAsk(life, id);
    if (!alert || !next) continue;
    life.alerts = life.alerts.filter((each) => each !== alert);
    fire(life, next, life.priority, now);
  }
}

function nextToAsk(life: Life, id: string): Step | undefined {
  const { steps } = life.priority.ladder;
  const place = steps.findIndex((step) => step.id === id);
  if (place < 0) return undefined;
  return steps
    .slice(place + 1)
    .find((step) => step.notify.length > 0 && step.fires.kind !== 'at' && !life.fired.has(step.id));
}
