import { randomUUID } from 'node:crypto';

import type { Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import type { NewOutboxItem } from '../records.ts';
import { fromNewOutboxItem } from '../rows/outbox-row.ts';
import type { Tables } from '../tables.ts';
import { inChunks } from './in-chunks.ts';

export async function enqueue(
  db: Kysely<Tables>,
  items: readonly NewOutboxItem[],
  now: Temporal.Instant,
  status: 'waiting' | 'held' = 'waiting',
): Promise<void> {
  await inChunks(
    items.map((item) => ({ ...fromNewOutboxItem(randomUUID(), item, now), status })),
    (chunk) =>
      db
        .insertInto('outbox')
        .values(chunk)
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute(),
  );
}
