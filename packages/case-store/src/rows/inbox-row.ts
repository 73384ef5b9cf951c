import type { Insertable, Selectable } from 'kysely';

import type { InboxItem, NewInboxItem } from '../records.ts';
import type { InboxTable } from '../tables.ts';
import { fromBlobRef, toBlobRef } from './blob-columns.ts';
import { fromInstant, orNull, present, toInstant, toJson, toText } from './values.ts';

export type InboxRow = Selectable<InboxTable>;

export function toInboxItem(row: InboxRow): InboxItem {
  return {
    id: row.id,
    channel: row.channel,
    externalId: row.external_id,
    receivedAt: toInstant(row.received_at),
    envelope: row.envelope,
    status: row.status as InboxItem['status'],
    attempts: row.attempts,
    ...present({
      raw: toBlobRef(row),
      lastError: row.last_error,
      outcome: row.outcome,
      caseId: row.case_id,
      messageId: row.message_id,
    }),
  };
}

/** An item as it was kept elsewhere. */
export function fromInboxItem(item: InboxItem): Insertable<InboxTable> {
  const { id, status, attempts } = item;
  return {
    id,
    channel: item.channel,
    external_id: item.externalId,
    received_at: fromInstant(item.receivedAt),
    ...fromBlobRef(item.raw),
    envelope: toJson(item.envelope),
    status,
    attempts,
    last_error: item.lastError ?? null,
    outcome: item.outcome ?? null,
    case_id: item.caseId ?? null,
    message_id: item.messageId ?? null,
  };
}

/** Without an instant it came when it is written. */
export function fromNewInboxItem(id: string, item: NewInboxItem) {
  return {
    id,
    channel: item.channel,
    external_id: toText(item.externalId),
    received_at: orNull(item.receivedAt, fromInstant),
    ...fromBlobRef(item.raw),
    envelope: JSON.parse(toJson(item.envelope)),
  };
}
