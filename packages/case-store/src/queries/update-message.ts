import type { Kysely } from 'kysely';

import type { Message } from '../records.ts';
import { toText, toTexts } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

/** Returns the case that shows it. */
export async function updateMessage(
  db: Kysely<Tables>,
  id: string,
  change: Partial<Pick<Message, 'messageId' | 'delivery' | 'caseId' | 'evidence'>>,
): Promise<string | undefined> {
  const columns = {
    ...(change.messageId !== undefined && { message_id: toText(change.messageId) }),
    ...(change.delivery !== undefined && { delivery: change.delivery }),
    ...(change.evidence !== undefined && { evidence: toTexts(change.evidence) }),
    ...(change.caseId !== undefined && { case_id: change.caseId }),
  };
  if (Object.keys(columns).length === 0) return undefined;
  const row = await db
    .updateTable('messages')
    .set(columns)
    .where('id', '=', id)
    .returning('case_id')
    .executeTakeFirst();
  return row?.case_id;
}
