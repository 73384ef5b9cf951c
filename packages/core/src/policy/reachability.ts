import { quoted } from '../time/time-error.ts';
import type { ClockTarget, Step, Trigger } from './policy.ts';
import { named, type PolicyField } from './policy-error.ts';

/** What a priority promises and climbs, and where each part of it is written. */
export interface Rungs {
  readonly priority: string;
  readonly targets: readonly ClockTarget[];
  readonly steps: readonly Step[];
  /** All that is written, also what could not be read. */
  readonly clockFields: ReadonlyMap<string, PolicyField>;
  readonly stepFields: ReadonlyMap<string, PolicyField>;
}

/** Reports clocks that nothing can start and steps that nothing can fire, each with the reason nearest to it. */
export function refuseUnreachable(rungs: Rungs): void {
  for (const target of rungs.targets) refuseLostTriggers(target, rungs);
  for (const step of rungs.steps) refuseLostShare(step, rungs);
  refuseCircles(rungs);
}

function refuseLostTriggers({ clock, from }: ClockTarget, { priority, clockFields, stepFields }: Rungs): void {
  const field = clockFields.get(clock)?.at('from');
  for (const trigger of alternatives(from)) {
    if (trigger.kind === 'clock' && !clockFields.has(trigger.clock)) {
      const wrong = `${trigger.clock} is not promised for ${priority}, so it starts nothing`;
      field?.refuse('never-starts', `${wrong}: expected one of ${named(clockFields.keys())}`);
    }
    if (trigger.kind === 'step' && !stepFields.has(trigger.step)) {
      const wrong = `${quoted(trigger.step)} is no step of ${priority}`;
      field?.refuse('unknown-step', `${wrong}: expected one of ${named(stepFields.keys())}`);
    }
  }
}

function refuseLostShare({ id, fires }: Step, { priority, targets, clockFields, stepFields }: Rungs): void {
  if (fires.kind !== 'at') return;
  const measured = targets.flatMap(({ promise, clock }) => (promise.kind === 'measure' ? [clock] : []));
  const isMeasured = (clock: string) => measured.some((each) => each === clock);
  if (clockFields.has(fires.clock) && !isMeasured(fires.clock)) return;
  const wrong = clockFields.has(fires.clock) ? 'only measured and never due' : `not promised for ${priority}`;
  const due = [...clockFields.keys()].filter((clock) => !isMeasured(clock));
  const message = `${fires.clock} is ${wrong}, so the step never fires: expected one of ${named(due)}`;
  stepFields.get(id)?.at('at').at('clock').refuse('never-fires', message);
}

/** What waits for itself, by way of others: told only where every name on the way is known. */
function refuseCircles(rungs: Rungs): void {
  const clocks = new Map(rungs.targets.map((target) => [target.clock, target]));
  const steps = new Map(rungs.steps.map((step) => [step.id, step]));
  const reached = new Set<Trigger | Step | ClockTarget>();
  const reachesTrigger = (trigger: Trigger): boolean => {
    if (trigger.kind === 'clock') return reachesOrLost(clocks.get(trigger.clock));
    if (trigger.kind === 'step') return reachesOrLost(steps.get(trigger.step));
    return true;
  };
  const reachesOrLost = (each: Step | ClockTarget | undefined) => each === undefined || reached.has(each);
  const startsOrFires = (each: Step | ClockTarget): boolean => {
    if ('fires' in each) return each.fires.kind !== 'at' || reachesOrLost(clocks.get(each.fires.clock));
    return each.from === undefined || alternatives(each.from).some(reachesTrigger);
  };
  const all = [...rungs.targets, ...rungs.steps];
  let before = -1;
  while (reached.size > before) {
    before = reached.size;
    for (const each of all) if (startsOrFires(each)) reached.add(each);
  }
  for (const each of all.filter((one) => !reached.has(one))) {
    const why = 'waits, by way of others, for itself: expected something that comes first';
    if ('fires' in each) rungs.stepFields.get(each.id)?.at('at').refuse('never-fires', `step ${each.id} ${why}`);
    else rungs.clockFields.get(each.clock)?.at('from').refuse('never-starts', `${each.clock} ${why}`);
  }
}

function alternatives(trigger: Trigger | undefined): readonly Trigger[] {
  if (trigger === undefined) return [];
  return trigger.kind === 'earliest' ? trigger.of.flatMap(alternatives) : [trigger];
}
