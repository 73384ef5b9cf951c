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
  const undone = new Set(events.flatMap((event) => (event.type === 'undone' ? [event.event] : [])));
  const counting = events
    .filter((event) => event.id === undefined || !undone.has(event.id))
    .map((event) => ({ ...event, at: instantOf(event) }));
  return {
    events: counting,
    last: (type) =>
      counting.findLast((event): event is Dated<Extract<CaseEvent, { type: typeof type }>> => event.type === type),
    has: (test) => counting.some(test),
  };
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
