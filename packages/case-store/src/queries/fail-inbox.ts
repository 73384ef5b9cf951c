import type { Kysely } from 'kysely';

import { toText } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

export async function failInbox(db: Kysely<Tables>, id: string, error: string, lastAttempt: number): Promise<void> {
  await db
    .updateTable('inbox')
    .set((column) => ({
      attempts: column('attempts', '+', 1),
      last_error: toText(error),
      status: column
        .case()
        .when('attempts', '>=', lastAttempt - 1)
        .then('quarantined')
        .else('waiting')
        .end(),
    }))
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute();
}
