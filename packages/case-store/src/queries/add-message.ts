import type { Kysely } from 'kysely';

import type { Message } from '../records.ts';
import { fromMessage } from '../rows/message-row.ts';
import type { Tables } from '../tables.ts';

export async function addMessage(db: Kysely<Tables>, message: Message): Promise<void> {
  await db.insertInto('messages').values(fromMessage(message)).execute();
}
