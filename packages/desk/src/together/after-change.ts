import type { CaseChange, LoadedCase, NewEvent, StoredEvent } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import { withEvents } from '../case-history.ts';

/** A case as the store would give it back after this change. */
export function afterChange(
  before: LoadedCase | undefined,
  { record, expectedVersion, events, saves = 1 }: CaseChange,
  now: Temporal.Instant,
): LoadedCase {
  const known = before?.events ?? [];
  const first = 1 + Math.max(-1, ...known.map(({ position }) => position));
  const added = events.map((event, index): StoredEvent => stored(event, first + index, now));
  return {
    record: { ...record, version: expectedVersion + saves },
    events: withEvents(known, added),
  };
}

function stored(event: NewEvent, position: number, now: Temporal.Instant): StoredEvent {
  return { ...event, position, recordedAt: event.recordedAt ?? now };
}
