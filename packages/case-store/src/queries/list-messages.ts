import type { Kysely } from 'kysely';

import type { Message } from '../records.ts';
import { toMessage } from '../rows/message-row.ts';
import type { Tables } from '../tables.ts';

export async function listMessages(db: Kysely<Tables>, caseId: string): Promise<readonly Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('position')
    .execute();
  return rows.map(toMessage);
}
