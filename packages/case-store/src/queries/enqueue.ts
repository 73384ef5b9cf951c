import { randomUUID } from 'node:crypto';

import type { Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import type { NewOutboxItem } from '../records.ts';
import { fromNewOutboxItem } from '../rows/outbox-row.ts';
import { parsed } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { insertRows } from './insert-rows.ts';

export async function enqueue(
  db: Kysely<Tables>,
  items: readonly NewOutboxItem[],
  now: Temporal.Instant,
  status: 'waiting' | 'held' = 'waiting',
): Promise<void> {
  const rows = items.map((item) => ({ ...parsed(fromNewOutboxItem(randomUUID(), item, now), 'payload'), status }));
  await insertRows(db, 'outbox', rows, sql`on conflict (key) do nothing`);
}
