import { CaseError, type CaseFault } from '../case/case-error.ts';
import type { CaseEvent } from '../case/case-event.ts';
import { faultsOf } from '../case/read-events.ts';
import type { CompiledPolicy, CompiledPriority } from '../policy/compile-policy.ts';
import { toEpochMs } from '../time/instant.ts';
import { findPolicy, findPriority, keepPriority } from './case-progress.ts';
import type { Policies } from './case-sla.ts';

/** Everything that is wrong with events which could not be evaluated, each fault with its place. */
export function eventFaults(policies: Policies, events: readonly CaseEvent[], nowMs: number): CaseError | undefined {
  const faults = events.flatMap((event, i) => faultsOf(event, ['events', i]));
  const readable = events
    .map((event, position) => ({ event, position }))
    .filter(({ event }) => faultsOf(event, []).length === 0)
    .map((each) => ({ ...each, atMs: toEpochMs(each.event.at) }))
    .filter(({ atMs }) => atMs <= nowMs)
    .sort((a, b) => a.atMs - b.atMs || Number(b.event.type === 'opened') - Number(a.event.type === 'opened'));
  const [first, ...more] = [...faults, ...openingFaults(readable), ...nameFaults(policies, readable)];
  return first && new CaseError([first, ...more]);
}

interface Placed {
  readonly event: CaseEvent;
  readonly position: number;
}

function openingFaults(ordered: readonly Placed[]): CaseFault[] {
  const opening = ordered.findIndex(({ event }) => event.type === 'opened');
  if (opening < 0)
    return [{ path: ['events'], code: 'not-opened', message: 'the case is not opened by then: expected `opened`' }];
  const early = ordered.slice(0, opening).map(
    ({ event, position }): CaseFault => ({
      path: ['events', position, 'at'],
      code: 'before-opened',
      message: `${event.type} comes before the case is opened: expected an instant from the opening on`,
    }),
  );
  const again = ordered.slice(opening + 1).filter(({ event }) => event.type === 'opened');
  return [
    ...early,
    ...again.map(
      ({ position }): CaseFault => ({
        path: ['events', position, 'type'],
        code: 'opened-twice',
        message: 'the case is open already: expected `opened` once',
      }),
    ),
  ];
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
