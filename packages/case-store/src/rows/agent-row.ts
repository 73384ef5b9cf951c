import type { Selectable } from 'kysely';

import type { Agent, Role } from '../records.ts';
import type { AgentTable } from '../tables.ts';
import { present, toText, toTexts } from './values.ts';

export type AgentRow = Selectable<AgentTable>;

export function toAgent(row: AgentRow): Agent {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role as Role,
    teams: row.teams,
    ...present({ timeZone: row.time_zone, language: row.language }),
  };
}

export function fromAgent(agent: Agent): AgentRow {
  return {
    id: agent.id,
    name: toText(agent.name),
    email: toText(agent.email),
    role: agent.role,
    teams: toTexts(agent.teams),
    time_zone: agent.timeZone ?? null,
    language: agent.language ?? null,
  };
}
