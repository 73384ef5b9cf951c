import type { Kysely } from 'kysely';

import type { Team } from '../records.ts';
import { fromTeam } from '../rows/team-row.ts';
import type { Tables } from '../tables.ts';

export async function putTeam(db: Kysely<Tables>, team: Team): Promise<void> {
  const { id, ...rest } = fromTeam(team);
  await db
    .insertInto('teams')
    .values({ id, ...rest })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute();
}
