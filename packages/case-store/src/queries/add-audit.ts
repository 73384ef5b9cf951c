import type { Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import type { AuditEntry } from '../records.ts';
import { fromInstant, toJson } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { inChunks } from './in-chunks.ts';

export async function addAudit(
  db: Kysely<Tables>,
  entries: readonly Omit<AuditEntry, 'at'>[],
  now: Temporal.Instant,
): Promise<void> {
  await addAuditEntries(
    db,
    entries.map((entry) => ({ ...entry, at: now })),
  );
}

export async function addAuditEntries(db: Kysely<Tables>, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map(({ at, by, what, before, after }) => ({
    at: fromInstant(at),
    by,
    what,
    before: before === undefined ? null : toJson(before),
    after: after === undefined ? null : toJson(after),
  }));
  await inChunks(rows, (chunk) => db.insertInto('audit').values(chunk).execute());
}
