import type { Agent, CaseRecord, Role } from '@sla/case-store';
import type { Person } from '@sla/core';

import { agentId, type People } from './people.ts';
import { type Refusal, refusal } from './refusal.ts';

export type CommandName =
  | 'reply'
  | 'log-call'
  | 'update'
  | 'note'
  | 'acknowledge'
  | 'claim'
  | 'assign'
  | 'prioritise'
  | 'pause'
  | 'resume'
  | 'escalate'
  | 'no-reply-needed'
  | 'flag'
  | 'estimate'
  | 'delay'
  | 'reach'
  | 'take'
  | 'resolve'
  | 'reopen'
  | 'close'
  | 'defer'
  | 'move-to-policy'
  | 'revive'
  | 'merge'
  | 'unmerge'
  | 'split'
  | 'undo'
  | 'link'
  | 'tag'
  | 'link-article'
  | 'incident'
  | 'take-call'
  | 'announce'
  | 'skip-delivery'
  | 'export-subject'
  | 'erase-subject';

/** As what somebody acts. */
export type Standing =
  | { readonly kind: 'system' }
  | { readonly kind: 'agent'; readonly agent: Agent }
  | { readonly kind: 'requester'; readonly id: string };

/** Everything not named here is for agents. */
const lowestRole: { readonly [Command in CommandName]?: 'requester' | Role } = {
  resolve: 'requester',
  reopen: 'requester',
  'move-to-policy': 'lead',
  announce: 'lead',
  'skip-delivery': 'lead',
  'export-subject': 'lead',
  'erase-subject': 'admin',
};

const rank = { requester: 0, agent: 1, lead: 2, admin: 3 } as const;

export function standingOf(by: Person, people: People): Standing | undefined {
  if (by === 'system') return { kind: 'system' };
  const id = agentId(by);
  if (id === undefined) return { kind: 'requester', id: by.slice('requester:'.length) };
  const agent = people.agents.get(id);
  return agent && { kind: 'agent', agent };
}

/** Why this person may not do it; undefined when they may. */
export function hindrance(
  command: CommandName,
  by: Person,
  standing: Standing | undefined,
  record?: CaseRecord,
): Refusal | undefined {
  if (standing === undefined) return refusal('not-an-agent', { person: by });
  if (standing.kind === 'system') return undefined;
  if (standing.kind === 'requester') return requesterHindrance(command, standing.id, record);
  return hasRole(standing, lowestRole[command] ?? 'agent')
    ? undefined
    : refusal('not-allowed', { command, role: lowestRole[command] ?? 'agent' });
}

export function hasRole(standing: Standing, role: 'requester' | Role): boolean {
  if (standing.kind === 'system') return true;
  return rank[standing.kind === 'agent' ? standing.agent.role : 'requester'] >= rank[role];
}

function requesterHindrance(command: CommandName, id: string, record: CaseRecord | undefined): Refusal | undefined {
  // Whoever asks about a stranger's case does not learn that it exists.
  if (record && record.requester !== id) return refusal('no-such-case', { case: record.number });
  return lowestRole[command] === 'requester' ? undefined : refusal('not-an-agent', { person: `requester:${id}` });
}
