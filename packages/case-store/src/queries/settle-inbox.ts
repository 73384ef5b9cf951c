import { type Kysely, sql } from 'kysely';

import type { InboxSettlement } from '../records.ts';
import { toText } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { rowsOf } from './insert-rows.ts';

/** The ids stand in the condition too: what the rows hold is hidden from the planner, which might read the whole table for it. */
export async function settleInbox(db: Kysely<Tables>, settlements: readonly InboxSettlement[]): Promise<void> {
  if (settlements.length === 0) return;
  const given = settlements.map(({ id, outcome, caseId, messageId }) => ({
    id,
    outcome: toText(outcome),
    case_id: caseId ?? null,
    message_id: messageId ?? null,
  }));
  await sql`
    update inbox set status = 'settled', outcome = given.outcome, case_id = given.case_id, message_id = given.message_id
    from ${rowsOf('inbox', given)} given
    where inbox.id = given.id and inbox.id = any(${given.map(({ id }) => id)}::text[])`.execute(db);
}
