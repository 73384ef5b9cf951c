import { calendarJsonSchema } from './calendar-json-schema.ts';
import { isRecord } from './source.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** A policy's JSON Schema with what an editor shows beside its keys; core knows their shape alone. */
export function inWords(policy: JsonSchema): JsonSchema {
  const definitions = isRecord(policy.$defs) ? policy.$defs : {};
  const named = Object.entries({ ...definitions, Calendar: calendarJsonSchema });
  return {
    ...described(policy, OF_POLICY),
    $defs: Object.fromEntries(
      named.map(([name, schema]) => [name, { ...described(schema, OF[name]), ...WHOLE[name] }]),
    ),
  };
}

/** What an editor shows at a key, or at the key of a key. */
type Words = { readonly [key: string]: string | JsonSchema };

const clause = 'The sentence of the agreement that this keeps.';
const kind = 'A promise, or an aim that is measured apart and never called a breach.';
const ofTime = {
  calendar: 'Instead of the calendar above it: the nearest of target, priority and policy counts.',
  businessDay: 'How "N business days" falls: at the same local time, at that day’s close, or as N usual days of work.',
  warnAt: 'Shares of the way to the deadline at which to warn.',
};

const OF_POLICY: Words = {
  ...ofTime,
  calendar: 'The calendar of whatever names none; without one every hour counts.',
  notes: 'How ambiguous sentences of the agreement are read.',
  timeZone: { description: 'IANA time zone.', examples: ['Europe/London', 'America/Halifax', 'UTC'] },
  effectiveFrom: 'The local date from which this version applies to new cases.',
  tiers: 'The lowest first.',
  handover: 'What a case must carry when it is raised to a tier.',
  priorities: 'The most urgent first.',
  map: 'Names that others use for our priorities.',
  floor: 'No case is less urgent than this.',
  availability: 'A promise of uptime, such as 99.9 per cent of each month.',
  clauses: 'The agreement’s sentences; one that stands here may be cited by several targets.',
  defaults: {
    properties: {
      reopen: { examples: ['resume within 7 days, then new-case', 'new-cycle', 'ignore'] },
      close: { examples: ['7 days after resolved'] },
    },
  },
};

const OF: Readonly<Record<string, Words>> = {
  Priority: { ...ofTime, when: 'What triage matches on: all keys of a condition, any of several conditions.' },
  Condition: { text: 'Whole words or phrases, in any case.' },
  ClockTarget: {
    ...ofTime,
    every: 'For the clock `update`: status is owed this often.',
    measure: 'Measured, never due.',
    until: 'Events that end the updates; resolved where none is named.',
    kind,
    clause,
    pauseWhile: 'Reasons for which this clock stands still. None by default.',
    automatic: 'The automatic receipt counts as the acknowledgement.',
  },
  Step: {
    on: 'The event on which it fires.',
    after: 'The time since opening after which it fires.',
    at: 'The share of a clock’s way to its deadline; 100 is the miss.',
    raiseTo: 'The tier that the case is raised to.',
    publish: 'On the status page.',
    acknowledgeWithin: 'How long the alert may stay untaken.',
    clause,
  },
};

/** What an editor shows of a whole definition. */
const WHOLE: Readonly<Record<string, JsonSchema>> = {
  Condition: { examples: [{ impact: ['everyone', 'many'], workaround: 'none' }] },
  Recipient: { examples: [{ role: 'senior-management', via: ['phone', 'email'] }] },
  Target: {
    description: 'How long, on which time, under what condition.',
    examples: ['15 minutes', '4 business hours', '2-3 business days', 'close of business', '1 week, then next opening'],
  },
  Trigger: {
    description: 'What starts the clock.',
    examples: ['opened', 'first-response', '2 hours', { flag: 'cannot-fix' }],
  },
};

function described(schema: unknown, words: Words = {}): JsonSchema {
  if (!isRecord(schema) || !isRecord(schema.properties)) return isRecord(schema) ? schema : {};
  const properties = { ...schema.properties };
  for (const [key, said] of Object.entries(words))
    properties[key] = merged(properties[key], typeof said === 'string' ? { description: said } : said);
  return { ...schema, properties };
}

function merged(schema: unknown, more: JsonSchema): JsonSchema {
  const known = isRecord(schema) ? schema : {};
  const added = Object.entries(more).map(([key, each]) => [key, isRecord(each) ? merged(known[key], each) : each]);
  return { ...known, ...Object.fromEntries(added) };
}
