import { type DeskConfig, toDeskPeople } from '@sla/config';
import type { Person } from '@sla/core';
import type { Desk } from '@sla/desk';

import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';
import { openExistingStore } from './open-store.ts';
import { openDesk } from './run-desk.ts';
import { readSettings } from './settings.ts';

/** Where a desk's settings are, and its cases. */
export interface Where {
  readonly config: string;
  readonly data?: string;
  readonly json?: true;
}

/** Opens the desk for one command. An embedded one that is running is refused in a clear sentence: it has the API for this. */
export async function withDesk(
  options: Where,
  terminal: Terminal,
  work: (desk: Desk, config: DeskConfig) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { config } = await readSettings(options, terminal);
  const store = await openExistingStore(config);
  try {
    return await work(await openDesk(config, store, config.desk.url), config);
  } finally {
    await store.close();
  }
}

const rank = { agent: 0, lead: 1, admin: 2 } as const;

/** Whoever is named; without a name the first of the settings who may. */
export function actingAs(id: string | undefined, role: 'lead' | 'admin', config: DeskConfig): Person {
  const { agents } = toDeskPeople(config);
  const bare = id?.replace(/^agent:/, '');
  const found = agents.find((agent) => (bare === undefined ? rank[agent.role] >= rank[role] : agent.id === bare));
  if (found) return `agent:${found.id}`;
  const known = agents.map((agent) => agent.id).join(', ');
  throw new BadInput([
    bare === undefined
      ? `--by  expected an agent with the role ${role}; nobody has it`
      : `--by ${bare}  expected one of: ${known}`,
  ]);
}
