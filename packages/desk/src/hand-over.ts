import type { CaseRecord, NewEvent, Team } from '@sla/case-store';
import type { Policy } from '@sla/core';

import { pickAgent } from './auto-assign.ts';
import type { Session } from './parts.ts';

/** A hand-over without its id and instant, which depend on what caused it. */
export type HandOver = Omit<Extract<NewEvent, { type: 'assigned' }>, 'id' | 'at'>;

/**
 * A case that reaches a tier goes to the team that works it. It stays with its assignee where they belong to that team; else the desk
 * picks somebody of it, where it is told to.
 */
export async function handOver(
  session: Session,
  { record, policy }: { readonly record: CaseRecord; readonly policy: Policy },
  team: Team | undefined,
): Promise<HandOver | undefined> {
  if (!team || team.id === record.team) return undefined;
  const assignee = record.assignee === undefined ? undefined : session.people.agents.get(record.assignee);
  const agent = assignee?.teams.includes(team.id) ? assignee : await pickAgent(session, team, policy);
  return { type: 'assigned', team: team.id, ...(agent && { to: `agent:${agent.id}` as const }), by: 'system' };
}
