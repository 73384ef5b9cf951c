import {
  apply,
  at,
  begin,
  type CaseEvent,
  type CaseSla,
  type ClockName,
  type ClockState,
  evaluate,
  explain,
  Temporal,
  toInstant,
} from '@sla/core';
import { type CaseView, clockLabel, type Desk, sentenceOfEvent, speechOf } from '@sla/desk';
import { z } from 'zod';

import { ledgerJson } from './case-json.ts';
import type { LedgerJson } from './contract.ts';
import { plainText } from './input.ts';
import type {
  ClockChangeJson,
  ClockJson,
  ClockStandJson,
  ReplayJson,
  SlaJson,
  WhatIfJson,
} from './machine-contract.ts';
import { present } from './present.ts';
import { ProblemError } from './problem.ts';
import { iso, type Reading } from './reading.ts';

const name = plainText(200).min(1);

/** GET /api/cases/:number/explain */
export const ExplainQuery = z.strictObject({ clock: name, cycle: z.coerce.number().int().min(1).exactOptional() });

/** POST /api/cases/:number/what-if */
export const WhatIf = z
  .strictObject({
    priority: name.exactOptional(),
    policy: name.exactOptional(),
    pause: z
      .strictObject({ reason: name, for: z.iso.duration('expected an ISO 8601 duration, such as PT4H or P2D') })
      .exactOptional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'name a priority, a policy, a pause, or several');

export function slaJson(view: CaseView, { catalogue }: Reading): SlaJson {
  const { sla, record, policy, now } = view;
  return present({
    now: iso(now),
    number: record.number,
    policy: { id: policy.id, version: policy.version },
    priority: sla.priority,
    tier: sla.tier,
    state: sla.state,
    clocks: sla.clocks.map((clock) => clockJson(clock, clockLabel(clock.clock, catalogue))),
    nextWakeAt: iso(sla.nextWakeAt),
  });
}

function clockJson(clock: ClockState, label: string): ClockJson {
  return { ...(JSON.parse(JSON.stringify(clock)) as Omit<ClockJson, 'label'>), label };
}

/** Why this clock is due when it is. Throws `no-such-clock`, naming those that have a deadline. */
export function explainJson({ ledgers }: CaseView, { clock, cycle }: z.infer<typeof ExplainQuery>): LedgerJson {
  const found = ledgers.findLast((each) => each.clock === clock && (cycle === undefined || each.cycle === cycle));
  if (found) return ledgerJson(found);
  const clocks = [...new Set(ledgers.map((each) => each.clock))].join(', ');
  throw new ProblemError('no-such-clock', { clock: cycle === undefined ? clock : `${clock}, cycle ${cycle}`, clocks });
}

/** What the deadlines would be, evaluated on the case's own events and one more: nothing is kept of it. */
export function whatIf(view: CaseView, asked: z.infer<typeof WhatIf>, desk: Desk, reading: Reading): WhatIfJson {
  const { now, policies } = view;
  const added = imagined(asked, view, desk);
  const events: readonly CaseEvent[] = [...view.events, ...added];
  const until = added.reduce((last, event) => later(last, toInstant(event.at)), now);
  const known = typeof policies === 'function' ? policies : () => policies;
  const all = (id: string, version: number | undefined) =>
    known(id, version) ?? desk.read.policies().find((policy) => policy.id === id && policy.version === version);
  const after = evaluate(all, events, until);
  // Time passes in a pause: what it does by itself is no effect of it.
  const before = until === now ? view.sla : evaluate(policies, view.events, until);
  const explicable = after.clocks.filter(({ dueAt, status }) => dueAt !== undefined || status === 'paused');
  return {
    now: iso(now),
    at: iso(until),
    changes: changesBetween(before, after, reading, 'all'),
    ledgers: explicable.map(({ clock, cycle }) => ledgerJson(explain(all, events, clock, until, cycle))),
  };
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? other : one;
}

function imagined(
  { priority, policy, pause }: z.infer<typeof WhatIf>,
  view: CaseView,
  desk: Desk,
): readonly CaseEvent[] {
  const instant = view.now;
  const events: CaseEvent[] = [];
  const target = policy === undefined ? view.policy : desk.read.policies().find(({ id }) => id === policy);
  if (!target)
    throw oneOf(
      'policy',
      desk.read.policies().map(({ id }) => id),
    );
  if (policy !== undefined)
    events.push({ type: 'policy-moved', at: instant, policy, version: target.version, by: 'system' });
  if (priority !== undefined) {
    const names = target.priorities.map((each) => each.name);
    if (!names.includes(priority)) throw oneOf('priority', names);
    events.push({ type: 'prioritised', at: instant, priority, by: 'system' });
  }
  if (pause) {
    if (!target.pauseReasons.includes(pause.reason)) throw oneOf('pause.reason', target.pauseReasons);
    events.push({ type: 'paused', at: instant, reason: pause.reason, by: 'system' });
    events.push({ type: 'resumed', at: instant.add({ milliseconds: lengthOf(pause.for, instant) }), by: 'system' });
  }
  return events;
}

function lengthOf(text: string, from: Temporal.Instant): number {
  const zoned = from.toZonedDateTimeISO('UTC');
  const ms = zoned.add(text).epochMilliseconds - zoned.epochMilliseconds;
  if (ms > 0 && ms <= LONGEST_PAUSE_MS) return ms;
  throw new ProblemError('bad-input', {}, [{ path: 'pause.for', message: 'expected a length of up to a year' }]);
}

const LONGEST_PAUSE_MS = 366 * 86_400_000;

function oneOf(path: string, names: readonly string[]): ProblemError {
  return new ProblemError('bad-input', {}, [
    { path, message: `expected one of: ${names.join(', ') || 'none is set up'}` },
  ]);
}

/** What each event did to the clocks, and what time alone did, from the opening to now. */
export function replayJson(view: CaseView, reading: Reading): ReplayJson {
  const say = speechOf(view, reading);
  const steps: ReplayJson['steps'][number][] = [];
  let track = begin(view.policies);
  let stand: CaseSla | undefined;
  for (const event of view.events) {
    const instant = toInstant(event.at);
    const before = stand && at(track, instant);
    if (stand && before) steps.push(...passed(stand, before, instant, reading));
    track = apply(track, event);
    stand = at(track, instant);
    const sentence = sentenceOfEvent(event, reading.catalogue.events, say);
    const changes = changesBetween(before, stand, reading, 'changed');
    steps.push({ at: iso(instant), type: event.type, sentence, changes });
  }
  if (stand) steps.push(...passed(stand, view.sla, view.now, reading));
  return { steps };
}

/** Misses and starts that time brought by itself. */
function passed(before: CaseSla, after: CaseSla, until: Temporal.Instant, reading: Reading): ReplayJson['steps'] {
  const changes = changesBetween(before, after, reading, 'changed');
  return changes.length === 0 ? [] : [{ at: iso(until), type: 'time', sentence: reading.words.timePassed, changes }];
}

function changesBetween(
  before: CaseSla | undefined,
  after: CaseSla,
  { catalogue }: Reading,
  which: 'all' | 'changed',
): readonly ClockChangeJson[] {
  const stands = new Map<string, { clock: ClockName; cycle: number; before?: ClockState; after?: ClockState }>();
  const put = (side: 'before' | 'after') => (clock: ClockState) => {
    const key = `${clock.clock} ${clock.cycle}`;
    stands.set(key, { clock: clock.clock, cycle: clock.cycle, ...stands.get(key), [side]: clock });
  };
  before?.clocks.forEach(put('before'));
  after.clocks.forEach(put('after'));
  return [...stands.values()]
    .map(({ clock, cycle, ...sides }) =>
      present({
        clock,
        cycle,
        label: clockLabel(clock, catalogue),
        before: sides.before && standJson(sides.before),
        after: sides.after && standJson(sides.after),
      }),
    )
    .filter((change) => which === 'all' || JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function standJson({ status, kind, dueAt, stoppedAt, breachedAt }: ClockState): ClockStandJson {
  return present({ status, kind, dueAt: iso(dueAt), stoppedAt: iso(stoppedAt), breachedAt: iso(breachedAt) });
}
