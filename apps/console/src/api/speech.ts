import { type CaseEvent, type ClockKind, type ClockName, type Effect, toInstant } from '@sla/core';
import { type CaseView, clockLabel, formatTime } from '@sla/desk';

import { type EventSentences, type Speech, spoken } from '../words/words.ts';
import { namesOf } from './names.ts';
import type { Reading } from './reading.ts';

type Spoken = Pick<CaseView, 'now' | 'requester' | 'messages' | 'policy' | 'events' | 'sla'>;

/** How one case is spoken of to one reader. */
export function speechOf(view: Spoken, reading: Reading): Speech {
  const { catalogue, reader, teams } = reading;
  const names = namesOf(reading, view.requester, view.messages);
  const team = (id: string) => teams.find((each) => each.id === id)?.name ?? id;
  const listed = new Intl.ListFormat(reader.language);
  const say: Speech = {
    who: (person) => capitalised(names.of(person)),
    recipient(name) {
      if (name === 'requester') return names.of(view.requester && `requester:${view.requester.id}`);
      return name?.includes(':') ? names.of(name) : team(spoken(name ?? ''));
    },
    priority: (name) => view.policy.priorities.find((each) => each.name === name)?.title ?? name,
    team,
    time: (at) => formatTime(toInstant(at), reader, view.now),
    clock: (name) => (name === undefined ? '' : clockLabel(name as ClockName, catalogue)),
    kindOf: (effect) => kindOf(effect, view),
    ways: (via = []) => listed.format(via.map((way) => catalogue.channels[way])),
    undone(id) {
      const event = view.events.find((each) => each.id === id);
      return event && sentenceOfEvent(event, reading.words.events, say).replace(/\.$/, '');
    },
  };
  return say;
}

export function sentenceOfEvent(event: CaseEvent, sentences: EventSentences, say: Speech): string {
  // Each entry takes the event of its own name, which TypeScript cannot follow through the look-up.
  const sentence = sentences[event.type] as (event: CaseEvent, say: Speech) => string;
  return sentence(event, say);
}

/** An aim is never said to be broken; what the clock of the case does not tell, the policy does. */
function kindOf({ clock, cycle }: Effect, { sla, policy }: Spoken): ClockKind {
  const state = sla.clocks.find((each) => each.clock === clock && each.cycle === cycle);
  const priority = policy.priorities.find(({ name }) => name === sla.priority);
  return state?.kind ?? priority?.targets.find((target) => target.clock === clock)?.kind ?? 'commitment';
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
