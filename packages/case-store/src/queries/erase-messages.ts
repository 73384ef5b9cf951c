import type { Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import { fromInstant } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { addAudit } from './add-audit.ts';

/** All that was said or shows who said it. What is left: that there was a message, when, and on which case. */
const ERASED = {
  author_name: null,
  author_address: null,
  subject: null,
  text: '',
  html: null,
  quote_from: null,
  to_addresses: [],
  cc_addresses: [],
  attachments: '[]',
  raw_hash: null,
  raw_size: null,
  evidence: [],
};

interface Erasure {
  readonly ids: readonly string[];
  readonly by: string;
}

/** Returns the erased messages and their cases. What still waits to be delivered stays: there would be nothing to deliver. */
export async function eraseMessages(
  db: Kysely<Tables>,
  { ids, by }: Erasure,
  now: Temporal.Instant,
): Promise<readonly { readonly id: string; readonly caseId: string }[]> {
  if (ids.length === 0) return [];
  const erased = await db
    .updateTable('messages')
    .set({ ...ERASED, erased_at: fromInstant(now) })
    .where(sql<boolean>`id = any(${ids}::text[])`)
    .where('erased_at', 'is', null)
    .where(sql<boolean>`delivery is distinct from 'waiting'`)
    .returning(['id', 'case_id'])
    .execute();
  await eraseInbox(
    db,
    erased.map(({ id }) => id),
  );
  await addAudit(
    db,
    erased.map(({ id }) => ({ by, what: `message/${id} erased` })),
    now,
  );
  return erased.map(({ id, case_id: caseId }) => ({ id, caseId }));
}

/** The natural key stays, so that the same mail fetched again is not taken in again. */
async function eraseInbox(db: Kysely<Tables>, messages: readonly string[]): Promise<void> {
  await sql`
    update inbox set raw_hash = null, raw_size = null, envelope = '{}', last_error = null
    where message_id = any(${messages}::text[]) and status <> 'waiting'`.execute(db);
}
