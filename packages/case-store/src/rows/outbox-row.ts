import type { Temporal } from '@sla/core';
import type { Insertable, Selectable } from 'kysely';

import type { OutboxRecord } from '../export/store-record.ts';
import type { NewOutboxItem, OutboxItem } from '../records.ts';
import type { OutboxTable } from '../tables.ts';
import { fromInstant, fromNull, orNull, present, toInstant, toJson } from './values.ts';

export type OutboxRow = Selectable<OutboxTable>;

export function toOutboxItem(row: OutboxRow): OutboxItem {
  return {
    id: row.id,
    key: row.key,
    destination: row.destination,
    position: Number(row.position),
    payload: row.payload,
    createdAt: toInstant(row.created_at),
    notBefore: toInstant(row.not_before),
    attempts: row.attempts,
    status: row.status as OutboxItem['status'],
    ...present({
      caseId: row.case_id,
      lastError: row.last_error,
      deliveredAt: fromNull(row.delivered_at, toInstant),
    }),
  };
}

/** An item as it was kept elsewhere; whoever was sending it there is gone, and its lease runs out as it would have. */
export function fromOutboxRecord({ item, claimableAt, detail }: OutboxRecord): Insertable<OutboxTable> {
  const { id, key, destination, status, attempts } = item;
  return {
    id,
    key,
    destination,
    status,
    attempts,
    case_id: item.caseId ?? null,
    payload: toJson(item.payload),
    created_at: fromInstant(item.createdAt),
    not_before: fromInstant(item.notBefore),
    claimable_at: fromInstant(claimableAt),
    last_error: item.lastError ?? null,
    delivered_at: orNull(item.deliveredAt, fromInstant),
    detail: detail ?? null,
  };
}

export function fromNewOutboxItem(id: string, item: NewOutboxItem, now: Temporal.Instant): Insertable<OutboxTable> {
  const notBefore = fromInstant(item.notBefore ?? now);
  return {
    id,
    key: item.key,
    destination: item.destination,
    case_id: item.caseId ?? null,
    payload: toJson(item.payload),
    created_at: fromInstant(now),
    not_before: notBefore,
    claimable_at: notBefore,
  };
}
