import { type Effect, evaluate } from '@sla/core';
import type { CaseView } from '@sla/desk';

import type { CaseJson } from './contract.ts';
import { iso, type Reading } from './reading.ts';
import { speechOf } from './speech.ts';

/** What will fire should nothing happen, in words. */
export function upcomingOf(view: CaseView, reading: Reading): CaseJson['upcoming'] {
  const say = speechOf(view, reading);
  return upcomingEffects(view).map((effect) => ({
    at: iso(effect.at),
    sentence: reading.words.coming(effect, say),
    kind: effect.kind,
  }));
}

/** How far ahead a page looks. A wake need not bring an effect, so the wakes are bounded too. */
export const HORIZON = { effects: 20, hours: 7 * 24, wakes: 60 };

/** Evaluates the case again at each instant at which it would be looked at, as the clock runner will. */
export function upcomingEffects({
  now,
  policies,
  events,
  sla,
}: Pick<CaseView, 'now' | 'policies' | 'events' | 'sla'>): readonly Effect[] {
  const end = now.add({ hours: HORIZON.hours }).epochMilliseconds;
  const found: Effect[] = [];
  let known = sla.effects.length;
  let next = sla.nextWakeAt;
  for (let wakes = 0; wakes < HORIZON.wakes && next && found.length < HORIZON.effects; wakes += 1) {
    if (next.epochMilliseconds > end) break;
    const then = evaluate(policies, events, next);
    found.push(...then.effects.slice(known));
    known = then.effects.length;
    next = isAfter(then.nextWakeAt, next) ? then.nextWakeAt : undefined;
  }
  return found.slice(0, HORIZON.effects);
}

type Instant = CaseView['now'];

function isAfter(later: Instant | undefined, earlier: Instant): boolean {
  return later !== undefined && later.epochMilliseconds > earlier.epochMilliseconds;
}
