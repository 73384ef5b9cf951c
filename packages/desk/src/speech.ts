import type { Agent, Team } from '@sla/case-store';
import { type ClockKind, type ClockName, type Effect, toInstant } from '@sla/core';

import { clockLabel } from './catalogue/catalogue.ts';
import { catalogueFor } from './catalogue/catalogue-for.ts';
import { formatTime } from './catalogue/format-time.ts';
import type { Reader } from './catalogue/reader.ts';
import { type Speech, sentenceOfEvent, spoken } from './catalogue/sentences.ts';
import type { CaseView } from './desk.ts';
import { namesOf } from './names.ts';

type Spoken = Pick<CaseView, 'now' | 'requester' | 'messages' | 'policy' | 'events' | 'sla'>;

/** How one case is spoken of to one reader, by the names of the people it speaks of. */
export function speechOf(
  view: Spoken,
  {
    reader,
    agents,
    teams,
  }: { readonly reader: Reader; readonly agents: readonly Agent[]; readonly teams: readonly Team[] },
): Speech {
  const catalogue = catalogueFor(reader.language);
  const names = namesOf({ agents, catalogue }, view.requester, view.messages);
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
      return event && sentenceOfEvent(event, catalogue.events, say).replace(/\.$/, '');
    },
  };
  return say;
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
