import { isRecord } from '../calendar/field.ts';
import { EVENT_NAMES, isEventName } from '../policy/event-names.ts';
import { parseTarget } from '../target/parse-target.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import { quoted } from '../time/time-error.ts';
import { CaseError, type CaseFault, caseFault } from './case-error.ts';
import type { CaseEvent, CaseEventOf, CaseEventType } from './case-event.ts';

/** An event with its instant read. */
export interface CaseFact {
  readonly atMs: number;
  readonly event: CaseEvent;
  /** On `merged`: when it was undone. Until then the case tells nobody anything. */
  readonly quietUntilMs?: number;
}

/**
 * Events in the order in which they count: by instant, then by position; the opening comes first in its instant.
 *
 * @throws CaseError with every fault of their form at once.
 */
export function readEvents(events: readonly CaseEvent[]): CaseFact[] {
  const facts: CaseFact[] = [];
  for (let i = 0; i < events.length; i++) {
    const fact = readable(events[i]);
    if (fact === undefined) throw allFaults(events.flatMap((each, position) => faultsOf(each, ['events', position])));
    facts.push(fact);
  }
  return inOrder(facts);
}

/** One event. Throws CaseError; `position` is its place among those of the case, for the error's path. */
export function readEvent(event: CaseEvent, position: number): CaseFact {
  const fact = readable(event);
  if (fact !== undefined) return fact;
  throw allFaults(faultsOf(event, ['events', position]));
}

export function comesBefore(a: CaseFact, b: CaseFact): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.event.type === 'opened' && b.event.type !== 'opened');
}

function inOrder(facts: CaseFact[]): CaseFact[] {
  for (let i = 1; i < facts.length; i++) {
    const [earlier, later] = [facts[i - 1], facts[i]];
    if (earlier && later && comesBefore(later, earlier))
      return facts.sort((a, b) => (comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : 0));
  }
  return facts;
}

/** What evaluation cannot do without; the rest of an event is for people. */
const REQUIRED: { readonly [Type in CaseEventType]?: readonly (keyof CaseEventOf<Type>)[] } = {
  prioritised: ['priority'],
  'policy-moved': ['policy', 'version'],
  flagged: ['flag'],
  delayed: ['every'],
  milestone: ['name'],
  paused: ['reason'],
  escalated: ['to'],
  absorbed: ['from', 'openedAt'],
  released: ['from'],
  split: ['messages'],
  undone: ['event'],
  alerted: ['step'],
  'alert-taken': ['step'],
  unreachable: ['step'],
};

function requiredOf(type: CaseEventType): readonly string[] {
  return REQUIRED[type] ?? [];
}

/** The fact, or undefined where anything is wrong: what exactly is found out only then. */
function readable(event: CaseEvent | undefined): CaseFact | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const texts = TEXTS.get(event.type);
  if (texts === undefined) {
    if (faultsOf(event, []).length > 0) return undefined;
  } else {
    if (!isPerson(event.by)) return undefined;
    for (const field of texts) if (!isText(event[field as keyof CaseEvent])) return undefined;
  }
  const atMs = epochMsOrNone(event.at);
  return atMs === undefined ? undefined : { atMs, event };
}

/** The required fields of the events that need no more than texts, which are most. */
const TEXTS: ReadonlyMap<string, readonly string[]> = new Map(
  EVENT_NAMES.filter((type) => !['policy-moved', 'delayed', 'absorbed', 'split'].includes(type)).map((type) => [
    type,
    requiredOf(type),
  ]),
);

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function allFaults([first, ...more]: readonly CaseFault[]): CaseError {
  return first === undefined ? caseFault(['events'], 'bad-type', 'cannot be read') : new CaseError([first, ...more]);
}

type Path = CaseFault['path'];

/** What is wrong with the form of an event; nothing where it can be read. */
export function faultsOf(event: unknown, path: Path): CaseFault[] {
  if (!isRecord(event))
    return [{ path, code: 'bad-type', message: `${quoted(event)} is no event: expected an object with type and at` }];
  const faults: CaseFault[] = [];
  const report = (field: string, code: CaseFault['code'], message: string) =>
    faults.push({ path: [...path, field], code, message });
  const { type, by } = event;
  const isKnown = typeof type === 'string' && isEventName(type);
  if (!isKnown) {
    const wrong = type === undefined ? 'the type is missing' : `${quoted(type)} is no event`;
    report('type', 'unknown-event', `${wrong}: expected one of ${EVENT_NAMES.join(', ')}`);
  }
  const required = ['at', ...(isKnown ? requiredOf(type) : [])];
  for (const [field, [check, expected]] of Object.entries(FIELDS)) {
    const value = event[field] ?? undefined;
    const wrong = value === undefined ? undefined : check(value, expected);
    if (wrong !== undefined) report(field, ...wrong);
    else if (value === undefined && required.includes(field))
      report(field, 'missing-field', `${field} is missing: expected ${expected}`);
  }
  if (!isPerson(by)) report('by', 'bad-person', `${quoted(by)} is nobody: expected agent:ID, requester:ID or system`);
  return faults;
}

/** What is wrong with a value, where anything is. */
type Check = (value: unknown, expected: string) => readonly [CaseFault['code'], string] | undefined;

const instant: Check = (value) => {
  const wrong = complaintOf(() => toEpochMs(value as InstantLike));
  return wrong === undefined ? undefined : ['bad-instant', wrong];
};

const text: Check = (value, expected) =>
  isText(value) ? undefined : ['bad-type', `${quoted(value)} is no text: expected ${expected}`];

const texts: Check = (value, expected) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? undefined
    : ['bad-type', `expected ${expected}`];

const interval: Check = (value, expected) => {
  const none = `${quoted(value)} is no interval: expected ${expected}`;
  const wrong = isText(value) ? complaintOf(() => parseTarget(value as string)) : none;
  return wrong === undefined ? undefined : ['bad-target', wrong];
};

const anything: Check = () => undefined;

const FIELDS: Readonly<Record<string, readonly [Check, string]>> = {
  at: [instant, 'the instant at which it happened'],
  openedAt: [instant, 'the instant at which the other case was opened'],
  waitingSince: [instant, ''],
  fixBy: [instant, ''],
  priority: [text, 'the name of a priority'],
  policy: [text, 'the id of a policy'],
  version: [anything, 'the number of its version'],
  flag: [text, 'the name of a flag'],
  name: [text, 'the name of a milestone'],
  reason: [text, 'why the case waits'],
  to: [text, 'a tier'],
  from: [text, 'the other case'],
  event: [text, 'the id of an event'],
  step: [text, 'the id of a step'],
  messages: [texts, 'a list of message ids'],
  every: [interval, 'text such as `4 hours`'],
};

function complaintOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isPerson(value: unknown): boolean {
  if (value === undefined || value === null || value === 'system') return true;
  return typeof value === 'string' && /^(agent|requester):./.test(value);
}

function epochMsOrNone(value: InstantLike): number | undefined {
  try {
    return toEpochMs(value);
  } catch {
    return undefined;
  }
}
