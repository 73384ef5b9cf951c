import type { Kysely } from 'kysely';

import type { AuditEntry } from '../records.ts';
import { toAuditEntry } from '../rows/audit-row.ts';
import type { Tables } from '../tables.ts';

export async function listAudit(db: Kysely<Tables>, limit: number): Promise<readonly AuditEntry[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['at', 'by', 'what', 'before', 'after'])
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toAuditEntry);
}
