import type { Kysely } from 'kysely';

import { toText } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

export async function settleInbox(
  db: Kysely<Tables>,
  id: string,
  result: { readonly outcome: string; readonly caseId?: string; readonly messageId?: string },
): Promise<void> {
  await db
    .updateTable('inbox')
    .set({
      status: 'settled',
      outcome: toText(result.outcome),
      case_id: result.caseId ?? null,
      message_id: result.messageId ?? null,
    })
    .where('id', '=', id)
    .execute();
}
