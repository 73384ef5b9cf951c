import type { CaseEvent } from '../../case/case-event.ts';
import type { CaseSlaMs, Policies } from '../../case-sla/case-sla.ts';
import { toEpochMs } from '../../time/instant.ts';
import { begin, sinceOpening, triggerAt } from './begin.ts';
import { live, viewOf } from './clocks.ts';
import { dueAsIfResumed, dueOf, stillSince, warningsAt } from './deadline.ts';
import { happen } from './events.ts';
import { bornOf, isOver, type Life, type Run, stateOf } from './life.ts';
import { call, climb, stepShare } from './rungs.ts';
import { type Dated, standing } from './standing.ts';

/** What holds of a case at an instant, reckoned from its whole history in the plainest way. */
export function referenceSla(policies: Policies, events: readonly CaseEvent[], at: number): CaseSlaMs {
  const life = workOut(policies, events, at);
  const view = {
    priority: life.priority.priority.name,
    tier: life.tier,
    state: stateOf(life),
    clocks: life.runs.map((run) => viewOf(life, run, at)),
    effects: [...life.effects],
  };
  const wake = wakeOf(life, at);
  return wake === undefined ? view : { ...view, nextWakeMs: wake };
}

function workOut(policies: Policies, events: readonly CaseEvent[], at: number): Life {
  const happened = events
    .map((event) => ({ event, at: toEpochMs(event.at) }))
    .filter((each) => each.at <= at)
    .sort((a, b) => a.at - b.at);
  const { history, quiet } = standing(happened);
  const [first] = history;
  if (!first) throw new RangeError('nothing happened yet');
  const life = bornOf(policies, first.event, quiet);
  life.past.push(first);
  for (let i = 0; i < history.length; ) {
    const now = (history[i] as Dated).at;
    const group: CaseEvent[] = [];
    for (; history[i]?.at === now; i++) group.push((history[i] as Dated).event);
    for (const event of group) hear(life, event, event === first.event, now);
    settle(life, now);
    const limit = history[i]?.at ?? at + 1;
    runTimers(life, now, limit);
  }
  return life;
}

/** Steps on the event are called by the ladder that holds after it; on a case that is over nothing is. */
function hear(life: Life, event: CaseEvent, isFirst: boolean, now: number): void {
  const wasOver = isOver(life);
  const before = life.priority.priority.name;
  if (!isFirst) happen(life, event, now);
  if ((wasOver && isOver(life)) || life.quietUntil !== undefined) return;
  call(life, event.type);
  const isTaken = isFirst || life.priority.priority.name !== before;
  if (isTaken && event.type !== 'prioritised') call(life, 'prioritised');
}

/** Fires all timers strictly before `limit`. */
function runTimers(life: Life, from: number, limit: number): void {
  for (let now = nextTimer(life, from); now !== undefined && now < limit; now = nextTimer(life, now)) settle(life, now);
}

/** After the events of an instant: starts, warnings, misses, the ladder, starts of updates. */
function settle(life: Life, now: number): void {
  begin(life, now);
  if (life.quietUntil !== undefined) {
    while (begin(life, now));
    life.isTightening = false;
    return;
  }
  // What a step starts at a paused case stands still from its first instant: it gives no warning there.
  let isFirst = true;
  do {
    for (const run of live(life)) if (isFirst || stillSince(life, run) === undefined) warn(life, run, now);
    isFirst = false;
    for (const run of life.runs) miss(life, run, now);
    climb(life, now);
  } while (begin(life, now));
  life.isTightening = false;
}

function warn(life: Life, run: Run, now: number): void {
  const due = dueOf(life, run);
  const isMissed = run.breached !== undefined || run.overdue || (due !== undefined && due.dueMs < now);
  for (const [i, at] of warningsAt(life, run).entries()) {
    if (at > now || run.warned.has(i + 1)) continue;
    if (isMissed || (at < now && (due?.dueMs === now || standsStillFromItsStart(life, run)))) continue;
    run.warned.add(i + 1);
    const kind = run.clock === 'update' ? 'update-due' : 'warn';
    life.effects.push({ id: `${run.clock}/${run.cycle}/warn/${i + 1}`, kind, ...told(run), atMs: now });
  }
}

/** Due in its first instant but for a pause that was there before it: what was not said then is not said later either. */
function standsStillFromItsStart(life: Life, run: Run): boolean {
  const still = stillSince(life, run);
  const due = still === undefined ? undefined : dueAsIfResumed(life, run, still);
  return still !== undefined && due !== undefined && due.dueMs <= still;
}

function miss(life: Life, run: Run, now: number): void {
  const key = `${run.clock}/${run.cycle}`;
  if (run.ended !== undefined && !life.owed.has(key)) return;
  if (run.ended === undefined) {
    const due = dueOf(life, run);
    const isDue = run.overdue || (due !== undefined && due.dueMs <= now);
    if (run.breached !== undefined || !isDue) return;
    run.breached = now;
  }
  life.owed.delete(key);
  life.effects.push({ id: `${key}/miss`, kind: 'miss', ...told(run), atMs: now });
}

function told(run: Run) {
  const { clause } = run.compiled.target;
  return { clock: run.clock, cycle: run.cycle, ...(clause !== undefined && { clause }) };
}

/** The next instant after `from` at which anything might happen by itself. */
function nextTimer(life: Life, from: number): number | undefined {
  if (isOver(life))
    return soonest(
      life.waiting.map(({ at }) => at),
      from,
    );
  const { steps } = life.priority.ladder;
  const starts = [...life.priority.targets.values()].map(({ target: { from: trigger } }) =>
    trigger ? triggerAt(life, trigger) : undefined,
  );
  if (life.quietUntil !== undefined) return soonest(starts, from);
  const runs = live(life);
  const candidates = [
    ...runs.flatMap((run) => [...warningsAt(life, run), dueOf(life, run)?.dueMs]),
    ...runs.flatMap((run) => steps.map((step) => stepShare(life, step, run, from))),
    ...steps.map(({ id, fires }) =>
      fires.kind === 'after' && !life.fired.has(id) ? sinceOpening(life, fires.target) : undefined,
    ),
    ...starts,
    ...life.waiting.map((each) => each.at),
    ...life.ringing.map((each) => each.next),
    ...life.alerts.map((each) => each.deadline),
  ];
  return soonest(candidates, from);
}

function soonest(instants: readonly (number | undefined)[], from: number): number | undefined {
  const later = instants.filter((at) => at !== undefined && at > from && Number.isFinite(at)) as number[];
  return later.length > 0 ? Math.min(...later) : undefined;
}

/** Goes on without events until something that shows has changed. */
function wakeOf(life: Life, at: number): number | undefined {
  const before = shown(life);
  let tries = 0;
  for (let now = nextTimer(life, at); now !== undefined && tries < 500; now = nextTimer(life, now), tries++) {
    settle(life, now);
    if (shown(life) !== before) return now;
  }
  return undefined;
}

function shown(life: Life): string {
  const clocks = life.runs.map((run) => {
    const { elapsedMs: _e, remainingMs: _r, ...rest } = viewOf(life, run, 0);
    return rest;
  });
  return JSON.stringify([clocks, life.effects.length, life.tier]);
}
