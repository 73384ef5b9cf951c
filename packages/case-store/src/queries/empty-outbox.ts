import type { Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import { fromInstant } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

/**
 * What was delivered, and what was given up so long ago that it would be no news: the key stays, so that nothing goes out twice. What
 * names a message or a card alone holds no words, and can still be sent again.
 */
export async function emptyOutbox(db: Kysely<Tables>, before: Temporal.Instant, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update outbox set payload = '{}', detail = null where id in (
      select id from outbox
      where status in ('delivered', 'held-back', 'dead') and payload <> '{}' and coalesce(delivered_at, created_at) < ${fromInstant(before)}
      and coalesce(payload->>'kind', '') not in ('message', 'card')
      order by position limit ${limit} for update skip locked
    )`.execute(db);
  return Number(numAffectedRows);
}
