import type { CaseRef } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { agentId } from '../people.ts';
import { perform } from '../perform.ts';
import { refusal } from '../refusal.ts';
import { ifClosed, nothingToDo } from '../scene-refusals.ts';

/** Assigns to oneself a case that nobody holds. Who wants a colleague's case has it assigned, so that of two who claim one wins. */
export function claim(parts: DeskParts, by: Person, command: { readonly case: CaseRef }): Promise<Outcome> {
  return perform(parts, 'claim', by, command.case, (scene) => {
    const closed = ifClosed(scene);
    if (closed) return closed;
    if (scene.standing.kind !== 'agent') return refusal('not-an-agent', { person: by });
    if (scene.record.assignee === agentId(by)) return nothingToDo(scene);
    const holder = scene.people.agents.get(scene.record.assignee ?? '');
    if (holder) return refusal('already-claimed', { case: scene.record.number, agent: holder.name });
    return { events: [{ type: 'assigned', at: scene.now, to: by, by }], facts: {} };
  });
}
