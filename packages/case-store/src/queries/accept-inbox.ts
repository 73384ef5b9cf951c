import { randomUUID } from 'node:crypto';

import type { Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import type { InboxItem, NewInboxItem } from '../records.ts';
import { fromNewInboxItem, toInboxItem } from '../rows/inbox-row.ts';
import type { Tables } from '../tables.ts';
import { findInboxItem } from './find-inbox-item.ts';

/** The natural key decides: what is there already stays as it is. */
export async function acceptInbox(
  db: Kysely<Tables>,
  item: NewInboxItem,
  now: Temporal.Instant,
): Promise<{ readonly item: InboxItem; readonly fresh: boolean }> {
  const row = await db
    .insertInto('inbox')
    .values(fromNewInboxItem(randomUUID(), item, now))
    .onConflict((conflict) => conflict.columns(['channel', 'external_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) return { item: toInboxItem(row), fresh: true };
  const known = await findInboxItem(db, item.channel, item.externalId);
  if (!known) throw new Error(`The inbox item ${item.channel} ${item.externalId} is neither new nor there.`);
  return { item: known, fresh: false };
}
