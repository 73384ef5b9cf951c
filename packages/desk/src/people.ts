import type { Agent, Contact, Organisation, StoreReads, Team } from '@sla/case-store';
import type { Person } from '@sla/core';

/** Who answers and for whom; read once for each command. Who has left the desk stays in the store for the record, and is not here. */
export interface People {
  readonly agents: ReadonlyMap<string, Agent>;
  readonly teams: readonly Team[];
  readonly organisations: ReadonlyMap<string, Organisation>;
}

export async function loadPeople(store: StoreReads): Promise<People> {
  const [agents, teams, organisations, inForce] = await Promise.all([
    store.listAgents(),
    store.listTeams(),
    store.listOrganisations(),
    store.setting(inForceSetting) as Promise<InForce | undefined>,
  ]);
  const present = agents.filter(({ id }) => inForce?.agents.includes(id) ?? true);
  return {
    agents: new Map(present.map((agent) => [agent.id, agent])),
    teams: teams.filter(({ id }) => inForce?.teams.includes(id) ?? true),
    organisations: new Map(organisations.map((organisation) => [organisation.id, organisation])),
  };
}

/** The setting that says who belongs to the desk now. */
export const inForceSetting = 'people-in-force';

export interface InForce {
  readonly agents: readonly string[];
  readonly teams: readonly string[];
}

/** `agent:ann` → `ann`; undefined for anybody else. */
export function agentId(person: Person | undefined): string | undefined {
  return person?.startsWith('agent:') ? person.slice('agent:'.length) : undefined;
}

export function agentOf(people: People, person: Person | undefined): Agent | undefined {
  const id = agentId(person);
  return id === undefined ? undefined : people.agents.get(id);
}

export function membersOf(people: Pick<People, 'agents'>, team: string): readonly Agent[] {
  return [...people.agents.values()].filter((agent) => agent.teams.includes(team));
}

/** The one team that works a tier; undefined where none does, or several share it. */
export function teamOfTier(people: People, tier: string): Team | undefined {
  const teams = people.teams.filter((team) => team.tier === tier);
  return teams.length === 1 ? teams[0] : undefined;
}

/** The organisation of an address: the one that lists its domain, or the nearest domain above it. */
export function organisationOfAddress(people: People, address: string): Organisation | undefined {
  const labels = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  for (let from = 0; from < labels.length - 1; from += 1) {
    const domain = labels.slice(from).join('.');
    for (const organisation of people.organisations.values()) {
      if (organisation.domains.some((listed) => listed.toLowerCase() === domain)) return organisation;
    }
  }
  return undefined;
}

export function nameOf(contact: Pick<Contact, 'name' | 'email'>): string {
  return contact.name ?? contact.email;
}
