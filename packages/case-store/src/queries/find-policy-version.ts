import type { Kysely } from 'kysely';

import type { Tables } from '../tables.ts';

export async function findPolicyVersion(db: Kysely<Tables>, id: string, version: number): Promise<unknown> {
  const row = await db
    .selectFrom('policy_versions')
    .select('body')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.body;
}
