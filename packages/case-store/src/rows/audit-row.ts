import type { Selectable } from 'kysely';

import type { AuditEntry } from '../records.ts';
import type { AuditTable } from '../tables.ts';
import { present, toInstant } from './values.ts';

export function toAuditEntry(row: Omit<Selectable<AuditTable>, 'position'>): AuditEntry {
  return {
    at: toInstant(row.at),
    by: row.by,
    what: row.what,
    ...present({ before: row.before, after: row.after }),
  };
}
