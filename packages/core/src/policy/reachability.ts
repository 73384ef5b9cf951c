import { quoted } from '../time/time-error.ts';
import type { ClockName, ClockTarget, Step, Trigger } from './policy.ts';
import { named, type PolicyPath, type Report } from './policy-error.ts';

/** What a priority promises and climbs, with the path of each of its parts. */
export interface Rungs {
  readonly priority: string;
  readonly targets: readonly ClockTarget[];
  readonly steps: readonly Step[];
  /** All that is written, also what could not be read. */
  readonly clockNames: ReadonlySet<string>;
  readonly stepIds: ReadonlySet<string>;
  readonly clockPath: (clock: ClockName) => PolicyPath;
  readonly stepPath: (id: string) => PolicyPath;
}

/** Reports clocks that nothing can start and steps that nothing can fire, each with the reason nearest to it. */
export function refuseUnreachable(rungs: Rungs, report: Report): void {
  for (const target of rungs.targets) refuseLostTriggers(target, rungs, report);
  for (const step of rungs.steps) refuseLostShare(step, rungs, report);
  refuseCircles(rungs, report);
}

function refuseLostTriggers({ clock, from }: ClockTarget, rungs: Rungs, report: Report): void {
  const { clockNames, stepIds } = rungs;
  for (const trigger of alternatives(from)) {
    const path = [...rungs.clockPath(clock), 'from'];
    if (trigger.kind === 'clock' && !clockNames.has(trigger.clock)) {
      const wrong = `${trigger.clock} is not promised for ${rungs.priority}, so it starts nothing`;
      report(path, 'never-starts', `${wrong}: expected one of ${named(clockNames)}`);
    }
    if (trigger.kind === 'step' && !stepIds.has(trigger.step)) {
      const wrong = `${quoted(trigger.step)} is no step of ${rungs.priority}`;
      report(path, 'unknown-step', `${wrong}: expected one of ${named(stepIds)}`);
    }
  }
}

function refuseLostShare({ id, fires }: Step, rungs: Rungs, report: Report): void {
  if (fires.kind !== 'at') return;
  const path = [...rungs.stepPath(id), 'at', 'clock'];
  const measured = new Set<string>(
    rungs.targets.flatMap((each) => (each.promise.kind === 'measure' ? [each.clock] : [])),
  );
  const expected = `expected one of ${named([...rungs.clockNames].filter((clock) => !measured.has(clock)))}`;
  if (!rungs.clockNames.has(fires.clock))
    report(
      path,
      'never-fires',
      `${fires.clock} is not promised for ${rungs.priority}, so the step never fires: ${expected}`,
    );
  else if (measured.has(fires.clock))
    report(path, 'never-fires', `${fires.clock} is only measured and never due, so the step never fires: ${expected}`);
}

/** What waits for itself, by way of others: told only where every name on the way is known. */
function refuseCircles(rungs: Rungs, report: Report): void {
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
    if ('fires' in each) report([...rungs.stepPath(each.id), 'at'], 'never-fires', `step ${each.id} ${why}`);
    else report([...rungs.clockPath(each.clock), 'from'], 'never-starts', `${each.clock} ${why}`);
  }
}

function alternatives(trigger: Trigger | undefined): readonly Trigger[] {
  if (trigger === undefined) return [];
  return trigger.kind === 'earliest' ? trigger.of.flatMap(alternatives) : [trigger];
}
