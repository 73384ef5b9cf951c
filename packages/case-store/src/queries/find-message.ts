import type { Kysely } from 'kysely';

import type { Message } from '../records.ts';
import { toMessage } from '../rows/message-row.ts';
import type { Tables } from '../tables.ts';

export async function findMessage(db: Kysely<Tables>, id: string): Promise<Message | undefined> {
  const row = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toMessage(row);
}
