import type { ClockState } from '@sla/core';
import type { Kysely } from 'kysely';

import { toClockState } from '../rows/clock-row.ts';
import type { Tables } from '../tables.ts';

/** The latest cycle of each clock of these cases, by case. */
export async function latestClocks(
  db: Kysely<Tables>,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ClockState[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('clocks')
    .selectAll()
    .distinctOn(['case_id', 'clock'])
    .where('case_id', 'in', caseIds)
    .orderBy('case_id')
    .orderBy('clock')
    .orderBy('cycle', 'desc')
    .execute();
  const byCase = new Map<string, ClockState[]>(caseIds.map((id) => [id, []]));
  for (const row of rows) byCase.get(row.case_id)?.push(toClockState(row));
  return byCase;
}
