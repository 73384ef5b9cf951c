import type { Kysely } from 'kysely';

import type { Tables } from '../tables.ts';

export async function findSetting(db: Kysely<Tables>, name: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}
