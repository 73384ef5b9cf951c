import { randomUUID } from 'node:crypto';

import type { Temporal } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import type { InboxItem, NewInboxItem } from '../records.ts';
import { fromNewInboxItem, type InboxRow, toInboxItem } from '../rows/inbox-row.ts';
import { parsed } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { columnsOf, rowsOf } from './insert-rows.ts';

interface Accepted {
  readonly item: InboxItem;
  readonly fresh: boolean;
}

/** The natural key decides: what is there already stays as it is, also where it came twice in this very call. */
export async function acceptInbox(
  db: Kysely<Tables>,
  items: readonly NewInboxItem[],
  now: Temporal.Instant,
): Promise<readonly Accepted[]> {
  if (items.length === 0) return [];
  const rows = items.map((item) => fromNewInboxItem(randomUUID(), item, now));
  const inserted = await insertNew(
    db,
    rows.map((row) => parsed(row, 'envelope')),
  );
  const fresh = new Map(inserted.map((row) => [row.id, row]));
  const known = await findKnown(
    db,
    rows.filter(({ id }) => !fresh.has(id)),
  );
  return rows.map(({ id, channel, external_id }) => {
    const row = fresh.get(id);
    const item = row === undefined ? known.get(keyOf({ channel, external_id })) : toInboxItem(row);
    if (!item) throw new Error(`The inbox item ${channel} ${external_id} is neither new nor there.`);
    return { item, fresh: row !== undefined };
  });
}

async function insertNew(db: Kysely<Tables>, rows: readonly object[]): Promise<readonly InboxRow[]> {
  const columns = columnsOf(rows);
  const inserted = await sql<InboxRow>`
    insert into inbox (${columns})
    select ${columns} from ${rowsOf('inbox', rows)}
    on conflict (channel, external_id) do nothing
    returning *`.execute(db);
  return inserted.rows;
}

interface Key {
  readonly channel: string;
  readonly external_id: string;
}

async function findKnown(db: Kysely<Tables>, keys: readonly Key[]): Promise<ReadonlyMap<string, InboxItem>> {
  if (keys.length === 0) return new Map();
  const asked = keys.map(({ channel, external_id }) => ({ channel, external_id }));
  const { rows } = await sql<InboxRow>`
    select * from inbox where (channel, external_id) in (
      select channel, external_id from ${rowsOf('inbox', asked)}
    )`.execute(db);
  return new Map(rows.map((row) => [keyOf(row), toInboxItem(row)]));
}

function keyOf({ channel, external_id }: Key): string {
  return JSON.stringify([channel, external_id]);
}
