import type { Effect } from '@sla/core';
import type { Kysely } from 'kysely';

import { toEffect } from '../rows/effect-row.ts';
import type { Tables } from '../tables.ts';

export async function listEffects(db: Kysely<Tables>, caseId: string): Promise<readonly Effect[]> {
  const rows = await db
    .selectFrom('effects')
    .select(['id', 'at', 'kind', 'step', 'clock', 'cycle', 'recipient', 'via', 'clause'])
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('position')
    .execute();
  return rows.map(toEffect);
}
