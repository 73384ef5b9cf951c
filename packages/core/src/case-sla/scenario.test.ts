import { describe, expect, test } from 'vitest';

import vectors from '../../vectors/sla-scenarios.json' with { type: 'json' };
import { definePolicy } from '../policy/define-policy.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicySpec } from '../policy/policy-spec.ts';
import { type PresetId, preset } from '../presets/index.ts';
import { runScenario } from './run-scenario.ts';
import { parseScenarios } from './scenario.ts';
import { ScenarioError } from './scenario-error.ts';

const findPolicy = (written: unknown): Policy =>
  typeof written === 'string' ? preset(written as PresetId) : definePolicy(written as PolicySpec);

test.for(parseScenarios(vectors).map((scenario) => [scenario.name, scenario] as const))('%s', ([, scenario]) => {
  const { failures, ledgers } = runScenario(scenario, findPolicy);
  expect({ failures, ledgers }).toEqual({ failures: [], ledgers: [] });
});

describe('a scenario that fails', () => {
  const opened = { type: 'opened', at: '2026-11-21T03:00:00Z', priority: 'severity-1', channel: 'email' };
  const run = (expected: object, given: readonly object[] = [opened]) => {
    const [scenario] = parseScenarios({
      name: 's',
      policy: 'learning-pool',
      given,
      at: '2026-11-21T03:20:00Z',
      expect: expected,
    });
    if (scenario === undefined) throw new Error('no scenario was read');
    return runScenario(scenario, findPolicy);
  };
  const failures = (expected: object) => run(expected).failures;

  test.for([
    ['a priority', { priority: 'severity-2' }, { path: ['priority'], expected: 'severity-2', got: 'severity-1' }],
    ['a tier', { tier: 'L1' }, { path: ['tier'], expected: 'L1', got: 'L3' }],
    ['a state', { state: 'open' }, { path: ['state'], expected: 'open', got: 'new' }],
    ['a wake', { nextWakeAt: null }, { path: ['nextWakeAt'], expected: null, got: '2026-11-21T03:22:30Z' }],
    [
      'a field of a clock',
      { clocks: [{ clock: 'first-response', dueAt: '2026-11-21T03:31:00Z' }] },
      { path: ['clocks', 0, 'dueAt'], expected: '2026-11-21T03:31:00Z', got: '2026-11-21T03:30:00Z' },
    ],
    [
      'a field that should be absent',
      { clocks: [{ clock: 'first-response', dueAt: null }] },
      { path: ['clocks', 0, 'dueAt'], expected: null, got: '2026-11-21T03:30:00Z' },
    ],
    [
      'a field that is absent',
      { clocks: [{ clock: 'first-response', stoppedAt: '2026-11-21T03:30:00Z' }] },
      { path: ['clocks', 0, 'stoppedAt'], expected: '2026-11-21T03:30:00Z', got: null },
    ],
    [
      'a duration',
      { clocks: [{ clock: 'first-response', remaining: 'PT11M' }] },
      { path: ['clocks', 0, 'remaining'], expected: 'PT11M', got: 'PT10M' },
    ],
    [
      'a clock',
      { clocks: [{ clock: 'diagnosis', status: 'running' }] },
      {
        path: ['clocks', 0],
        expected: { clock: 'diagnosis', status: 'running' },
        got: ['first-response 1', 'resolution 1'],
      },
    ],
    [
      'a clock that should not be',
      { absent: ['resolution'] },
      { path: ['absent', 0], expected: null, got: expect.objectContaining({ clock: 'resolution' }) },
    ],
    [
      'an effect',
      { effects: [{ kind: 'raise', to: 'L2' }] },
      { path: ['effects', 0], expected: { kind: 'raise', to: 'L2' }, got: [expect.objectContaining({ to: 'L3' })] },
    ],
    [
      'a count',
      { effects: [{ kind: 'notify', count: 1 }] },
      { path: ['effects', 0], expected: { kind: 'notify', count: 1 }, got: [expect.anything(), expect.anything()] },
    ],
    [
      'via, as a set',
      { effects: [{ kind: 'notify', via: ['phone'] }] },
      { path: ['effects', 0], expected: { kind: 'notify', via: ['phone'] }, got: expect.anything() },
    ],
    [
      'a kind that should not have fired',
      { noEffects: ['raise'] },
      { path: ['noEffects', 0], expected: null, got: [expect.objectContaining({ kind: 'raise' })] },
    ],
  ] as const)('shows %s: expected and got', ([, expected, failure]) => {
    expect(failures(expected)).toEqual([failure]);
  });

  test('shows the ledger of each clock that is not as expected', () => {
    const { ledgers, passed } = run({
      clocks: [
        { clock: 'first-response', status: 'met' },
        { clock: 'resolution', status: 'running' },
      ],
    });
    expect([passed, ledgers.map(({ clock }) => clock)]).toEqual([false, ['first-response']]);
  });

  test('shows events that cannot be evaluated', () => {
    expect(run({}, [opened, { type: 'flagged', at: '2026-11-21T03:05:00Z' }]).failures).toEqual([
      {
        path: ['given', 1, 'flag'],
        expected: 'events that can be evaluated',
        got: 'flag is missing: expected the name of a flag',
      },
    ]);
  });

  test('instants and durations compare as what they are, and what is not tightened is false or absent', () => {
    const same = {
      clock: 'first-response',
      dueAt: '2026-11-21T04:30:00+01:00',
      remaining: 'PT600S',
      tightened: false,
      stoppedAt: null,
    };
    const { failures: none } = run({
      clocks: [same],
      effects: [{ kind: 'notify', via: ['email', 'phone'], count: 2 }],
      nextWakeAt: '2026-11-21T04:22:30+01:00',
    });
    expect(none).toEqual([]);
  });
});

describe('a scenario that cannot be read', () => {
  const good = { name: 's', policy: 'velsoft', given: [], at: '2026-11-21T03:06:00Z', expect: {} };

  test.for([
    [
      'an unknown key',
      { ...good, expect: { clock: [] } },
      'expect.clock: "clock" is no key here: expected priority, tier, state, nextWakeAt, clocks, effects, absent, noEffects',
    ],
    [
      'an unknown key of a clock',
      { ...good, expect: { clocks: [{ clock: 'update', due: 'x' }] } },
      'expect.clocks[0].due: "due" is no key here: expected clock, cycle, kind, clause, status, startedAt, dueAt, warnAt, ',
    ],
    ['a missing part', { ...good, given: undefined }, 'given: expected a list of events'],
    [
      'a bad instant',
      { ...good, at: 'noon' },
      'at: expected an ISO instant with an offset such as 2026-11-23T09:00:00Z',
    ],
    ['in a file', { scenarios: [good, { ...good, at: 3 }] }, 'scenarios[1].at: expected an ISO instant with an offset'],
  ] as const)('%s', ([, written, message]) => {
    expect(() => parseScenarios(written)).toThrow(ScenarioError);
    expect(() => parseScenarios(written)).toThrow(message);
  });

  test('every fault is told at once', () => {
    expect(() => parseScenarios({ ...good, name: 1, at: 2 })).toThrow(
      'name: expected text\nat: expected an ISO instant with an offset',
    );
  });
});
