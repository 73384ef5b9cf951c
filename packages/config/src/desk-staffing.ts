import type { Recipient, Step } from '@sla/core';

import type { DeskConfig } from './desk-config.ts';
import type { DeskPolicy } from './desk-policies.ts';
import type { Fault } from './fault.ts';
import type { Source } from './source.ts';

/** Where a policy counts on somebody whom the desk does not have: an alert would reach nobody. */
export function staffingWarnings(
  config: DeskConfig,
  policies: readonly DeskPolicy[],
  source: Source,
): readonly Fault[] {
  return policies.flatMap(({ policy, entry }) => {
    const messages = new Set<string>();
    for (const { name, ladder } of policy.priorities)
      for (const step of ladder.steps)
        for (const recipient of recipientsOf(step)) {
          const lack = lacking(recipient, config);
          if (lack) messages.add(`${policy.id}: step ${step.id} of ${name} reaches nobody, as ${lack}`);
        }
    for (const [rota, member] of membersOf(policy.rotas))
      if (!isAgent(member, config))
        messages.add(`${policy.id}: ${member} on rota ${rota} is no agent: expected one of agents`);
    return [...messages].map((message) => source.faultAt(['policies', entry], 'nobody', message));
  });
}

function recipientsOf({ notify, assign }: Step): readonly Recipient[] {
  return assign ? [...notify, assign] : notify;
}

/** Why a recipient is nobody, and what would make it somebody. */
function lacking({ kind, to }: Recipient, config: DeskConfig): string | undefined {
  switch (kind) {
    case 'role': {
      const role = config.roles[to];
      const isEmpty = !role || role.people.length + role.email.length === 0;
      return isEmpty ? `nobody has the role ${to}: expected people or addresses under roles.${to}` : undefined;
    }
    case 'team':
      if (config.agents.some(({ teams }) => teams.includes(to))) return undefined;
      return config.teams.some(({ id }) => id === to)
        ? `nobody is in the team ${to}: expected an agent with it under teams`
        : `there is no team ${to}: expected it under teams, and agents in it`;
    case 'person':
      return isAgent(to, config) ? undefined : `${to} is no agent: expected one of agents`;
    case 'rota':
    case 'requester':
      return undefined;
  }
}

function isAgent(person: string, config: DeskConfig): boolean {
  return config.agents.some(({ id }) => `agent:${id}` === person);
}

function* membersOf(rotas: DeskPolicy['policy']['rotas']): Iterable<[rota: string, member: string]> {
  for (const [rota, { layers }] of Object.entries(rotas))
    for (const member of new Set(layers.flatMap(({ members }) => members))) yield [rota, member];
}
