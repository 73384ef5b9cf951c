import type { Temporal } from '@sla/core';
import type { Insertable, Selectable } from 'kysely';

import type { NewEvent, StoredEvent } from '../records.ts';
import type { CaseEventTable } from '../tables.ts';
import { fromInstant, fromInstantLike, toInstant, toJson } from './values.ts';

export type EventRow = Selectable<CaseEventTable>;

/** Facts that are instants; JSON keeps them as text. */
const INSTANT_FACTS = ['fixBy', 'openedAt', 'waitingSince'] as const;

export function toStoredEvent(row: Omit<EventRow, 'case_id'>): StoredEvent {
  // What was an event when it was written is one when it is read.
  return {
    ...toStoredFacts(row.facts as Record<string, unknown>),
    type: row.type,
    id: row.id,
    position: row.position,
    at: toInstant(row.at),
    recordedAt: toInstant(row.recorded_at),
  } as StoredEvent;
}

/** What an event says beside its type and instants, as JSON kept it. */
export function toStoredFacts(kept: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const facts = { ...kept };
  for (const fact of INSTANT_FACTS) {
    if (typeof facts[fact] === 'string') facts[fact] = toInstant(facts[fact]);
  }
  return facts;
}

export function fromNewEvent(
  caseId: string,
  position: number,
  event: NewEvent,
  now: Temporal.Instant,
): Insertable<CaseEventTable> {
  const { id, type, at, recordedAt, ...rest } = event;
  return {
    case_id: caseId,
    position,
    id,
    type,
    at: fromInstantLike(at),
    recorded_at: recordedAt === undefined ? fromInstant(now) : fromInstantLike(recordedAt),
    facts: fromFacts(rest),
  };
}

/** An event as it was stored elsewhere, at its place. */
export function fromStoredEvent(caseId: string, event: StoredEvent): Insertable<CaseEventTable> {
  const { position, id, type, at, recordedAt, ...rest } = event;
  return {
    case_id: caseId,
    position,
    id,
    type,
    at: fromInstantLike(at),
    recorded_at: fromInstantLike(recordedAt ?? at),
    facts: fromFacts(rest),
  };
}

function fromFacts(rest: object): string {
  const facts: Record<string, unknown> = { ...rest };
  for (const fact of INSTANT_FACTS) {
    if (facts[fact] !== undefined) facts[fact] = fromInstantLike(facts[fact] as Temporal.Instant);
  }
  return toJson(facts);
}
