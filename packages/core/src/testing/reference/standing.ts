import type { CaseEvent } from '../../case/case-event.ts';

export interface Dated {
  readonly event: CaseEvent;
  readonly at: number;
}

export interface Standing {
  /** The events that count, in order. */
  readonly history: readonly Dated[];
  /** The merges that were undone, each with the instant at which that was. */
  readonly quiet: ReadonlyMap<CaseEvent, number>;
}

/** What counts of a history, in which each undoing names what came before it. */
export function standing(all: readonly Dated[]): Standing {
  const named = all.filter((_, i) => counts(all, i));
  const quiet = new Map<CaseEvent, number>();
  const gone = new Set<Dated>();
  for (const [i, { event, at }] of named.entries()) {
    const before = named.slice(0, i).filter((each) => !gone.has(each) && !quiet.has(each.event));
    if (event.type === 'unmerged') {
      const [first, ...again] = before.filter((each) => each.event.type === 'merged');
      if (first) quiet.set(first.event, at);
      for (const each of again) gone.add(each);
    }
    if (event.type === 'released') {
      const absorbed = before.findLast((each) => each.event.type === 'absorbed' && each.event.from === event.from);
      if (absorbed) gone.add(absorbed);
    }
  }
  return { history: named.filter((each) => !gone.has(each)), quiet };
}

/** An event counts unless a later one that counts itself takes it away; the opening always does. */
function counts(all: readonly Dated[], position: number): boolean {
  const event = all[position]?.event;
  if (event === undefined || event.type === 'opened') return event !== undefined;
  return !all.some(({ event: later }, i) => i > position && takesAway(later, event) && counts(all, i));
}

function takesAway(later: CaseEvent, event: CaseEvent): boolean {
  if (later.type === 'undone') return event.id !== undefined && later.event === event.id;
  if (later.type !== 'split' || event.type === 'split') return false;
  return event.message !== undefined && later.messages.includes(event.message);
}
