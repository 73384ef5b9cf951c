import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { agentId } from '../people.ts';
import { perform } from '../perform.ts';
import { refusal } from '../refusal.ts';
import { ifClosed, nothingToDo } from '../scene-refusals.ts';

/** Assigns the case to oneself. */
export function claim(parts: DeskParts, by: Person, command: { readonly case: CaseRef }): Promise<Outcome> {
  return perform(parts, 'claim', by, command.case, (scene) => {
    const closed = ifClosed(scene);
    if (closed) return closed;
    if (scene.standing.kind !== 'agent') return refusal('not-an-agent', { person: by });
    if (scene.record.assignee === agentId(by)) return nothingToDo(scene);
    return { events: [{ type: 'assigned', at: scene.now, to: by, by }], facts: {} };
  });
}
