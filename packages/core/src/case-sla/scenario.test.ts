import { expect, test } from 'vitest';

import vectors from '../../vectors/sla-scenarios.json' with { type: 'json' };
import { definePolicy } from '../policy/define-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicySpec } from '../policy/policy-spec.ts';
import { type PresetId, preset } from '../presets/index.ts';
import { runScenario } from './run-scenario.ts';
import { parseScenarios } from './scenario.ts';

const findPolicy = (written: unknown): Policy =>
  typeof written === 'string' ? preset(written as PresetId) : definePolicy(written as PolicySpec);

test.for(parseScenarios(vectors).map((scenario) => [scenario.name, scenario] as const))('%s', ([, scenario]) => {
  const { failures, ledgers } = runScenario(scenario, findPolicy);
  expect({ failures, ledgers }).toEqual({ failures: [], ledgers: [] });
});
