import type { Insertable, Selectable } from 'kysely';

import type { DueTimer, Timer } from '../records.ts';
import type { TimerTable } from '../tables.ts';
import { fromInstant, toInstant } from './values.ts';

export function toDueTimer(row: Selectable<TimerTable>): DueTimer {
  return { caseId: row.case_id, clock: row.clock, dueAt: toInstant(row.due_at), generation: row.generation };
}

export function fromTimer(timer: Timer, generation: number): Insertable<TimerTable> {
  return { case_id: timer.caseId, clock: timer.clock, due_at: fromInstant(timer.dueAt), generation };
}
