import { type CaseEvent, type CaseEventType, Temporal, toInstant } from '@sla/core';

type Instant = Temporal.Instant;

/** An event with its instant read. */
export type Dated<Event extends CaseEvent = CaseEvent> = Event & { readonly at: Instant };

/** What the events of a case say about who holds it, what it waits for and what was done; in order, without what was undone. */
export interface CaseHistory {
  readonly events: readonly Dated[];
  last<Type extends CaseEventType>(type: Type): Dated<Extract<CaseEvent, { type: Type }>> | undefined;
  has(test: (event: Dated) => boolean): boolean;
}

export function historyOf(events: readonly CaseEvent[]): CaseHistory {
  const counting = standing(events).map((event) => ({ ...event, at: instantOf(event) }));
  return {
    events: counting,
    last: (type) =>
      counting.findLast((event): event is Dated<Extract<CaseEvent, { type: typeof type }>> => event.type === type),
    has: (test) => counting.some(test),
  };
}

/** What counts, as core reads it: not what was undone, came with a message that was split off, or belongs to a merge taken back. */
function standing(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const undone = new Set<string>();
  const splitOff = new Set<string>();
  const counting: CaseEvent[] = [];
  // From the last to the first, so that an `undone` which was undone itself takes nothing away.
  for (const event of events.toReversed()) {
    const isNamed = event.id !== undefined && undone.has(event.id);
    const isMoved = event.message !== undefined && splitOff.has(event.message) && event.type !== 'split';
    if ((isNamed || isMoved) && event.type !== 'opened') continue;
    if (event.type === 'undone') undone.add(event.event);
    if (event.type === 'split') for (const message of event.messages) splitOff.add(message);
    counting.push(event);
  }
  return withoutMergesTakenBack(counting.reverse());
}

function withoutMergesTakenBack(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const gone = new Set<CaseEvent>();
  for (const [position, event] of events.entries()) {
    if (event.type !== 'unmerged' && event.type !== 'released') continue;
    const earlier = events.slice(0, position).filter((before) => !gone.has(before));
    const from = event.type === 'released' ? event.from : undefined;
    const taken =
      from === undefined
        ? earlier.filter(({ type }) => type === 'merged')
        : earlier.filter((before) => before.type === 'absorbed' && before.from === from).slice(-1);
    for (const each of [event, ...taken]) gone.add(each);
  }
  return gone.size === 0 ? events : events.filter((event) => !gone.has(event));
}

/** Adds new events where they happened: by instant, after what was there before. */
export function withEvents<Old extends CaseEvent, New extends CaseEvent>(
  known: readonly Old[],
  added: readonly New[],
): readonly (Old | New)[] {
  if (added.length === 0) return known;
  return [...known, ...added].sort((a, b) => Temporal.Instant.compare(instantOf(a), instantOf(b)));
}

export function instantOf({ at }: Pick<CaseEvent, 'at'>): Instant {
  return toInstant(at);
}

export interface Holder {
  readonly assignee?: string;
  readonly team?: string;
}

/** Who holds the case. Handing it to another team takes it from the person who had it. */
export function holderOf(history: CaseHistory): Holder {
  let holder: { assignee?: string; team?: string } = {};
  for (const event of history.events) {
    if (event.type !== 'assigned') continue;
    const team = event.team ?? holder.team;
    const assignee = event.to?.startsWith('agent:')
      ? event.to.slice('agent:'.length)
      : team === holder.team
        ? holder.assignee
        : undefined;
    holder = { ...(assignee !== undefined && { assignee }), ...(team !== undefined && { team }) };
  }
  return holder;
}

/** The pause that holds the case now. */
export function pauseOf(history: CaseHistory): Dated<Extract<CaseEvent, { type: 'paused' }>> | undefined {
  const last = history.events.findLast(({ type }) => endsPause.has(type) || type === 'paused');
  return last?.type === 'paused' ? last : undefined;
}

const endsPause: ReadonlySet<CaseEventType> = new Set(['resumed', 'resolved', 'closed', 'deferred', 'merged']);

/** When the case was opened, or the earliest of those that were merged into it. */
export function anchorOf(history: CaseHistory): Instant | undefined {
  const anchors = history.events.flatMap((event) =>
    event.type === 'opened' ? [event.at] : event.type === 'absorbed' ? [toInstant(event.openedAt)] : [],
  );
  return anchors.toSorted(Temporal.Instant.compare)[0];
}

/** Since when the requester has waited for an answer: their oldest words that nobody has answered. */
export function waitingSince(history: CaseHistory): Instant | undefined {
  let since: Instant | undefined;
  for (const event of history.events) {
    if (event.type === 'opened' || event.type === 'requester-replied') since ??= event.at;
    else if (event.type === 'absorbed' && event.waitingSince !== undefined) {
      since = earlier(since, toInstant(event.waitingSince));
    } else if (answersAll.has(event.type)) since = undefined;
  }
  return since;
}

const answersAll: ReadonlySet<CaseEventType> = new Set(['replied', 'no-reply-needed', 'resolved']);

function earlier(a: Instant | undefined, b: Instant): Instant {
  return a && Temporal.Instant.compare(a, b) <= 0 ? a : b;
}

/** The numbers of the cases that are merged into this one now. */
export function absorbedIn(history: CaseHistory): readonly string[] {
  return history.events.flatMap((event) => (event.type === 'absorbed' ? [event.from] : []));
}

/** When the case was last declared solved. */
export function resolvedAt(history: CaseHistory): Instant | undefined {
  return history.last('resolved')?.at;
}

export interface OpenAlert {
  readonly step: string;
  readonly to: string;
  readonly at: Instant;
}

/** Alerts that nobody has taken, by name or by doing something about the case. */
export function openAlertsOf(history: CaseHistory): readonly OpenAlert[] {
  let open: OpenAlert[] = [];
  for (const event of history.events) {
    if (event.type === 'alerted') {
      const rings = open.some(({ step, to }) => step === event.step && to === event.to);
      if (!rings) open.push({ step: event.step, to: event.to, at: event.at });
    }
    if (event.type === 'alert-taken') open = open.filter(({ step }) => step !== event.step);
    else if (endsAlerts.has(event.type) || (takesAlerts.has(event.type) && isByPerson(event))) open = [];
  }
  return open;
}

const takesAlerts: ReadonlySet<CaseEventType> = new Set(['acknowledged', 'assigned', 'replied']);
const endsAlerts: ReadonlySet<CaseEventType> = new Set(['resolved', 'closed', 'deferred', 'merged', 'prioritised']);

/** Events of which nobody is named are a person's: what the desk does itself says so. */
export function isByPerson({ by }: CaseEvent): boolean {
  return by !== 'system';
}
