import { type Kysely, sql } from 'kysely';

import type { Tables } from '../tables.ts';

/** Which of these files something still names: a message, an attachment, or what came in. */
export async function namedBlobs(db: Kysely<Tables>, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ hash: string }>`
    select hash from unnest(${hashes}::text[]) hash where
      exists (select from messages where raw_hash = hash)
      or exists (select from inbox where raw_hash = hash)
      or exists (
        select from messages where attachments <> '[]'
        and attachments @> jsonb_build_array(jsonb_build_object('blob', jsonb_build_object('hash', hash)))
      )`.execute(db);
  return new Set(rows.map((row) => row.hash));
}
