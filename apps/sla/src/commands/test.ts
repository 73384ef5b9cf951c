import { dirname, join } from 'node:path';

import { formatFault, loadPolicyFrom, partOf, readSource, type Source } from '@sla/config';
import type { Policy } from '@sla/core';
import { isPreset } from '@sla/core/presets';
import { parseScenarios, runScenario, type Scenario, ScenarioError, type ScenarioResult } from '@sla/core/testing';

import { here, policyFrom, today } from '../policy-source.ts';
import { BadInput, type ExitCode, type Terminal } from '../terminal.ts';

/** `sla test FILE…`: given these events, at this instant, expect these clocks and effects. */
export async function testScenarios(
  files: readonly string[],
  options: { readonly json?: true },
  terminal: Terminal,
): Promise<ExitCode> {
  const results: ScenarioResult[] = [];
  for (const file of files) results.push(...(await runFile(file, terminal)));
  const failed = results.filter(({ passed }) => !passed);
  const passed = results.length - failed.length;
  if (options.json) terminal.out(`${JSON.stringify({ passed, failed: failed.length, results })}\n`);
  else terminal.out(`${failed.map(failureInWords).join('')}${passed} passed, ${failed.length} failed\n`);
  return failed.length === 0 ? 0 : 1;
}

async function runFile(file: string, terminal: Terminal): Promise<readonly ScenarioResult[]> {
  const source = await readSource(here(file, terminal));
  if (source.faults.length > 0) throw new BadInput(source.faults.map(formatFault));
  const scenarios = scenariosOf(source);
  const policies = new Map<number, Policy>();
  for (const [index, scenario] of scenarios.entries())
    policies.set(index, await policyOf(scenario, index, source, terminal));
  return scenarios.map((scenario, index) => runScenario(scenario, () => policies.get(index) as Policy));
}

function scenariosOf(source: Source): readonly Scenario[] {
  try {
    return parseScenarios(source.value);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new BadInput(
      error.faults.map(({ path, code, message }) =>
        formatFault(source.faultAt(path, code, sentence(path, message, source))),
      ),
      { cause: error },
    );
  }
}

/** Where nothing stands no line can name the key, so the sentence does. */
function sentence(path: readonly (string | number)[], message: string, { value }: Source): string {
  const expected = message
    .replace(/^Invalid input: /, '')
    .replace(/, received (?:undefined|null)$/, '')
    .replace(/^expected object$/, 'expected keys with values');
  if (value === undefined || value === null) return `the file is empty: expected a scenario, or a list under scenarios`;
  const found = path.reduce<unknown>((from, key) => (from as Record<string, unknown> | undefined)?.[key], value);
  return found === undefined ? `${JSON.stringify(path.at(-1))} is missing: ${expected}` : message;
}

/** A preset's id, a path relative to the scenario's file, or a policy in place. */
async function policyOf(scenario: Scenario, index: number, source: Source, terminal: Terminal): Promise<Policy> {
  const { policy: written } = scenario;
  if (typeof written === 'string')
    return (await policyFrom(isPreset(written) ? written : join(dirname(source.file), written), {}, terminal)).policy;
  const loaded = await loadPolicyFrom(partOf(source, placeOf(source, index)), { today: today(terminal) });
  if ('faults' in loaded) throw new BadInput(loaded.faults.map(formatFault));
  return loaded.policy;
}

/** A file holds a list of scenarios, or one by itself. */
function placeOf({ value }: Source, index: number): readonly (string | number)[] {
  const isList = typeof value === 'object' && value !== null && 'scenarios' in value;
  return isList ? ['scenarios', index, 'policy'] : ['policy'];
}

function failureInWords({ name, failures, ledgers }: ScenarioResult): string {
  const lines = failures.map(
    ({ path, expected, got }) =>
      `  ${path.join('.')}  expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`,
  );
  return [`FAIL  ${name}`, ...lines, ...ledgers.map(({ sentence }) => `  why: ${sentence}`), ''].join('\n');
}
