import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { ifDone, nothingToDo } from '../scene-refusals.ts';

/** Raises a flag that a policy may wait for, such as `cannot-fix` (S4-8). */
export function flag(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly flag: string },
): Promise<Outcome> {
  return perform(parts, 'flag', by, command.case, (scene) => {
    const done = ifDone(scene);
    if (done) return done;
    const name = command.flag.trim();
    const isUp = scene.history.has((event) => event.type === 'flagged' && event.flag === name);
    if (name === '' || isUp) return nothingToDo(scene);
    return { events: [{ type: 'flagged', at: scene.now, flag: name, by }], facts: {} };
  });
}
