import type { Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import type { ErasedContact } from '../records.ts';
import { fromInstant } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { addAudit } from './add-audit.ts';
import { eraseMessages } from './erase-messages.ts';

interface Erasure {
  readonly id: string;
  readonly by: string;
}

/**
 * The person's row keeps its id, for events and cases name it, and loses all else. With it go the subjects and messages of
 * their cases, what they wrote in others, and the text of notices that were sent about them.
 */
export async function eraseContact(
  db: Kysely<Tables>,
  { id, by }: Erasure,
  now: Temporal.Instant,
): Promise<ErasedContact | undefined> {
  const contact = await db.selectFrom('contacts').select('email').where('id', '=', id).executeTakeFirst();
  if (!contact) return undefined;
  const cases = await eraseSubjects(db, id);
  const ids = await messagesOf(db, `requester:${id}`, cases);
  const erased = new Set((await eraseMessages(db, { ids, by }, now)).map((message) => message.id));
  await eraseAddress(db, contact.email);
  await eraseNotices(db, cases, contact.email);
  await eraseWaitingWords(db, id);
  await eraseWhatCameIn(db, cases, contact.email);
  await eraseRow(db, id, now);
  await addAudit(db, [{ by, what: `contact/${id} erased` }], now);
  return { cases, waiting: ids.filter((message) => !erased.has(message)) };
}

async function eraseSubjects(db: Kysely<Tables>, requester: string): Promise<readonly string[]> {
  const rows = await db
    .updateTable('cases')
    .set({ subject: '' })
    .where('requester', '=', requester)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

async function messagesOf(db: Kysely<Tables>, author: string, cases: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where(sql<boolean>`(author = ${author} or case_id = any(${cases}::text[]))`)
    .where('erased_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** In other people's cases they may stand among those who were written to. */
async function eraseAddress(db: Kysely<Tables>, email: string): Promise<void> {
  await sql`
    update messages set
      to_addresses = array(select address from unnest(to_addresses) address where lower(address) <> ${email}),
      cc_addresses = array(select address from unnest(cc_addresses) address where lower(address) <> ${email})
    where exists (select from unnest(to_addresses || cc_addresses) address where lower(address) = ${email})`.execute(
    db,
  );
}

/** What was delivered, or given up, is of no more use; its key stays, so that it is never sent twice. */
async function eraseNotices(db: Kysely<Tables>, cases: readonly string[], email: string): Promise<void> {
  await sql`
    update outbox set payload = '{}', detail = null, last_error = null
    where status in ('delivered', 'held-back', 'dead') and payload->>'kind' is distinct from 'message' and (
      case_id = any(${cases}::text[])
      or exists (
        select from cases
        where cases.id = any(${cases}::text[])
        and strpos(outbox.payload::text, to_json(cases.number)::text) > 0
      )
      or strpos(lower(outbox.payload::text), ${email}) > 0
    )`.execute(db);
}

/** What waits to be told of them elsewhere, such as to customer records, goes without their words. */
async function eraseWaitingWords(db: Kysely<Tables>, requester: string): Promise<void> {
  await sql`
    update outbox set payload = (payload - 'message') || '{"subject": ""}'
    where status = 'waiting' and payload->>'requester' = ${requester}`.execute(db);
}

/**
 * A chat's event, a press of a button, a mail that became no message: whose words they are is not kept, so all that is settled goes.
 * Raw mails go where the envelope or the case tells that they are this person's.
 */
async function eraseWhatCameIn(db: Kysely<Tables>, cases: readonly string[], email: string): Promise<void> {
  await sql`
    update inbox set raw_hash = null, raw_size = null
    where status = 'settled' and raw_hash is not null and message_id is null
    and (case_id = any(${cases}::text[]) or strpos(lower(envelope::text), ${email}) > 0)`.execute(db);
  await sql`
    update inbox set envelope = '{}', last_error = null
    where status = 'settled' and envelope <> '{}' and message_id is null`.execute(db);
}

async function eraseRow(db: Kysely<Tables>, id: string, now: Temporal.Instant): Promise<void> {
  await db
    .updateTable('contacts')
    .set({
      // Unique as addresses must be, and by RFC 2606 never anybody's.
      email: `${id}@erased.invalid`.toLowerCase(),
      name: null,
      organisation: null,
      time_zone: null,
      language: null,
      erased_at: fromInstant(now),
    })
    .where('id', '=', id)
    .execute();
}
