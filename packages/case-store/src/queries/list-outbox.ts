import type { Kysely } from 'kysely';

import type { OutboxItem, OutboxQuery } from '../records.ts';
import { toOutboxItem } from '../rows/outbox-row.ts';
import type { Tables } from '../tables.ts';

export async function listOutbox(db: Kysely<Tables>, query: OutboxQuery): Promise<readonly OutboxItem[]> {
  const { status, destination, tried } = query;
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .$if(status !== undefined, (items) => items.where('status', '=', status ?? ''))
    .$if(destination !== undefined, (items) => items.where('destination', '=', destination ?? ''))
    .$if(tried === true, (items) => items.where('attempts', '>', 0))
    .orderBy('position', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(toOutboxItem);
}
