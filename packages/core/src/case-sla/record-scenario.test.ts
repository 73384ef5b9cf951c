import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CaseEvent } from '../case/case-event.ts';
import { definePolicy } from '../policy/define-policy.ts';
import { preset } from '../presets/index.ts';
import { arbitraryHistory, arbitraryInstant, arbitraryPolicy } from '../testing/arbitrary-cases.ts';
import { fromEpochMs, toEpochMs } from '../time/instant.ts';
import { recordScenario } from './record-scenario.ts';
import { runScenario } from './run-scenario.ts';
import { parseScenarios } from './scenario.ts';

test('what was recorded holds, and is a scenario that can be read', () => {
  fc.assert(
    fc.property(arbitraryPolicy, arbitraryHistory({ undoing: true }), arbitraryInstant, (policy, given, at) => {
      const happened = { name: 'C-1', policy: 'acme.yaml', given, at: fromEpochMs(toEpochMs(at)).toString() };
      const written: unknown = JSON.parse(JSON.stringify(recordScenario(happened, () => policy)));
      const [scenario] = parseScenarios(written);
      expect(scenario && runScenario(scenario, () => policy)).toMatchObject({ passed: true, failures: [] });
    }),
    { numRuns: 200 },
  );
});

test('a change of the policy shows', () => {
  const given: CaseEvent[] = [
    { type: 'opened', at: '2026-11-23T10:00:00Z', channel: 'email', priority: 'severity-1' },
    { type: 'replied', at: '2026-11-23T10:20:00Z', by: 'agent:ann' },
  ];
  const happened = { name: 'C-1', policy: 'learning-pool', given, at: '2026-11-23T11:00:00Z' };
  const scenario = recordScenario(happened, () => preset('learning-pool'));
  const stricter = definePolicy({
    id: 'stricter',
    timeZone: 'Europe/London',
    priorities: { 'severity-1': { targets: { 'first-response': { within: '15 minutes' } } } },
  });
  const { passed, failures } = runScenario(scenario, () => stricter);
  expect(passed).toBe(false);
  expect(failures).toContainEqual({ path: ['clocks', 0, 'status'], expected: 'met', got: 'missed' });
  expect(failures.some(({ path }) => path[0] === 'noEffects')).toBe(true);
});
