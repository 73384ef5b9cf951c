import type { CaseRef } from '@sla/case-store';
import { type Person, resolvePriority } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform } from '../perform.ts';
import { ifDone, nothingToDo } from '../scene-refusals.ts';
import { unknownPriority } from '../unknown-priority.ts';

/** Changes how urgent the case is. Its clocks keep their anchor and take the new priority's targets from the start. */
export function prioritise(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly priority: string; readonly reason?: string },
): Promise<Outcome> {
  return perform(parts, 'prioritise', by, command.case, (scene) => {
    const unknown = ifDone(scene) ?? unknownPriority(scene.policy, command.priority);
    if (unknown) return unknown;
    const { priority, reason } = command;
    if (resolvePriority(scene.policy, priority) === scene.record.priority) return nothingToDo(scene);
    return {
      events: [{ type: 'prioritised', at: scene.now, priority, ...(reason !== undefined && { reason }), by }],
      facts: {},
    };
  });
}
