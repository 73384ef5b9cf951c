import type { CaseRecord, Team } from '@sla/case-store';
import type { Person } from '@sla/core';

import type { People } from './people.ts';

interface HandOver {
  readonly type: 'assigned';
  readonly team: string;
  readonly to?: Person;
  readonly by: 'system';
}

/** A case that reaches another tier goes to the team that works it, and stays with its assignee only where they belong to that team. */
export function handedOver(record: CaseRecord, team: Team | undefined, people: People): HandOver | undefined {
  if (!team || team.id === record.team) return undefined;
  const assignee = record.assignee === undefined ? undefined : people.agents.get(record.assignee);
  const stays: { readonly to?: Person } = assignee?.teams.includes(team.id) ? { to: `agent:${assignee.id}` } : {};
  return { type: 'assigned', team: team.id, ...stays, by: 'system' };
}
