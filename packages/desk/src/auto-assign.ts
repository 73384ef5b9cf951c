import type { Agent, Team } from '@sla/case-store';
import type { Policy } from '@sla/core';

import { onCall, rotaOf } from './audience.ts';
import { openStates } from './open-states.ts';
import type { Session } from './parts.ts';
import { membersOf } from './people.ts';

/** How the desk picks who gets a case: in turn, or who has the fewest open ones. */
export type AutoAssign = 'round-robin' | 'least-loaded';

/** Somebody of the team: who is on call where the policy or the desk has a rota of the team's name, never an absent person (S1-4). */
export async function pickAgent(session: Session, team: Team, policy: Policy): Promise<Agent | undefined> {
  const { autoAssign } = session.parts;
  if (autoAssign === undefined) return undefined;
  const members = membersOf(session.people, team.id).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const hasRota = rotaOf(policy, team.id, session.parts) !== undefined;
  const candidates = hasRota ? onCall(policy, team.id, session).filter(isAmong(members)) : members;
  if (candidates.length < 2) return candidates[0];
  return autoAssign === 'least-loaded' ? leastLoaded(session, candidates) : nextInTurn(session, team, candidates);
}

function isAmong(members: readonly Agent[]): (agent: Agent) => boolean {
  return ({ id }) => members.some((member) => member.id === id);
}

async function leastLoaded({ unit }: Session, candidates: readonly Agent[]): Promise<Agent | undefined> {
  let chosen: { readonly agent: Agent; readonly load: number } | undefined;
  for (const agent of candidates) {
    const load = await unit.countCases({ states: openStates, assignee: agent.id });
    if (!chosen || load < chosen.load) chosen = { agent, load };
  }
  return chosen?.agent;
}

async function nextInTurn({ unit }: Session, team: Team, candidates: readonly Agent[]): Promise<Agent | undefined> {
  const turns = unit.channelState('desk/turns');
  const last = (await turns.get(team.id)) as string | undefined;
  const next = candidates.find(({ id }) => last !== undefined && id > last) ?? candidates[0];
  if (next) await turns.put(team.id, next.id);
  return next;
}
