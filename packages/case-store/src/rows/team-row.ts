import type { Selectable } from 'kysely';

import type { Team } from '../records.ts';
import type { TeamTable } from '../tables.ts';
import { present, toText } from './values.ts';

export type TeamRow = Selectable<TeamTable>;

export function toTeam(row: TeamRow): Team {
  return { id: row.id, name: row.name, ...present({ tier: row.tier }) };
}

export function fromTeam(team: Team): TeamRow {
  return { id: team.id, name: toText(team.name), tier: team.tier ?? null };
}
