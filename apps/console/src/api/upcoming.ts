import { type Effect, evaluate } from '@sla/core';
import { type CaseView, speechOf } from '@sla/desk';

import type { CaseJson } from './contract.ts';
import { iso, type Reading } from './reading.ts';

/** What will fire should nothing happen, in words. */
export function upcomingOf(view: CaseView, reading: Reading): CaseJson['upcoming'] {
  const say = speechOf(view, reading);
  return upcomingEffects(view).map(({ effect, repeats }) => {
    const sentence = reading.catalogue.coming(effect, say);
    return {
      at: iso(effect.at),
      sentence: repeats ? reading.words.repeatedly(sentence) : sentence,
      kind: effect.kind,
    };
  });
}

/** How far ahead a page looks. */
export const HORIZON = { hours: 7 * 24, effects: 20 };

/** An effect to come, and whether it will fire again: a step that repeats would fill the page. */
export interface UpcomingEffect {
  readonly effect: Effect;
  readonly repeats: boolean;
}

/** The effects by now are the first of those by later on the same events, so one look at the horizon shows all that lies between. */
export function upcomingEffects({
  now,
  policies,
  events,
  sla,
}: Pick<CaseView, 'now' | 'policies' | 'events' | 'sla'>): readonly UpcomingEffect[] {
  if (!sla.nextWakeAt) return [];
  const later = evaluate(policies, events, now.add({ hours: HORIZON.hours }));
  const times = new Map<string, { readonly effect: Effect; count: number }>();
  for (const effect of later.effects.slice(sla.effects.length)) {
    const known = times.get(deed(effect));
    if (known) known.count += 1;
    else times.set(deed(effect), { effect, count: 1 });
  }
  return [...times.values()].slice(0, HORIZON.effects).map(({ effect, count }) => ({ effect, repeats: count > 1 }));
}

/** The same for each repetition of a step; what a clock does once a cycle is a deed of its own. */
function deed({ kind, step, to, id }: Effect): string {
  return step === undefined ? id : JSON.stringify([kind, step, to]);
}
