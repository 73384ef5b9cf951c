import type { Desk } from '@sla/desk';

import type { ConsoleOptions } from '../console-options.ts';
import type { Visitor } from '../session/admission.ts';
import type { SessionJson } from './contract.ts';
import { policyJson } from './policy-json.ts';
import type { Reading } from './reading.ts';

/** Who is signed in, and what the desk is. */
export function sessionJson(
  { agent, session }: Visitor,
  desk: Desk,
  { identity, about, store }: ConsoleOptions,
  { reader, agents, teams }: Reading,
): SessionJson {
  const { catcher = false, quarantine = false, ...rest } = about ?? {};
  return {
    agent: { id: agent.id, name: agent.name, role: agent.role, ...reader },
    desk: {
      name: identity.name,
      address: identity.address,
      timeZone: identity.timeZone,
      catcher,
      quarantine,
      portal: store !== undefined,
      ...rest,
    },
    agents: agents.map(({ id, name, teams: inTeams }) => ({ id, name, teams: inTeams })),
    teams: teams.map(({ id, name }) => ({ id, name })),
    policies: desk.read.policies().map(policyJson),
    csrf: session.csrf,
  };
}
