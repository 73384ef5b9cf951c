import { CaseError, type CaseFault } from '../case/case-error.ts';
import type { CaseEvent } from '../case/case-event.ts';
import { faultsOf } from '../case/read-events.ts';
import type { CompiledPolicy, CompiledPriority } from '../policy/compile-policy.ts';
import { toEpochMs } from '../time/instant.ts';
import { findPolicy, findPriority, keepPriority } from './case-progress.ts';
import type { Policies } from './case-sla.ts';
import { NOT_OPENED, OPENED_TWICE } from './go-on.ts';

/** Everything that is wrong with events which could not be evaluated, each fault with its place. */
export function eventFaults(policies: Policies, events: readonly CaseEvent[], nowMs: number): CaseError | undefined {
  const faults: CaseFault[] = [];
  const readable: Placed[] = [];
  events.forEach((event, position) => {
    const wrong = faultsOf(event, ['events', position]);
    faults.push(...wrong);
    if (wrong.length === 0 && toEpochMs(event.at) <= nowMs) readable.push({ event, position });
  });
  readable.sort(
    ({ event: a }, { event: b }) =>
      toEpochMs(a.at) - toEpochMs(b.at) || Number(b.type === 'opened') - Number(a.type === 'opened'),
  );
  const [first, ...more] = [...faults, ...openingFaults(readable), ...nameFaults(policies, readable)];
  return first && new CaseError([first, ...more]);
}

interface Placed {
  readonly event: CaseEvent;
  readonly position: number;
}

function openingFaults(ordered: readonly Placed[]): CaseFault[] {
  const opening = ordered.findIndex(({ event }) => event.type === 'opened');
  if (opening < 0) return [{ path: ['events'], code: 'not-opened', message: NOT_OPENED }];
  return ordered.flatMap(({ event: { type }, position }, i): CaseFault[] => {
    const path = ['events', position];
    if (i < opening) {
      const message = `${type} comes before the case is opened: expected an instant from the opening on`;
      return [{ path: [...path, 'at'], code: 'before-opened', message }];
    }
    return i > opening && type === 'opened'
      ? [{ path: [...path, 'type'], code: 'opened-twice', message: OPENED_TWICE }]
      : [];
  });
}

/** Priorities and policies that there are not. */
function nameFaults(policies: Policies, ordered: readonly Placed[]): CaseFault[] {
  const faults: CaseFault[] = [];
  let policy: CompiledPolicy | undefined;
  let priority: CompiledPriority | undefined;
  const look = <Found>(position: number, find: () => Found): Found | undefined => {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof CaseError)) throw error;
      faults.push(...error.faults.map((fault) => ({ ...fault, path: ['events', position, ...fault.path] })));
      return undefined;
    }
  };
  for (const { event, position } of ordered) {
    if (event.type === 'opened' || event.type === 'policy-moved')
      policy = look(position, () => findPolicy(policies, event.policy, event.version)) ?? policy;
    const current = policy;
    if (current === undefined) continue;
    const name = priority?.priority.name;
    if (event.type === 'opened' || event.type === 'prioritised')
      priority = look(position, () => findPriority(current, event.priority)) ?? priority;
    else if (event.type === 'policy-moved' && name !== undefined)
      priority = look(position, () => keepPriority(current, name)) ?? priority;
  }
  return faults;
}
