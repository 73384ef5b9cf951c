import type { Kysely } from 'kysely';

import type { InboxItem } from '../records.ts';
import { toInboxItem } from '../rows/inbox-row.ts';
import { toText } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

export async function findInboxItem(
  db: Kysely<Tables>,
  channel: string,
  externalId: string,
): Promise<InboxItem | undefined> {
  const row = await db
    .selectFrom('inbox')
    .selectAll()
    .where('channel', '=', channel)
    .where('external_id', '=', toText(externalId))
    .executeTakeFirst();
  return row && toInboxItem(row);
}
