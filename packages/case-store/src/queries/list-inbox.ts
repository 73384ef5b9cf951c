import type { Kysely } from 'kysely';

import type { InboxItem } from '../records.ts';
import { toInboxItem } from '../rows/inbox-row.ts';
import type { Tables } from '../tables.ts';

export async function listInbox(
  db: Kysely<Tables>,
  channel: string,
  limit: number,
  status: InboxItem['status'],
): Promise<readonly InboxItem[]> {
  const rows = await db
    .selectFrom('inbox')
    .selectAll()
    .where('channel', '=', channel)
    .where('status', '=', status)
    .orderBy('received_at')
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(toInboxItem);
}
