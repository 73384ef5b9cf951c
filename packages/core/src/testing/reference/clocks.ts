import type { CaseEvent } from '../../case/case-event.ts';
import type { ClockStateMs, ClockStatus } from '../../clock/clock-state.ts';
import type { CompiledTarget } from '../../policy/compile-policy.ts';
import type { ClockName } from '../../policy/policy.ts';
import { dueAsIfResumed, dueOf, elapsedOf, stillSince, warnings, warningsAt } from './deadline.ts';
import { isPerson, type Life, openSpan, type Run } from './life.ts';

/** The instant at which the clock's own event happened first, if it has. */
export function stoppedBy(life: Life, compiled: CompiledTarget): number | undefined {
  return life.past.find(({ event }) => stops(compiled, event))?.at;
}

/** Whether an event is the one that the clock waits for; next-response and update have rules of their own. */
export function stops({ target: { clock, automatic } }: CompiledTarget, event: CaseEvent): boolean {
  if (clock === 'acknowledgement') return isAcknowledgement(event, automatic) || isReply(event);
  if (clock === 'first-response') return isReply(event);
  if (clock === 'estimate') return event.type === 'estimated';
  if (clock === 'diagnosis') return event.type === 'diagnosed';
  if (clock === 'workaround') return event.type === 'workaround-given';
  if (clock === 'resolution') return event.type === 'resolved';
  return clock.startsWith('milestone:') && event.type === 'milestone' && clock === `milestone:${event.name}`;
}

export function isReply(event: CaseEvent): boolean {
  return event.type === 'replied' && isPerson(event.by);
}

export function isPublic(event: CaseEvent): boolean {
  return isReply(event) || (event.type === 'updated' && isPerson(event.by));
}

function isAcknowledgement(event: CaseEvent, automatic: boolean): boolean {
  return event.type === 'acknowledged' && (automatic || (isPerson(event.by) && event.automatic !== true));
}

export function live(life: Life): Run[] {
  return life.runs.filter(({ ended }) => ended === undefined);
}

export function liveRun(life: Life, clock: ClockName): Run | undefined {
  return live(life).find((run) => run.clock === clock);
}

export function lastRun(life: Life, clock: ClockName): Run | undefined {
  return life.runs.filter((run) => run.clock === clock).at(-1);
}

/** Ends a run: its own event meets it unless it is overdue; whatever else ends it cancels it unless it is overdue. */
export function end(life: Life, run: Run, now: number, how: NonNullable<Run['ended']>): void {
  const due = dueAsIfResumed(life, run, now);
  if (run.breached === undefined && (run.overdue || (due && due.dueMs < now))) {
    run.breached = life.quietUntil ?? now;
    life.owed.add(`${run.clock}/${run.cycle}`);
  }
  const status: ClockStatus = run.breached !== undefined ? 'missed' : how === 'stopped' ? 'met' : 'cancelled';
  run.done = {
    ...facts(run),
    status,
    ...(due && { dueMs: due.dueMs }),
    warnMs: due ? warnings(life, run, due, now) : [],
    stoppedMs: now,
    ...spentOf(life, run, now, due !== undefined),
  };
  run.ended = how;
  if (how === 'stopped') first(life, `clock:${run.clock}`, now);
}

export function first(life: Life, what: string, at: number): void {
  if (!life.firsts.has(what)) life.firsts.set(what, at);
}

/** After what may have moved its deadline; a paused clock is judged as if it were resumed now. */
export function judge(life: Life, run: Run, now: number): void {
  if (run.breached !== undefined) return;
  const due = dueAsIfResumed(life, run, now);
  run.overdue = due !== undefined && due.dueMs < now;
  run.tightened = run.overdue && (life.isTightening || run.tightened) ? true : undefined;
}

function spentOf(life: Life, run: Run, now: number, isDue: boolean) {
  const { elapsed, remaining } = elapsedOf(life, run, now);
  if (!isDue || remaining === undefined) return { elapsedMs: elapsed };
  return { elapsedMs: elapsed, remainingMs: remaining };
}

function facts(run: Run) {
  const { kind, clause } = run.compiled.target;
  return {
    clock: run.clock,
    cycle: run.cycle,
    kind,
    ...(clause !== undefined && { clause }),
    startedMs: run.anchor,
    ...(run.breached !== undefined && { breachedMs: run.breached }),
    ...(run.tightened && { tightened: true as const }),
  };
}

/** How a run stands at an instant. */
export function viewOf(life: Life, run: Run, now: number): ClockStateMs {
  if (run.done) return run.done;
  const still = stillSince(life, run);
  const due = dueOf(life, run);
  const pause = openSpan(life.pauses);
  const warned = warningsAt(life, run);
  const { elapsed, remaining } = elapsedOf(life, run, still ?? now);
  return {
    ...facts(run),
    status: still === undefined ? 'running' : 'paused',
    ...(still === undefined && due && { dueMs: due.dueMs }),
    warnMs: warned,
    elapsedMs: elapsed,
    ...(remaining !== undefined && { remainingMs: remaining }),
    ...(still !== undefined && pause?.reason !== undefined && { reason: pause.reason }),
  };
}
