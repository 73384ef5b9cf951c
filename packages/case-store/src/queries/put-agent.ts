import type { Kysely } from 'kysely';

import type { Agent } from '../records.ts';
import { fromAgent } from '../rows/agent-row.ts';
import type { Tables } from '../tables.ts';

export async function putAgent(db: Kysely<Tables>, agent: Agent): Promise<void> {
  const { id, ...rest } = fromAgent(agent);
  await db
    .insertInto('agents')
    .values({ id, ...rest })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
    .execute();
}
