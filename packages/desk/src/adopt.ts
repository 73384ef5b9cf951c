import type { Agent, Organisation, Team } from '@sla/case-store';

import type { DeskParts } from './parts.ts';

/** Keeps the policies in force as versions and writes who there is into the store. */
export async function adopt(
  { store, shelf }: DeskParts,
  people: {
    readonly agents: readonly Agent[];
    readonly teams: readonly Team[];
    readonly organisations: readonly Organisation[];
  },
): Promise<void> {
  await store.transaction(async (unit) => {
    await shelf.adopt(unit);
    for (const organisation of people.organisations) await unit.putOrganisation(organisation);
    for (const team of people.teams) await unit.putTeam(team);
    for (const agent of people.agents) await unit.putAgent(agent);
  });
}
