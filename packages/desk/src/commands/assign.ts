import type { CaseRef } from '@sla/case-store';
import type { CaseEvent, Person } from '@sla/core';

import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { agentId, agentOf } from '../people.ts';
import { perform, type Scene } from '../perform.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { ifClosed, nothingToDo } from '../scene-refusals.ts';

export interface Assignment {
  readonly case: CaseRef;
  readonly to?: Person;
  readonly team?: string;
}

/** Hands the case to a colleague, to a team, or to both; whoever gets it from somebody else is told. */
export function assign(parts: DeskParts, by: Person, command: Assignment): Promise<Outcome> {
  return perform(parts, 'assign', by, command.case, (scene) => {
    const hindered = ifClosed(scene) ?? unknownHolder(scene, command);
    if (hindered) return hindered;
    if (isHeldSo(scene, command)) return nothingToDo(scene);
    const { to, team } = command;
    const id = parts.newId();
    const event: CaseEvent = { type: 'assigned', id, at: scene.now, ...(to && { to }), ...(team && { team }), by };
    const agent = to === by ? undefined : agentOf(scene.people, to);
    const tidings = { kind: 'assign', id: `assigned/${id}`, at: scene.now } as const;
    return {
      events: [event],
      tidings: agent ? [{ tidings, listeners: [{ agent, email: agent.email }] }] : [],
      facts: {},
    };
  });
}

function unknownHolder({ people }: Scene, { to, team }: Assignment): Refusal | undefined {
  if (to !== undefined && !agentOf(people, to)) return refusal('unknown-agent', { agent: to });
  const known = people.teams.map(({ id }) => id);
  if (team !== undefined && !known.includes(team)) return refusal('unknown-team', { team, known: known.join(', ') });
  return undefined;
}

function isHeldSo({ record }: Scene, { to, team }: Assignment): boolean {
  const sameAgent = to === undefined || record.assignee === agentId(to);
  return sameAgent && (team === undefined || record.team === team);
}
