import type { Kysely } from 'kysely';

import type { InboxItem } from '../records.ts';
import { toInboxItem } from '../rows/inbox-row.ts';
import type { Tables } from '../tables.ts';

export async function lockInbox(db: Kysely<Tables>, id: string): Promise<InboxItem | undefined> {
  const row = await db
    .selectFrom('inbox')
    .selectAll()
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row && toInboxItem(row);
}
