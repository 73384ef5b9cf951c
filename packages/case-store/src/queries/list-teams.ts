import type { Kysely } from 'kysely';

import type { Team } from '../records.ts';
import { toTeam } from '../rows/team-row.ts';
import type { Tables } from '../tables.ts';

export async function listTeams(db: Kysely<Tables>): Promise<readonly Team[]> {
  const rows = await db.selectFrom('teams').selectAll().orderBy('id').execute();
  return rows.map(toTeam);
}
