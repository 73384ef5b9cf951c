import type { Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import type { HeldItem } from '../records.ts';
import { fromInstant, toInstant } from '../rows/values.ts';
import type { Tables } from '../tables.ts';

/** Rows that another transaction is taking, and those that came meanwhile, are left for the next time. */
export async function takeHeld(db: Kysely<Tables>, since: Temporal.Instant | undefined): Promise<readonly HeldItem[]> {
  const rows = await db
    .with('picked', (query) =>
      query
        .selectFrom('outbox')
        .select('id')
        .where('status', '=', 'held')
        .$if(since !== undefined, (held) => held.where(heldSince(since)))
        .forUpdate()
        .skipLocked(),
    )
    .deleteFrom('outbox')
    .using('picked')
    .whereRef('outbox.id', '=', 'picked.id')
    .returning(['outbox.position', 'outbox.key', 'outbox.destination', 'outbox.payload', 'outbox.created_at'])
    .execute();
  return rows
    .toSorted((a, b) => Number(a.position) - Number(b.position))
    .map(({ key, destination, payload, created_at }) => ({
      key,
      destination,
      payload,
      createdAt: toInstant(created_at),
    }));
}

function heldSince(since: Temporal.Instant | undefined) {
  const by = since === undefined ? 'infinity' : fromInstant(since);
  return sql<boolean>`exists (
    select from outbox as earliest where earliest.status = 'held' and earliest.created_at <= ${by}::timestamptz
  )`;
}
