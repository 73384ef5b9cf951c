import { type ClockName, compiledPolicy, type Policy, type Temporal } from '@sla/core';
import type { CaseView } from '@sla/desk';

import type { CaseJson } from './contract.ts';
import { iso } from './reading.ts';

type Instant = Temporal.Instant;

/** Beyond this the drawing has no room for single days. */
export const MOST_DAYS = 92;

/** Open stretches of the calendar that the next promise counts on, from the first anchor to the last instant drawn. */
export function openHoursOf({ policy, record, card, now }: CaseView): CaseJson['openHours'] {
  const instants = card.promises.flatMap(({ startedAt, dueAt, stoppedAt, breachedAt, warnAt }) =>
    [startedAt, dueAt, stoppedAt, breachedAt, ...warnAt].filter((each) => each !== undefined),
  );
  const isUnfinished = card.promises.some(({ status }) => status === 'running' || status === 'paused');
  const drawn = [record.openedAt, ...(isUnfinished ? [now] : []), ...instants].map(
    ({ epochMilliseconds }) => epochMilliseconds,
  );
  const from = Math.min(...drawn);
  const to = Math.min(Math.max(...drawn), from + MOST_DAYS * 86_400_000);
  return openHours(policy, record.priority, card.next?.clock, from, to).map(({ start, end }) => ({
    from: iso(start),
    to: iso(end),
  }));
}

/** On the calendar of the clock, else of the priority; a policy without calendars is always open. */
export function openHours(
  policy: Policy,
  priority: string,
  clock: ClockName | undefined,
  fromMs: number,
  toMs: number,
): readonly { readonly start: Instant; readonly end: Instant }[] {
  const compiled = compiledPolicy(policy).priorities.get(priority);
  const target = clock === undefined ? undefined : compiled?.targets.get(clock);
  const calendar = (target ?? compiled)?.context.calendar;
  return calendar && fromMs < toMs ? calendar.intervals(fromMs, toMs) : [];
}
