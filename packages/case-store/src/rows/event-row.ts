import type { Temporal } from '@sla/core';
import type { Insertable, Selectable } from 'kysely';

import type { NewEvent, StoredEvent } from '../records.ts';
import type { CaseEventTable } from '../tables.ts';
import { fromInstant, fromInstantLike, toInstant, toJson } from './values.ts';

export type EventRow = Selectable<CaseEventTable>;

/** Facts that are instants; JSON keeps them as text. */
const INSTANT_FACTS = ['fixBy', 'openedAt', 'waitingSince'] as const;

export function toStoredEvent(row: Omit<EventRow, 'case_id'>): StoredEvent {
  const facts = { ...(row.facts as Record<string, unknown>) };
  for (const fact of INSTANT_FACTS) {
    if (typeof facts[fact] === 'string') facts[fact] = toInstant(facts[fact]);
  }
  // What was an event when it was written is one when it is read.
  return {
    ...facts,
    type: row.type,
    id: row.id,
    position: row.position,
    at: toInstant(row.at),
    recordedAt: toInstant(row.recorded_at),
  } as StoredEvent;
}

export function fromNewEvent(
  caseId: string,
  position: number,
  event: NewEvent,
  now: Temporal.Instant,
): Insertable<CaseEventTable> {
  const { id, type, at, recordedAt, ...rest } = event;
  const facts: Record<string, unknown> = { ...rest };
  for (const fact of INSTANT_FACTS) {
    if (facts[fact] !== undefined) facts[fact] = fromInstantLike(facts[fact] as Temporal.Instant);
  }
  return {
    case_id: caseId,
    position,
    id,
    type,
    at: fromInstantLike(at),
    recorded_at: recordedAt === undefined ? fromInstant(now) : fromInstantLike(recordedAt),
    facts: toJson(facts),
  };
}
