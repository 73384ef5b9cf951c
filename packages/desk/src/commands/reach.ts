import type { CaseRef } from '@sla/case-store';
import type { CaseEvent, ClockName, Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { ifDone, nothingToDo } from '../scene-refusals.ts';

export type Milestone = Extract<ClockName, 'diagnosis' | 'workaround' | `milestone:${string}`>;

/** Says that the cause is known, that a workaround was given, or that a milestone of the policy was reached. */
export function reach(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly milestone: Milestone },
): Promise<Outcome> {
  return perform(parts, 'reach', by, command.case, (scene) => {
    const done = ifDone(scene);
    if (done) return done;
    const event = eventFor(command.milestone, scene.now, by);
    const isReached = scene.history.has(
      (known) => known.type === event.type && (known.type !== 'milestone' || known.name === nameOf(command.milestone)),
    );
    return isReached ? nothingToDo(scene) : { events: [event], facts: {} };
  });
}

function eventFor(milestone: Milestone, at: CaseEvent['at'], by: Person): CaseEvent {
  if (milestone === 'diagnosis') return { type: 'diagnosed', at, by };
  if (milestone === 'workaround') return { type: 'workaround-given', at, by };
  return { type: 'milestone', at, name: nameOf(milestone), by };
}

function nameOf(milestone: Milestone): string {
  return milestone.slice(milestone.indexOf(':') + 1);
}
