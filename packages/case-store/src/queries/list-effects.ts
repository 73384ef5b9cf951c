import type { Effect } from '@sla/core';
import { type Kysely, sql } from 'kysely';

import { toEffect } from '../rows/effect-row.ts';
import type { Tables } from '../tables.ts';

/** By case, in the order in which they fired. */
export async function listEffects(
  db: Kysely<Tables>,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Effect[]>> {
  const byCase = new Map<string, Effect[]>(caseIds.map((id) => [id, []]));
  if (caseIds.length === 0) return byCase;
  const rows = await db
    .selectFrom('effects')
    .select(['case_id', 'id', 'at', 'kind', 'step', 'clock', 'cycle', 'recipient', 'via', 'clause'])
    .where(sql<boolean>`case_id = any(${caseIds}::text[])`)
    .orderBy('at')
    .orderBy('position')
    .execute();
  for (const row of rows) byCase.get(row.case_id)?.push(toEffect(row));
  return byCase;
}
