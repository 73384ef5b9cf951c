import { type Kysely, sql } from 'kysely';

import type { InboxCutoff } from '../records.ts';
import { fromInstant } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

/** The natural key stays, so that what is offered again is known; and what became of it. */
export async function emptyInbox(
  db: Kysely<Tables>,
  { envelopes, files }: InboxCutoff,
  limit: number,
): Promise<number> {
  const { numAffectedRows: emptied = 0n } = await sql`
    update inbox set envelope = '{}', last_error = null where id in (
      select id from inbox where status = 'settled' and envelope <> '{}' and received_at < ${fromInstant(envelopes)}
      order by received_at limit ${limit} for update skip locked
    )`.execute(db);
  if (files === undefined) return Number(emptied);
  // A message names its raw file itself, and keeps it for as long as its words.
  const { numAffectedRows: freed = 0n } = await sql`
    update inbox set raw_hash = null, raw_size = null where id in (
      select id from inbox
      where status = 'settled' and raw_hash is not null and message_id is null and received_at < ${fromInstant(files)}
      order by received_at limit ${limit} for update skip locked
    )`.execute(db);
  return Math.max(Number(emptied), Number(freed));
}
