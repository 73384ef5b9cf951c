import { isDeepStrictEqual } from 'node:util';

import type { Agent, Organisation, Team } from '@sla/case-store';

import { type NamedAccount, settleAccounts } from './chat/chat-accounts.ts';
import type { DeskParts } from './parts.ts';
import { type InForce, inForceSetting } from './people.ts';

/** Keeps the policies in force as versions and writes who there is into the store. Who is not named belongs to the desk no longer. */
export async function adopt(
  { store, shelf }: DeskParts,
  people: {
    readonly agents: readonly Agent[];
    readonly teams: readonly Team[];
    readonly organisations: readonly Organisation[];
    readonly accounts?: readonly NamedAccount[];
  },
): Promise<void> {
  await store.transaction(async (unit) => {
    await shelf.adopt(unit);
    for (const organisation of people.organisations) await unit.putOrganisation(organisation);
    for (const team of people.teams) await unit.putTeam(team);
    for (const agent of people.agents) await unit.putAgent(agent);
    if (people.accounts) await settleAccounts(unit, people.accounts);
    const inForce: InForce = { agents: idsOf(people.agents), teams: idsOf(people.teams) };
    const before = await unit.setting(inForceSetting);
    // Every change of it is kept in the audit; a start without one is none.
    if (!isDeepStrictEqual(before, inForce)) await unit.putSetting(inForceSetting, inForce, 'system');
  });
}

function idsOf(records: readonly { readonly id: string }[]): readonly string[] {
  return records.map(({ id }) => id).toSorted();
}
