import { Temporal } from 'temporal-polyfill';

import { CaseError } from '../case/case-error.ts';
import type { ClockName, Policy } from '../policy/policy.ts';
import { toEpochMs } from '../time/instant.ts';
import type { Ledger } from './case-sla.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { type CaseSlaJson, caseSlaToJson } from './json.ts';
import type { Expectation, ExpectedFields, Scenario } from './scenario.ts';

/** One expectation that was not met; `null` stands for absent. */
export interface ScenarioFailure {
  /** Within `expect`, as in `['clocks', 0, 'dueAt']`. */
  readonly path: readonly (string | number)[];
  readonly expected: unknown;
  readonly got: unknown;
}

export interface ScenarioResult {
  readonly name: string;
  readonly passed: boolean;
  readonly failures: readonly ScenarioFailure[];
  /** Of each clock that is not as expected. */
  readonly ledgers: readonly Ledger[];
}

/**
 * Runs one scenario; `findPolicy` turns what it says of its policy into one.
 *
 * @example
 * ```ts
 * import { preset } from '@sla/core/presets';
 * import { parseScenarios, runScenario } from '@sla/core/testing';
 *
 * const [scenario] = parseScenarios({
 *   name: 'an outage is answered within a quarter of an hour',
 *   policy: 'lms-platform',
 *   given: [{ type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'critical' }],
 *   at: '2026-11-23T10:01:00Z',
 *   expect: { clocks: [{ clock: 'first-response', dueAt: '2026-11-23T10:15:00Z' }] },
 * });
 * scenario && runScenario(scenario, () => preset('lms-platform')).passed; // → true
 * ```
 */
export function runScenario(scenario: Scenario, findPolicy: (written: unknown) => Policy): ScenarioResult {
  const { name, given, at, expect } = scenario;
  const policy = findPolicy(scenario.policy);
  try {
    const sla = caseSlaToJson(evaluate(policy, given, at));
    const failures = failuresOf(expect, sla);
    const ledgers = wrongClocks(failures, expect).flatMap(({ clock, cycle }) =>
      sla.clocks.some((state) => state.clock === clock && (cycle === undefined || state.cycle === cycle))
        ? [explain(policy, given, clock, at, cycle)]
        : [],
    );
    return { name, passed: failures.length === 0, failures, ledgers };
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    const failures = error.faults.map(({ path, message }) => ({
      path: ['given', ...path.slice(1)],
      expected: 'events that can be evaluated',
      got: message,
    }));
    return { name, passed: false, failures, ledgers: [] };
  }
}

function failuresOf(expect: Expectation, sla: CaseSlaJson): ScenarioFailure[] {
  const failures: ScenarioFailure[] = [];
  const fail = (path: ScenarioFailure['path'], expected: unknown, got: unknown) =>
    failures.push({ path, expected, got: got ?? null });
  for (const key of ['priority', 'tier', 'state', 'nextWakeAt'] as const) {
    const expected = expect[key];
    if (expected !== undefined && !isEqual(key, expected, sla[key])) fail([key], expected, sla[key]);
  }
  expect.clocks?.forEach(({ clock, cycle, ...fields }, i) => {
    const state = sla.clocks.findLast(
      (each) => each.clock === clock && (cycle === undefined || each.cycle === cycle),
    ) as ExpectedFields | undefined;
    if (state === undefined) fail(['clocks', i], { clock, cycle, ...fields }, clocksOf(sla));
    else
      for (const [key, expected] of Object.entries(fields))
        if (!isEqual(key, expected, state[key])) fail(['clocks', i, key], expected, state[key]);
  });
  expect.effects?.forEach(({ count, ...fields }, i) => {
    const matching = (sla.effects as readonly ExpectedFields[]).filter((effect) => matches(fields, effect)).length;
    if (count === undefined ? matching === 0 : matching !== count)
      fail(['effects', i], { ...fields, ...(count !== undefined && { count }) }, alike(fields, sla));
  });
  expect.absent?.forEach((clock, i) => {
    const state = sla.clocks.find((each) => each.clock === clock);
    if (state !== undefined) fail(['absent', i], null, state);
  });
  expect.noEffects?.forEach((kind, i) => {
    const fired = sla.effects.filter((effect) => effect.kind === kind);
    if (fired.length > 0) fail(['noEffects', i], null, fired);
  });
  return failures;
}

function matches(expected: ExpectedFields, effect: ExpectedFields): boolean {
  return Object.entries(expected).every(([key, value]) => isEqual(key, value, effect[key]));
}

/** `null` is absence, `tightened: false` too; instants, durations and sets compare as what they are. */
function isEqual(key: string, expected: unknown, got: unknown): boolean {
  if (expected === null) return got === undefined;
  if (key === 'tightened') return (got ?? false) === expected;
  if (got === undefined) return false;
  if (key === 'via') return isSameSet(expected as readonly string[], got as readonly string[]);
  if (key === 'elapsed' || key === 'remaining') return durationMs(expected) === durationMs(got);
  if (key === 'warnAt') {
    const [wanted, actual] = [expected as readonly string[], got as readonly string[]];
    return wanted.length === actual.length && wanted.every((instant, i) => isEqual('at', instant, actual[i]));
  }
  if (key === 'at' || key.endsWith('At')) return toEpochMs(expected as string) === toEpochMs(got as string);
  return expected === got;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && [...first].every((each) => second.has(each));
}

function durationMs(value: unknown): number {
  return Temporal.Duration.from(value as string).total('milliseconds');
}

function clocksOf({ clocks }: CaseSlaJson): string[] {
  return clocks.map(({ clock, cycle }) => `${clock} ${cycle}`);
}

/** What fired of that kind, or all that fired where there is none: what the reader looks at next. */
function alike({ kind }: ExpectedFields, { effects }: CaseSlaJson): readonly unknown[] {
  const same = effects.filter((effect) => effect.kind === kind);
  return same.length > 0 ? same : effects;
}

function wrongClocks(
  failures: readonly ScenarioFailure[],
  expect: Expectation,
): { readonly clock: ClockName; readonly cycle: number | undefined }[] {
  const positions = new Set(failures.flatMap(({ path }) => (path[0] === 'clocks' ? [path[1]] : [])));
  return (expect.clocks ?? [])
    .filter((_, i) => positions.has(i))
    .map(({ clock, cycle }) => ({ clock: clock as ClockName, cycle: cycle as number | undefined }));
}
