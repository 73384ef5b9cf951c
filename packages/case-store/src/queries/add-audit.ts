import type { Temporal } from '@sla/core';
import type { Kysely } from 'kysely';

import { fromInstant, toJson } from '../rows/values.ts';
import type { Tables } from '../tables.ts';
import { inChunks } from './in-chunks.ts';

interface NewAuditEntry {
  readonly by: string;
  readonly what: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export async function addAudit(
  db: Kysely<Tables>,
  entries: readonly NewAuditEntry[],
  now: Temporal.Instant,
): Promise<void> {
  const at = fromInstant(now);
  const rows = entries.map(({ by, what, before, after }) => ({
    at,
    by,
    what,
    before: before === undefined ? null : toJson(before),
    after: after === undefined ? null : toJson(after),
  }));
  await inChunks(rows, (chunk) => db.insertInto('audit').values(chunk).execute());
}
