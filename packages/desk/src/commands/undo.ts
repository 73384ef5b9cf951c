import type { CaseRef, Message } from '@sla/case-store';
import type { CaseEvent, CaseEventType, Person } from '@sla/core';

import { type CaseHistory, type Dated, isByPerson } from '../case-history.ts';
import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { perform, type Scene } from '../perform.ts';
import { hasRole } from '../permissions.ts';
import { refusal } from '../refusal.ts';
import { nothingToDo } from '../scene-refusals.ts';

/** Takes back what an event did: its clocks are worked out anew without it, and a miss that has happened stays. */
export function undo(
  parts: DeskParts,
  by: Person,
  command: { readonly case: CaseRef; readonly event: string },
): Promise<Outcome> {
  return perform(parts, 'undo', by, command.case, async (scene) => {
    const { events, history, now: at, record, standing } = scene;
    const known = events.find(({ id }) => id === command.event);
    if (!known) return refusal('unknown-event', { case: record.number });
    const event = history.events.find(({ id }) => id === command.event);
    if (!event) return nothingToDo(scene);
    if (!isUndoable(event) || (await wasSent(scene, event))) return refusal('cannot-undo', { type: event.type });
    const needsLead = event.type === 'policy-moved' || event.type === 'closed';
    if (needsLead && !hasRole(standing, 'lead')) return refusal('not-allowed', { command: 'undo', role: 'lead' });
    const named = [event, ...companionsOf(event, history)].flatMap(({ id }) => (id === undefined ? [] : [id]));
    return { events: named.map((id) => ({ type: 'undone' as const, at, event: id, by })), facts: {} };
  });
}

/** Whether an event may be undone at all; a reply that was mailed may not, which only its message tells. */
function isUndoable(event: CaseEvent): boolean {
  return undoable.has(event.type) && (isByPerson(event) || event.type === 'assigned');
}

const undoable: ReadonlySet<CaseEventType> = new Set([
  'prioritised',
  'policy-moved',
  'acknowledged',
  'assigned',
  'replied',
  'requester-replied',
  'no-reply-needed',
  'updated',
  'estimated',
  'flagged',
  'delayed',
  'diagnosed',
  'workaround-given',
  'milestone',
  'paused',
  'resumed',
  'escalated',
  'resolved',
  'reopened',
  'closed',
  'deferred',
  'undone',
]);

/** The ids of the events that may be undone as the case stands. */
export function undoableIn(history: CaseHistory, messages: readonly Message[]): readonly string[] {
  const sent = new Set(messages.filter(({ direction }) => direction === 'out').map(({ id }) => id));
  return history.events
    .filter((event) => isUndoable(event) && !(event.message !== undefined && sent.has(event.message)))
    .flatMap(({ id }) => (id === undefined ? [] : [id]));
}

/** What went out to the requester was said, whatever we think of it now; a logged call never went out. */
async function wasSent({ unit }: Scene, { type, message }: CaseEvent): Promise<boolean> {
  if (message === undefined || type === 'requester-replied') return false;
  return (await unit.findMessage(message))?.direction === 'out';
}

/**
 * What one act did is not undone in halves: escalating hands the case over in the same instant, and a requester's words resume or
 * reopen it.
 */
function companionsOf(event: Dated, { events }: CaseHistory): readonly Dated[] {
  if (event.type === 'requester-replied' && event.message !== undefined) {
    return events.filter((other) => other !== event && other.message === event.message && follows.has(other.type));
  }
  if (event.type !== 'escalated') return [];
  const next = events[events.indexOf(event) + 1];
  return next?.type === 'assigned' && next.by === 'system' && next.at.equals(event.at) ? [next] : [];
}

const follows: ReadonlySet<CaseEventType> = new Set(['resumed', 'reopened']);
