import { type Kysely, sql } from 'kysely';

import type { InboxItem } from '../records.ts';
import { toInboxItem } from '../rows/inbox-row.ts';
import type { Tables } from '../tables.ts';

/** Those that still wait and that nobody else is settling. */
export async function lockInbox(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly InboxItem[]> {
  const rows = await db
    .selectFrom('inbox')
    .selectAll()
    .where(sql<boolean>`id = any(${ids}::text[])`)
    .where('status', '=', 'waiting')
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(toInboxItem);
}
