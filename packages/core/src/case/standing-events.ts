import type { CaseFact } from './read-events.ts';

/**
 * The events that still count: without those that an `undone` names, those that came with a message that was `split`
 * off, a `merged` that was undone by `unmerged` (from the one to the other the case is quiet), and an `absorbed` whose
 * case was `released`. The opening always counts.
 */
export function standingEvents(facts: readonly CaseFact[]): readonly CaseFact[] {
  if (!facts.some(({ event }) => UNDOING.has(event.type))) return facts;
  return withoutReleased(withoutUnmerged(withoutNamed(facts)));
}

/** Whether an event changes which of the earlier ones count. */
export function isUndoing({ event }: CaseFact): boolean {
  return UNDOING.has(event.type);
}

const UNDOING: ReadonlySet<string> = new Set(['undone', 'split', 'unmerged', 'released']);

/** From the last to the first, so that an `undone` which was undone itself takes nothing away. */
function withoutNamed(facts: readonly CaseFact[]): CaseFact[] {
  const undone = new Set<string>();
  const splitOff = new Set<string>();
  const standing: CaseFact[] = [];
  for (let i = facts.length - 1; i >= 0; i--) {
    const fact = facts[i];
    if (fact === undefined) continue;
    const { event } = fact;
    const isNamed =
      (event.id !== undefined && undone.has(event.id)) ||
      (event.message !== undefined && splitOff.has(event.message) && event.type !== 'split');
    if (isNamed && event.type !== 'opened') continue;
    if (event.type === 'undone') undone.add(event.event);
    if (event.type === 'split') for (const message of event.messages) splitOff.add(message);
    standing.push(fact);
  }
  return standing.reverse();
}

/** A merged case cannot be merged again: such a `merged` goes with the one that stood. */
function withoutUnmerged(facts: readonly CaseFact[]): CaseFact[] {
  const standing: (CaseFact | undefined)[] = [...facts];
  let merges: number[] = [];
  facts.forEach(({ event, atMs }, i) => {
    if (event.type === 'merged') merges.push(i);
    if (event.type !== 'unmerged') return;
    const [first, ...again] = merges;
    const merged = first === undefined ? undefined : facts[first];
    if (first !== undefined && merged) standing[first] = { ...merged, quietUntilMs: atMs };
    for (const each of again) standing[each] = undefined;
    merges = [];
  });
  return standing.filter((fact) => fact !== undefined);
}

function withoutReleased(facts: readonly CaseFact[]): CaseFact[] {
  const standing: (CaseFact | undefined)[] = [...facts];
  const absorbed = new Map<string, number[]>();
  facts.forEach(({ event }, i) => {
    if (event.type === 'absorbed') {
      const others = absorbed.get(event.from) ?? [];
      others.push(i);
      absorbed.set(event.from, others);
    }
    const last = event.type === 'released' ? absorbed.get(event.from)?.pop() : undefined;
    if (last !== undefined) standing[last] = undefined;
  });
  return standing.filter((fact) => fact !== undefined);
}
