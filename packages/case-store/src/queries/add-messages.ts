import type { Kysely } from 'kysely';

import type { Message } from '../records.ts';
import { fromMessage } from '../rows/message-row.ts';
import { parsed } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { insertRows } from './insert-rows.ts';

export async function addMessages(db: Kysely<Tables>, messages: readonly Message[]): Promise<void> {
  const rows = messages.map((message) => parsed(fromMessage(message), 'attachments'));
  await insertRows(db, 'messages', rows);
}
