import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';

import type { CaseEvent } from '../case/case-event.ts';
import { form } from '../policy/shape-faults.ts';
import { toEpochMs } from '../time/instant.ts';
import { ScenarioError, type ScenarioFault } from './scenario-error.ts';

/** What a field of a clock or an effect must equal; `null`: it must be absent. */
export type ExpectedFields = Readonly<Record<string, unknown>>;

/** Given these events, at this instant, expect these clocks and effects. */
export interface Scenario {
  readonly name: string;
  /** A preset's id, a path relative to the file, or a policy in place: whoever runs it looks it up. */
  readonly policy: unknown;
  readonly given: readonly CaseEvent[];
  readonly at: string;
  readonly expect: Expectation;
}

/** Each part is checked when it is there. */
export interface Expectation {
  readonly priority?: string | undefined;
  readonly tier?: string | undefined;
  readonly state?: string | undefined;
  /** `null`: nothing more happens by itself. */
  readonly nextWakeAt?: string | null | undefined;
  /** Each names a clock and may name its cycle; without one, the latest. */
  readonly clocks?: readonly ExpectedFields[] | undefined;
  /** Each matches at least one effect; with `count`, exactly so many. */
  readonly effects?: readonly ExpectedFields[] | undefined;
  /** Clocks that must not exist. */
  readonly absent?: readonly string[] | undefined;
  /** Kinds that must not have fired. */
  readonly noEffects?: readonly string[] | undefined;
}

/**
 * The scenarios of a file's content: `{ scenarios: […] }`, or one by itself.
 *
 * @throws ScenarioError with every fault at once: an unknown key is one, so that a slip never passes for a check.
 *
 * @example
 * ```ts
 * import { parseScenarios } from '@sla/core/testing';
 *
 * const [scenario] = parseScenarios({
 *   name: 'an outage is answered within a quarter of an hour',
 *   policy: 'lms-platform',
 *   given: [{ type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' }],
 *   at: '2026-11-23T10:01:00Z',
 *   expect: { clocks: [{ clock: 'first-response', dueAt: '2026-11-23T10:15:00Z' }] },
 * });
 * scenario?.name; // → an outage is answered within a quarter of an hour
 * ```
 */
export function parseScenarios(written: unknown): readonly Scenario[] {
  const isFile = typeof written === 'object' && written !== null && 'scenarios' in written;
  const result = isFile ? fileSchema.safeParse(written) : scenarioSchema.safeParse(written);
  if (!result.success) throw new ScenarioError(result.error.issues.flatMap(faultsOf));
  const scenarios = 'scenarios' in result.data ? result.data.scenarios : [result.data];
  // What the events say is read when they are evaluated, where their faults are told.
  return scenarios as readonly unknown[] as readonly Scenario[];
}

const instant = z.string({ error: 'expected an ISO instant with an offset' }).refine(isInstant, {
  error: 'expected an ISO instant with an offset such as 2026-11-23T09:00:00Z',
});
const duration = z.string().refine(isDuration, { error: 'expected an ISO duration such as PT4H30M' });
const text = z.string({ error: 'expected text' });
const absentOr = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().optional();
const instantOrAbsent = absentOr(instant);
const textOrAbsent = absentOr(text);
const wholeNumber = z.int({ error: 'expected a whole number' });

const clockSchema = form({
  clock: text,
  cycle: wholeNumber.optional(),
  kind: textOrAbsent,
  clause: textOrAbsent,
  status: textOrAbsent,
  startedAt: instantOrAbsent,
  dueAt: instantOrAbsent,
  warnAt: absentOr(z.array(instant)),
  stoppedAt: instantOrAbsent,
  breachedAt: instantOrAbsent,
  tightened: absentOr(z.boolean()),
  elapsed: absentOr(duration),
  remaining: absentOr(duration),
  reason: textOrAbsent,
});

const effectSchema = form({
  id: textOrAbsent,
  at: instantOrAbsent,
  kind: textOrAbsent,
  step: textOrAbsent,
  clock: textOrAbsent,
  cycle: absentOr(wholeNumber),
  to: textOrAbsent,
  via: absentOr(z.array(text)),
  clause: textOrAbsent,
  count: wholeNumber.optional(),
});

const scenarioSchema = z.object({
  name: text,
  policy: z.union([text, z.record(z.string(), z.unknown())], { error: 'expected a preset, a file or a policy' }),
  given: z.array(z.looseObject({}, { error: 'expected an event' }), { error: 'expected a list of events' }),
  at: instant,
  expect: form({
    priority: text.optional(),
    tier: text.optional(),
    state: text.optional(),
    nextWakeAt: instantOrAbsent,
    clocks: z.array(clockSchema).optional(),
    effects: z.array(effectSchema).optional(),
    absent: z.array(text).optional(),
    noEffects: z.array(text).optional(),
  }),
});

const fileSchema = z.object({ scenarios: z.array(scenarioSchema) });

function isInstant(value: string): boolean {
  try {
    toEpochMs(value);
    return true;
  } catch {
    return false;
  }
}

function isDuration(value: string): boolean {
  try {
    return Temporal.Duration.from(value).total('milliseconds') !== undefined;
  } catch {
    return false;
  }
}

function faultsOf(issue: z.core.$ZodIssue): ScenarioFault[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      code: 'unknown-key',
      message: `${JSON.stringify(key)} is no key here: ${issue.message}`,
    }));
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return [{ path, code: isMissing ? 'missing-key' : 'bad-type', message: issue.message }];
}
