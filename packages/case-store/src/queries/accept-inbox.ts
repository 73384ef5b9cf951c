import { randomUUID } from 'node:crypto';

import { type Kysely, type RawBuilder, sql } from 'kysely';

import type { InboxItem, NewInboxItem } from '../records.ts';
import { fromNewInboxItem, type InboxRow, toInboxItem } from '../rows/inbox-row.ts';
import type { Tables } from '../tables.ts';
import { rowsOf } from './insert-rows.ts';
import { keepingSmallFiles, type SmallFile } from './small-files.ts';

interface Accepted {
  readonly item: InboxItem;
  readonly fresh: boolean;
}

interface Arrivals {
  readonly items: readonly NewInboxItem[];
  /** Small files that the items name and that are not kept yet: both are, or neither. */
  readonly files?: readonly SmallFile[];
  /** When those came that do not say it. */
  readonly present: RawBuilder<string>;
}

/** The natural key decides: what is there already stays as it is, also where it came twice in this very call. */
export async function acceptInbox(
  db: Kysely<Tables>,
  { items, files = [], present }: Arrivals,
): Promise<readonly Accepted[]> {
  if (items.length === 0) return [];
  const rows = items.map((item) => fromNewInboxItem(randomUUID(), item));
  const kept = files.length === 0 ? sql`` : sql`with kept as (${keepingSmallFiles(files)})`;
  const inserted = await sql<InboxRow>`${kept}
    insert into inbox (id, channel, external_id, received_at, raw_hash, raw_size, envelope)
    select id, channel, external_id, coalesce(received_at, ${present}), raw_hash, raw_size, envelope
    from ${rowsOf('inbox', rows)}
    on conflict (channel, external_id) do nothing
    returning *`.execute(db);
  const fresh = new Map(inserted.rows.map((row) => [row.id, toInboxItem(row)]));
  const known = await findKnown(
    db,
    rows.filter(({ id }) => !fresh.has(id)),
  );
  return rows.map((row) => {
    const item = fresh.get(row.id) ?? known.get(keyOf(row));
    if (!item) throw new Error(`The inbox item ${row.channel} ${row.external_id} is neither new nor there.`);
    return { item, fresh: fresh.has(row.id) };
  });
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
