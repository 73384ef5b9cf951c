import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import { pauseOf } from '../case-history.ts';
import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { refusal } from '../refusal.ts';
import { ifDone, nothingToDo } from '../scene-refusals.ts';

/** Says what the case waits for. Which clocks stand still meanwhile is the policy's to say. */
export function pause(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly reason: string },
): Promise<Outcome> {
  return perform(parts, 'pause', by, command.case, (scene) => {
    const done = ifDone(scene);
    if (done) return done;
    const { reason } = command;
    const known = scene.policy.pauseReasons;
    if (!known.includes(reason)) return refusal('unknown-reason', { reason, known: known.join(', ') });
    if (pauseOf(scene.history)?.reason === reason) return nothingToDo(scene);
    return { events: [{ type: 'paused', at: scene.now, reason, by }], facts: {} };
  });
}
