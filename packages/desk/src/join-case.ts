import type { CaseRecord, LoadedCase, NewEvent, StoreUnit } from '@sla/case-store';
import { type CaseEvent, Temporal } from '@sla/core';

import { type CaseHistory, historyOf, pauseOf } from './case-history.ts';
import { type Reopening, reopeningFor } from './closing.ts';
import { type Intake, messageOf } from './intake.ts';
import type { Received } from './open-case.ts';
import type { Session } from './parts.ts';
import { identified } from './perform.ts';
import { policyOf, saveChange } from './save-change.ts';

type Instant = Temporal.Instant;

/** The case that a message belongs to: where it was merged, the survivor, for ever. */
export async function caseToJoin(ref: string, unit: StoreUnit): Promise<LoadedCase | undefined> {
  let found = await unit.lockCase(ref);
  const seen = new Set<string>();
  while (found?.record.state === 'merged' && found.record.mergedInto && !seen.has(found.record.id)) {
    seen.add(found.record.id);
    found = await unit.lockCase(found.record.mergedInto);
  }
  return found;
}

/**
 * Adds a message to a case. A person's words count as theirs and take up again what was declared done; machine mail is
 * kept and moves nothing. Undefined when the policy wants another case for it.
 */
export async function joinCase(session: Session, intake: Intake, found: LoadedCase): Promise<Received | undefined> {
  const { record, events } = found;
  const policies = await session.parts.shelf.forEvents(events, session.unit);
  const history = historyOf(events);
  const isDone = ['resolved', 'closed', 'deferred'].includes(record.state);
  const reopening = isDone
    ? reopeningFor(policyOf(policies, record, history), record.priority, history, intake.at)
    : 'leave';
  const isPerson = intake.incoming.machine === 'no';
  if (isPerson && reopening === 'open-another') return undefined;
  const message = messageOf(intake, record.id, intake.incoming.joins?.evidence ?? []);
  const added = isPerson ? eventsOf(session, atCase(intake, record), history, reopening) : [];
  const saved = await saveChange(session, { record, known: events, added, policies, messages: [message] });
  return { record: saved.record, message, opened: false, drafts: saved.drafts };
}

function eventsOf(session: Session, intake: Intake, history: CaseHistory, reopening: Reopening): readonly NewEvent[] {
  const { now, parts } = session;
  const { at, contact } = intake;
  const by = `requester:${contact.id}` as const;
  // All that the message did bears its id, so that all of it goes when the message is split off.
  const message = intake.messageId;
  const pause = pauseOf(history);
  const done = history.events.findLast(({ type }) => doneBy.has(type));
  const events: (CaseEvent | false | undefined)[] = [
    { type: 'requester-replied', at, by, message },
    // A message that crossed with our own act counts from when it is seen: its question was not in what we answered.
    reopening === 'reopen' && { type: 'reopened', at: done && isAfter(done.at, at) ? now : at, by, message },
    pause?.reason === 'awaiting-requester' && { type: 'resumed', at: isAfter(pause.at, at) ? now : at, by, message },
  ];
  return events.flatMap((event) => (event ? [identified(event, parts)] : []));
}

/** A mail that was received before the one that opened its case, and fetched after it, counts from the opening. */
function atCase(intake: Intake, { openedAt }: CaseRecord): Intake {
  return isAfter(openedAt, intake.at) ? { ...intake, at: openedAt } : intake;
}

const doneBy: ReadonlySet<string> = new Set(['resolved', 'closed', 'deferred']);

function isAfter(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0;
}
