import { type Effect, toInstant } from '@sla/core';
import { type CaseView, sentenceOfEvent, speechOf } from '@sla/desk';

import type { HappeningJson } from './contract.ts';
import { present } from './present.ts';
import { iso, type Reading } from './reading.ts';

/** What happened to a case, in words, the oldest first; in one instant events come before what they set off. */
export function historyOf(view: CaseView, reading: Reading): readonly HappeningJson[] {
  const say = speechOf(view, reading);
  const { events, fired } = reading.catalogue;
  const told = new Set(view.effects.filter(({ kind }) => kind === 'notify').map(({ step }) => step));
  const happenings = [
    ...view.events
      // The effect of the step says the same, and how.
      .filter((event) => !(event.type === 'alerted' && told.has(event.step)))
      .map((event) =>
        present({
          at: iso(toInstant(event.at)),
          kind: 'event' as const,
          type: event.type,
          undo: view.undoable.includes(event.id) ? event.id : undefined,
          by: 'by' in event && event.by ? say.who(event.by) : undefined,
          sentence: sentenceOfEvent(opener(event, view), events, say),
        }),
      ),
    ...view.effects.map((effect: Effect) => ({
      at: iso(effect.at),
      kind: 'effect' as const,
      type: effect.kind,
      sentence: fired(effect, say),
    })),
  ];
  return happenings.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

type ViewEvent = CaseView['events'][number];

/** A case is opened by whoever asks, where the event does not say otherwise. */
function opener(event: ViewEvent, { record }: CaseView): ViewEvent {
  return event.type === 'opened' && event.by === undefined ? { ...event, by: `requester:${record.requester}` } : event;
}
