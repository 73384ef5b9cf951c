import * as z from 'zod';

import type { TargetText } from '../target/target.ts';
import { EVENT_NAMES } from './event-names.ts';
import type { TriggerSpec } from './policy-spec.ts';
import { form } from './shape-faults.ts';

/** A name that files, effects and events carry: it begins with a letter and has no spaces. */
const NAME = /^\p{L}[\p{L}\p{N}_.-]*$/u;
const EXPECTED_NAME = 'expected a name that begins with a letter and has no spaces, such as severity-1';
const EXPECTED_TARGET =
  'expected a time such as `4 business hours`, or { earliest: […] }, { latest: […] } or { whenOpen, whenClosed }';

const name = z.string({ error: EXPECTED_NAME }).regex(NAME, EXPECTED_NAME);
const words = z.string({ error: 'expected text' }).trim().min(1, 'expected text');
const date = z.iso.date({ error: 'expected a date such as 2027-01-01' });
const timeZone = z.string({ error: 'expected an IANA time zone such as Europe/London' });
const kind = z.enum(['commitment', 'objective']);
export const businessDaySchema = z.enum(['same-time', 'close-of-business', 'working-hours']);
const EXPECTED_SHARE = 'expected a share such as 75%';
export const warnAtSchema = z.array(z.string({ error: EXPECTED_SHARE }).regex(/^\d+(\.\d+)?\s*%$/, EXPECTED_SHARE));

const target: z.ZodType<TargetText> = z
  .lazy(() =>
    z.union(
      [
        z.string(),
        form({ earliest: targets }),
        form({ latest: targets }),
        form({ whenOpen: target, whenClosed: target }),
      ],
      { error: ({ input }) => (typeof input === 'number' ? expectedUnit(input) : EXPECTED_TARGET) },
    ),
  )
  .meta({ id: 'Target' });
const targets = z.array(target).min(1, 'expected at least one time');

const trigger: z.ZodType<TriggerSpec> = z
  .lazy(() =>
    z.union(
      [
        z.string(),
        form({ flag: words }),
        form({ step: name }),
        form({ earliest: z.array(trigger).min(1, 'expected at least one trigger') }),
      ],
      { error: 'expected opened, a clock, a time after opening, { flag }, { step } or { earliest: […] }' },
    ),
  )
  .meta({ id: 'Trigger' });

const event = z.string({ error: 'expected the name of an event such as resolved' }).meta({ enum: EVENT_NAMES });
const until = z.array(event, { error: 'expected a list of events such as [resolved]' });

export const targetSchema = form({
  within: target.optional(),
  every: target.optional(),
  measure: z.literal(true, { error: 'expected true' }).optional(),
  until: until.optional(),
  from: trigger.optional(),
  kind: kind.optional(),
  clause: words.optional(),
  calendar: name.optional(),
  businessDay: businessDaySchema.optional(),
  warnAt: warnAtSchema.optional(),
  pauseWhile: z.array(name).optional(),
  automatic: z.boolean().optional(),
}).meta({ id: 'ClockTarget' });

const via = z.array(z.enum(['email', 'slack', 'teams', 'phone', 'webhook'])).min(1, 'expected at least one way');

export type WrittenTarget = z.output<typeof targetSchema>;

export const recipientSchema = form({
  role: name.optional(),
  team: name.optional(),
  person: z
    .string()
    .regex(/^agent:\S+$/, 'expected a person such as agent:ann')
    .optional(),
  rota: name.optional(),
  requester: z.literal(true, { error: 'expected true' }).optional(),
  via: via.optional(),
}).meta({ id: 'Recipient' });

export const stepSchema = form({
  id: name,
  on: event.optional(),
  after: target.optional(),
  at: form({
    clock: z.string(),
    percent: z.number({ error: 'expected a number such as 75; 100 is the miss' }),
  }).optional(),
  notify: z.array(recipientSchema, { error: 'expected a list of recipients' }).optional(),
  raiseTo: name.optional(),
  assign: recipientSchema.optional(),
  publish: z.boolean().optional(),
  repeat: form({ every: target, until: until.optional(), times: z.int().positive().optional() }).optional(),
  acknowledgeWithin: target.optional(),
  clause: words.optional(),
}).meta({ id: 'Step' });

export type WrittenRecipient = z.output<typeof recipientSchema>;
export type WrittenStep = z.output<typeof stepSchema>;

const steps = z.array(stepSchema, { error: 'expected a list of steps, or { calendar, steps }' });
export const ladderSchema = z.union([steps, form({ calendar: name.optional(), steps })], {
  error: 'expected a list of steps, or { calendar, steps }',
});

const wordList = z.union([words, z.array(words).min(1, 'expected at least one word')], {
  error: 'expected a word or a list of words',
});
export const conditionSchema = form({
  impact: wordList.optional(),
  workaround: wordList.optional(),
  text: wordList.optional(),
  channel: wordList.optional(),
  organisation: wordList.optional(),
}).meta({ id: 'Condition' });

export const prioritySchema = form({
  title: words.optional(),
  when: z
    .union([conditionSchema, z.array(conditionSchema)], { error: 'expected conditions such as { impact: everyone }' })
    .optional(),
  calendar: name.optional(),
  businessDay: businessDaySchema.optional(),
  warnAt: warnAtSchema.optional(),
  targets: z.record(z.string(), targetSchema, { error: 'expected clocks, each with its promise' }).optional(),
  escalation: ladderSchema.optional(),
}).meta({ id: 'Priority' });

export const availabilitySchema = form({
  percent: z.number().gt(0, 'expected more than 0').max(100, 'expected at most 100'),
  window: z.enum(['month', 'quarter', 'year']),
  kind: kind.optional(),
  clause: words.optional(),
});

const keptBy = z.enum(['target', 'step', 'availability', 'calendar', 'triage', 'tiers', 'workflow', 'page']);

export const clauseSchema = z.union([words, form({ says: words, keptBy })], { error: 'expected what the clause says' });

export const unionSchema = form({
  union: z.array(name, { error: 'expected a list of calendars' }).min(1, 'expected at least one calendar'),
  timeZone: timeZone.optional(),
});

const keyed = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string().regex(NAME, EXPECTED_NAME), value, { error: 'expected keys with values' });

/** The written form of a policy: its shape. What its texts mean is read afterwards. */
export const policySchema = form({
  id: name,
  version: z.int().positive('expected 1 or more').optional(),
  title: words.optional(),
  notes: z.array(words).optional(),
  timeZone,
  effectiveFrom: date.optional(),
  calendars: keyed(z.unknown().meta({ id: 'Calendar' })).optional(),
  calendar: name.optional(),
  businessDay: businessDaySchema.optional(),
  warnAt: warnAtSchema.optional(),
  tiers: z.array(name).min(1, 'expected at least one tier').optional(),
  handover: keyed(form({ requires: z.array(words) })).optional(),
  pauseReasons: z.array(name).optional(),
  priorities: keyed(prioritySchema).refine(
    (priorities) => Object.keys(priorities).length > 0,
    'expected at least one priority',
  ),
  map: z.record(z.string(), name).optional(),
  floor: name.optional(),
  rotas: keyed(z.looseObject({})).optional(),
  availability: z
    .union([availabilitySchema, z.array(availabilitySchema)], { error: 'expected { percent, window }' })
    .optional(),
  clauses: z.record(z.string(), clauseSchema).optional(),
  defaults: form({
    priority: name.optional(),
    reopen: words.optional(),
    close: words.optional(),
  }).optional(),
});

function expectedUnit(count: number): string {
  return `expected a unit after the number, such as \`${count} minutes\` or \`${count} business hours\``;
}
