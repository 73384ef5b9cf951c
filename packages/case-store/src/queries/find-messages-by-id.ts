import type { Kysely } from 'kysely';

import type { Message } from '../records.ts';
import { toMessage } from '../rows/message-row.ts';
import { toTexts } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

/** By Message-ID, which foreign programs choose: several messages may bear the same. */
export async function findMessagesById(db: Kysely<Tables>, messageIds: readonly string[]): Promise<readonly Message[]> {
  if (messageIds.length === 0) return [];
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('message_id', 'in', toTexts(messageIds))
    .orderBy('at')
    .orderBy('position')
    .execute();
  return rows.map(toMessage);
}
