import type { Kysely } from 'kysely';

import type { Agent } from '../records.ts';
import { toAgent } from '../rows/agent-row.ts';
import type { Tables } from '../tables.ts';

export async function listAgents(db: Kysely<Tables>): Promise<readonly Agent[]> {
  const rows = await db.selectFrom('agents').selectAll().orderBy('id').execute();
  return rows.map(toAgent);
}
