import type { CaseRef } from '@sla/case-store';
import type { CaseEvent, Person } from '@sla/core';

import type { CaseHistory } from '../case-history.ts';
import type { Outcome } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { type Decision, perform, type Scene } from '../perform.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { lettersOf, sayToRequester } from '../say.ts';
import { ifDone } from '../scene-refusals.ts';

export interface Resolution {
  readonly case: CaseRef;
  readonly text?: string;
  readonly cause?: string;
  readonly key?: string;
}

/** Declares the need met. The requester must have been told so: by this message, or by an earlier reply or answered call. */
export function resolve(parts: DeskParts, by: Person, command: Resolution): Promise<Outcome> {
  return perform(parts, 'resolve', by, command.case, async (scene) => {
    const { text, key } = command;
    if (text === undefined || text.trim() === '') return ifDone(scene) ?? resolveSilently(scene, command);
    // A second try of the same words is no fault, although the case is resolved by now.
    const said = await sayToRequester(scene, { text, key });
    if ('code' in said) return said;
    if (said.kind === 'said-before') return { events: [], facts: {} };
    const done = ifDone(scene);
    if (done) return done;
    const replied: CaseEvent = { type: 'replied', at: scene.now, by, message: said.message.id };
    return { events: [replied, resolved(scene, command)], letters: lettersOf(said, 'resolution'), facts: {} };
  });
}

function resolveSilently(scene: Scene, command: Resolution): Decision<unknown> | Refusal {
  const { standing, history, record } = scene;
  // Requesters who say that their need is met need not be told.
  if (!isAnswered(history) && standing.kind !== 'requester') {
    return refusal('resolve-needs-a-message', { case: record.number });
  }
  return { events: [resolved(scene, command)], facts: {} };
}

/** Whether a person has answered the requester since the case was last opened. */
export function isAnswered({ events }: CaseHistory): boolean {
  const lastOpened = events.findLastIndex(({ type }) => type === 'opened' || type === 'reopened');
  return events.slice(lastOpened).some(({ type }) => type === 'replied');
}

function resolved({ now, by }: Scene, { cause }: Resolution): CaseEvent {
  return { type: 'resolved', at: now, by, ...(cause !== undefined && { cause }) };
}
