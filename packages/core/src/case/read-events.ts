import { EVENT_NAMES, isEventName } from '../policy/event-names.ts';
import { parseTarget } from '../target/parse-target.ts';
import { TargetError } from '../target/target-error.ts';
import { type InstantLike, toEpochMs } from '../time/instant.ts';
import { quoted, TimeError } from '../time/time-error.ts';
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
    if (fact === undefined) throw allFaults(events);
    facts.push(fact);
  }
  return inOrder(facts);
}

/** One event. Throws CaseError; `position` is its place among those of the case, for the error's path. */
export function readEvent(event: CaseEvent, position: number): CaseFact {
  const fact = readable(event);
  if (fact !== undefined) return fact;
  const [fault, ...more] = faultsOf(event, ['events', position]);
  throw fault === undefined ? caseFault(['events', position], 'bad-type', 'no event') : new CaseError([fault, ...more]);
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

function allFaults(events: readonly unknown[]): CaseError {
  const [first, ...more] = events.flatMap((event, i) => faultsOf(event, ['events', i]));
  return first === undefined ? caseFault(['events'], 'bad-type', 'cannot be read') : new CaseError([first, ...more]);
}

type Path = CaseFault['path'];

/** What is wrong with the form of an event; nothing where it can be read. */
export function faultsOf(event: unknown, path: Path): CaseFault[] {
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    return [{ path, code: 'bad-type', message: `${quoted(event)} is no event: expected an object with type and at` }];
  const fields = event as Readonly<Record<string, unknown>>;
  const { type } = fields;
  const faults: CaseFault[] = [];
  const isKnown = typeof type === 'string' && isEventName(type);
  if (!isKnown) {
    const known = EVENT_NAMES.join(', ');
    const message = type === undefined ? 'the type is missing' : `${quoted(type)} is no event`;
    faults.push({ path: [...path, 'type'], code: 'unknown-event', message: `${message}: expected one of ${known}` });
  }
  for (const field of ['at', ...(isKnown ? requiredOf(type) : [])]) {
    if (fields[field] === undefined || fields[field] === null)
      faults.push({
        path: [...path, field],
        code: 'missing-field',
        message: `${field} is missing: expected ${EXPECTED[field]}`,
      });
  }
  return [...faults, ...wrongFields(fields, path)];
}

const EXPECTED: Readonly<Record<string, string>> = {
  at: 'the instant at which it happened',
  priority: 'the name of a priority',
  policy: 'the id of a policy',
  version: 'the number of its version',
  flag: 'the name of a flag',
  every: 'an interval such as 4 hours',
  name: 'the name of a milestone',
  reason: 'why the case waits',
  to: 'a tier',
  from: 'the other case',
  openedAt: 'the instant at which the other case was opened',
  messages: 'a list of message ids',
  event: 'the id of an event',
  step: 'the id of a step',
};

function wrongFields(fields: Readonly<Record<string, unknown>>, path: Path): CaseFault[] {
  const faults: CaseFault[] = [];
  const report = (field: string, code: CaseFault['code'], message: string) =>
    faults.push({ path: [...path, field], code, message });
  for (const field of ['at', 'openedAt', 'waitingSince', 'fixBy']) {
    const value = fields[field];
    if (value !== undefined && value !== null && epochMsOrNone(value as InstantLike) === undefined)
      report(field, 'bad-instant', instantFault(value));
  }
  for (const field of ['priority', 'policy', 'flag', 'name', 'reason', 'to', 'from', 'event', 'step']) {
    const value = fields[field];
    if (value !== undefined && value !== null && !isText(value))
      report(field, 'bad-type', `${quoted(value)} is no text: expected ${EXPECTED[field]}`);
  }
  if (fields.type === 'split' && fields.messages !== undefined && !isTextList(fields.messages))
    report('messages', 'bad-type', `expected ${EXPECTED.messages}`);
  if (!isPerson(fields.by))
    report('by', 'bad-person', `${quoted(fields.by)} is nobody: expected agent:ID, requester:ID or system`);
  if (fields.type === 'delayed' && fields.every !== undefined) {
    const message = targetFault(fields.every);
    if (message !== undefined) report('every', 'bad-target', message);
  }
  return faults;
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
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

function instantFault(value: unknown): string {
  try {
    toEpochMs(value as InstantLike);
    return '';
  } catch (error) {
    return error instanceof TimeError ? error.message : `${quoted(value)} is not an instant`;
  }
}

function targetFault(value: unknown): string | undefined {
  if (typeof value !== 'string') return `${quoted(value)} is no interval: expected text such as \`4 hours\``;
  try {
    parseTarget(value);
    return undefined;
  } catch (error) {
    return error instanceof TargetError ? error.message : `${quoted(value)} is no interval`;
  }
}
