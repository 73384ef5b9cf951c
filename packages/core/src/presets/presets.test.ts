import { describe, expect, it } from 'vitest';

import { checkPolicy } from '../check/check-policy.ts';
import { type CompiledTarget, compiledPolicy, warningsOf } from '../policy/compile-policy.ts';
import { definePolicy, parsePolicy } from '../policy/define-policy.ts';
import { extendPolicy } from '../policy/extend-policy.ts';
import type { ClockName, Policy, Step } from '../policy/policy.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { resolvePriority, triage } from '../policy/triage.ts';
import { type Due, dueFrom } from '../target/due-from.ts';
import { formatInstant, toEpochMs } from '../time/instant.ts';
import { type PresetId, preset, presetSpec, presets } from './index.ts';

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`no ${what}`);
  return value;
}

const targetOf = (id: PresetId, priority: string, clock: ClockName): CompiledTarget =>
  found(compiledPolicy(preset(id)).priorities.get(priority)?.targets.get(clock), `${clock} of ${priority}`);

const stepOf = (id: PresetId, priority: string, step: string): Step =>
  found(
    compiledPolicy(preset(id))
      .priorities.get(priority)
      ?.ladder.steps.find((each) => each.id === step),
    step,
  );

function dueOf({ target, context }: CompiledTarget, anchor: string): Due {
  if (target.promise.kind === 'measure') throw new Error(`${target.clock} is never due`);
  return dueFrom(target.promise.target, toEpochMs(anchor), context);
}

/** Clause, preset, priority, clock, kind, anchor, due. Mondays and Fridays of November 2026 in winter time. */
const DUE: [string, PresetId, string, ClockName, 'commitment' | 'objective', string, string][] = [
  ['S0-4', 'elite-lms', 'critical', 'first-response', 'commitment', '2026-11-21T02:00:00Z', '2026-11-21T03:00:00Z'],
  ['S0-6', 'elite-lms', 'critical', 'update', 'commitment', '2026-11-21T04:00:00Z', '2026-11-21T05:00:00Z'],
  ['S0-9', 'elite-lms', 'high', 'first-response', 'commitment', '2026-11-21T02:00:00Z', '2026-11-21T04:00:00Z'],
  ['S0-10', 'elite-lms', 'high', 'resolution', 'objective', '2026-11-21T02:00:00Z', '2026-11-21T06:00:00Z'],
  ['S0-13', 'elite-lms', 'routine', 'first-response', 'commitment', '2026-11-21T02:00:00Z', '2026-11-23T17:00:00Z'],
  ['S0-13', 'elite-lms', 'routine', 'first-response', 'commitment', '2026-11-23T16:59:00Z', '2026-11-23T17:00:00Z'],
  ['S0-13', 'elite-lms', 'routine', 'first-response', 'commitment', '2026-11-23T17:00:00Z', '2026-11-24T17:00:00Z'],
  ['S1-12', 'velsoft', 'high', 'acknowledgement', 'commitment', '2026-11-20T20:00:00Z', '2026-11-23T13:30:00Z'],
  ['S1-12', 'velsoft', 'medium', 'acknowledgement', 'commitment', '2026-11-19T14:00:00Z', '2026-11-19T16:00:00Z'],
  ['S1-15', 'velsoft', 'high', 'first-response', 'commitment', '2026-11-20T20:00:00Z', '2026-11-23T15:30:00Z'],
  ['S1-15', 'velsoft', 'high', 'resolution', 'commitment', '2026-11-20T20:00:00Z', '2026-11-23T20:00:00Z'],
  ['S1-16', 'velsoft', 'medium', 'first-response', 'commitment', '2026-11-20T20:00:00Z', '2026-11-23T20:00:00Z'],
  ['S1-16', 'velsoft', 'medium', 'resolution', 'commitment', '2026-11-20T20:00:00Z', '2026-11-25T20:00:00Z'],
  ['S3-7', 'lms-platform', 'critical', 'first-response', 'commitment', '2026-11-22T03:00:00Z', '2026-11-22T03:15:00Z'],
  ['S3-8', 'lms-platform', 'critical', 'resolution', 'objective', '2026-11-22T03:00:00Z', '2026-11-22T07:00:00Z'],
  ['S3-8', 'lms-platform', 'critical', 'update', 'commitment', '2026-11-22T03:10:00Z', '2026-11-22T04:10:00Z'],
  ['S3-10', 'lms-platform', 'high', 'first-response', 'commitment', '2026-11-23T08:59:00Z', '2026-11-23T10:00:00Z'],
  ['S3-10', 'lms-platform', 'high', 'first-response', 'commitment', '2026-11-23T09:00:00Z', '2026-11-23T10:00:00Z'],
  ['S3-10', 'lms-platform', 'high', 'first-response', 'commitment', '2026-11-20T20:00:00Z', '2026-11-21T00:00:00Z'],
  ['S3-11', 'lms-platform', 'high', 'resolution', 'objective', '2026-11-20T20:00:00Z', '2026-11-21T04:00:00Z'],
  ['S3-13', 'lms-platform', 'medium', 'first-response', 'commitment', '2026-11-20T16:00:00Z', '2026-11-23T11:00:00Z'],
  ['S3-13', 'lms-platform', 'medium', 'resolution', 'objective', '2026-11-20T16:00:00Z', '2026-11-23T16:00:00Z'],
  ['S3-14', 'lms-platform', 'low', 'first-response', 'commitment', '2026-11-20T16:00:00Z', '2026-11-23T16:00:00Z'],
  ['S3-14', 'lms-platform', 'low', 'resolution', 'objective', '2026-11-20T16:00:00Z', '2026-11-25T16:00:00Z'],
  [
    'S4-3',
    'learning-pool',
    'severity-1',
    'first-response',
    'commitment',
    '2026-11-21T03:00:00Z',
    '2026-11-21T03:30:00Z',
  ],
  ['S4-4', 'learning-pool', 'severity-1', 'resolution', 'objective', '2026-11-21T03:00:00Z', '2026-11-21T07:00:00Z'],
  ['S4-8', 'learning-pool', 'severity-1', 'update', 'commitment', '2026-11-21T05:00:00Z', '2026-11-21T06:00:00Z'],
  [
    'S4-11',
    'learning-pool',
    'severity-2',
    'first-response',
    'commitment',
    '2026-11-23T16:45:00Z',
    '2026-11-24T09:15:00Z',
  ],
  ['S4-12', 'learning-pool', 'severity-2', 'resolution', 'objective', '2026-11-23T16:45:00Z', '2026-11-24T16:45:00Z'],
  ['S4-15', 'learning-pool', 'severity-2', 'estimate', 'commitment', '2026-11-23T16:45:00Z', '2026-11-24T09:15:00Z'],
  ['S4-16', 'learning-pool', 'severity-2', 'update', 'commitment', '2026-11-24T16:45:00Z', '2026-11-25T12:15:00Z'],
  [
    'S4-18',
    'learning-pool',
    'severity-3',
    'first-response',
    'commitment',
    '2026-11-23T16:45:00Z',
    '2026-11-24T14:15:00Z',
  ],
  ['S4-19', 'learning-pool', 'severity-3', 'resolution', 'objective', '2026-11-23T16:45:00Z', '2026-11-30T16:45:00Z'],
  [
    'S4-24',
    'learning-pool',
    'severity-4',
    'acknowledgement',
    'commitment',
    '2026-11-23T16:45:00Z',
    '2026-11-24T16:45:00Z',
  ],
  ['S4-24', 'learning-pool', 'severity-4', 'diagnosis', 'commitment', '2026-11-23T16:45:00Z', '2026-11-30T16:45:00Z'],
  ['S4-24', 'learning-pool', 'severity-4', 'diagnosis', 'commitment', '2026-11-21T12:00:00Z', '2026-11-30T09:00:00Z'],
  [
    'S4-27',
    'learning-pool',
    'feature-request',
    'first-response',
    'objective',
    '2026-05-15T09:00:00Z',
    '2026-08-15T09:00:00Z',
  ],
  [
    'S4-27',
    'learning-pool',
    'feature-request',
    'first-response',
    'objective',
    '2026-11-30T09:00:00Z',
    '2027-02-28T09:00:00Z',
  ],
];

describe('a target keeps its clause', () => {
  it.each(DUE)('%s: %s %s %s, %s, from %s due %s', (clause, id, priority, clock, kind, anchor, due) => {
    const target = targetOf(id, priority, clock);
    expect(target.target).toMatchObject({ clause, kind, pauseWhile: [], automatic: false });
    expect(formatInstant(dueOf(target, anchor).dueMs)).toBe(due);
  });

  it('S3-14: a low case warns at 2 business days', () => {
    const target = targetOf('lms-platform', 'low', 'resolution');
    const due = dueOf(target, '2026-11-20T16:00:00Z');
    expect(formatInstant(due.warnMs ?? 0)).toBe('2026-11-24T16:00:00Z');
    expect(warningsOf(target, due)).toEqual([]);
  });

  it('S3-10: a later mail is never due before an earlier one', () => {
    const target = targetOf('lms-platform', 'high', 'first-response');
    let latest = 0;
    for (let ms = toEpochMs('2026-11-20T15:00:00Z'); ms < toEpochMs('2026-11-24T20:00:00Z'); ms += 60_000) {
      const { dueMs } = dueOf(target, formatInstant(ms));
      expect(dueMs).toBeGreaterThanOrEqual(latest);
      latest = dueMs;
    }
  });

  it('S0-6, S3-8, S4-8, S4-16: updates start where the agreement says', () => {
    const startOf = (id: PresetId, priority: string) => targetOf(id, priority, 'update').target.from;
    expect(startOf('elite-lms', 'critical')).toEqual({ kind: 'step', step: 'to-senior-technical' });
    expect(startOf('lms-platform', 'critical')).toEqual({ kind: 'clock', clock: 'first-response' });
    expect(startOf('learning-pool', 'severity-1')).toMatchObject({
      kind: 'earliest',
      of: [
        { kind: 'flag', flag: 'cannot-fix' },
        { kind: 'after', text: '2 hours' },
      ],
    });
    expect(startOf('learning-pool', 'severity-2')).toMatchObject({ kind: 'after', text: '1 business day' });
  });
});

describe('a step keeps its clause', () => {
  const STEPS: [string, PresetId, string, string, object][] = [
    [
      'S0-2',
      'elite-lms',
      'critical',
      'tell-frontline',
      { fires: { kind: 'on', event: 'prioritised' }, notify: [{ kind: 'team', to: 'frontline' }] },
    ],
    [
      'S0-5',
      'elite-lms',
      'critical',
      'to-senior-technical',
      { fires: { kind: 'after', text: '2 hours' }, raiseTo: 'senior-technical' },
    ],
    [
      'S0-11',
      'elite-lms',
      'high',
      'to-specialised',
      { fires: { kind: 'after', text: '4 hours' }, raiseTo: 'specialised' },
    ],
    [
      'S3-19',
      'lms-platform',
      'critical',
      'to-tier-3',
      { fires: { kind: 'on', event: 'prioritised' }, raiseTo: 'tier-3', notify: [{ kind: 'team', to: 'tier-1' }] },
    ],
    ['S4-5', 'learning-pool', 'severity-1', 'to-l3', { fires: { kind: 'on', event: 'prioritised' }, raiseTo: 'L3' }],
    [
      'S4-7',
      'learning-pool',
      'severity-1',
      'tell-management',
      {
        fires: { kind: 'on', event: 'prioritised' },
        notify: [{ kind: 'role', to: 'senior-management', via: ['phone', 'email'] }],
        acknowledgeWithin: { text: '15 minutes' },
      },
    ],
    [
      'S4-13',
      'learning-pool',
      'severity-2',
      'to-l2',
      { fires: { kind: 'at', clock: 'resolution', percent: 100 }, raiseTo: 'L2' },
    ],
    [
      'S4-20',
      'learning-pool',
      'severity-3',
      'to-l2',
      { fires: { kind: 'after', text: '7 business days' }, raiseTo: 'L2' },
    ],
    [
      'S4-25',
      'learning-pool',
      'severity-4',
      'tell-requester',
      { fires: { kind: 'on', event: 'deferred' }, notify: [{ kind: 'requester', to: 'requester' }] },
    ],
  ];
  it.each(STEPS)('%s: %s %s %s', (clause, id, priority, step, expected) => {
    expect(stepOf(id, priority, step)).toMatchObject({ clause, ...expected });
  });

  it('S4-20: severity 3 is raised two working days after its target', () => {
    const { fires } = stepOf('learning-pool', 'severity-3', 'to-l2');
    const { context } = found(compiledPolicy(preset('learning-pool')).priorities.get('severity-3'), 'severity-3');
    if (fires.kind !== 'after') throw new Error('fires at another time');
    const raisedMs = dueFrom(fires.target, toEpochMs('2026-11-23T16:45:00Z'), context).dueMs;
    expect(formatInstant(raisedMs)).toBe('2026-12-02T16:45:00Z');
  });
});

describe('a rule keeps its clause', () => {
  it('S0-17: 99.9 % up in a month, as an aim', () => {
    expect(preset('elite-lms').availability).toEqual([
      { percent: 99.9, window: 'month', kind: 'objective', clause: 'S0-17' },
    ]);
  });

  it('S0-3, S0-8, S0-12: outages are critical, what hurts several is high, the rest is routine', () => {
    const policy = preset('elite-lms');
    expect(triage(policy, { text: 'Complete outage since 8' }).priority).toBe('critical');
    expect(triage(policy, { impact: 'several' }).priority).toBe('high');
    expect(triage(policy, { impact: 'one', text: 'I cannot log in' }).priority).toBe('routine');
  });

  it('S1-1: an office day in Halifax has eight and a half hours, in summer too', () => {
    const { context } = targetOf('velsoft', 'high', 'resolution');
    const hours = (from: string, to: string) => context.calendar.betweenMs(toEpochMs(from), toEpochMs(to)) / 3_600_000;
    expect(hours('2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z')).toBe(8.5);
    expect(formatInstant(context.calendar.nextOpeningMs(toEpochMs('2026-07-06T00:00:00Z')))).toBe(
      '2026-07-06T11:00:00Z',
    );
  });

  it('S1-11: nothing is low', () => expect(resolvePriority(preset('velsoft'), 'low')).toBe('medium'));

  it('S2-1, S2-2, S2-3: three tiers, and what is handed over', () => {
    const { tiers, handover, priorities } = preset('tiered-support');
    expect(tiers).toEqual(['L1', 'L2', 'L3']);
    expect(handover.L2?.requires).toEqual(['error-message', 'steps-tried', 'logs']);
    expect(handover.L3).toEqual(handover.L2);
    expect(priorities).toMatchObject([{ name: 'normal', targets: [], ladder: { steps: [] } }]);
  });

  it('S3-22: mail is bound by the default priority until triage, which promises more than a business day', () => {
    const policy = preset('lms-platform');
    expect(triage(policy, { channel: 'email' }).priority).toBe('medium');
    expect(triage(policy, { channel: 'email', text: 'Outage!' }).priority).toBe('critical');
  });

  it('S4-2, S4-10, S4-17, S4-23: impact and workaround tell the severity', () => {
    const severity = (impact: string, workaround: string) =>
      triage(preset('learning-pool'), { impact, workaround }).priority;
    expect(severity('everyone', 'none')).toBe('severity-1');
    expect(severity('several', 'none')).toBe('severity-2');
    expect(severity('several', 'short-term')).toBe('severity-3');
    expect(severity('several', 'acceptable')).toBe('severity-4');
    expect(severity('one', 'none')).toBe('severity-3');
  });
});

describe('all presets', () => {
  const all = presets.map((id): [PresetId, Policy] => [id, preset(id)]);

  it.each(all)('%s carries every clause that a target, a step or availability can keep', (_, policy) => {
    const check = checkPolicy(policy, { from: '2026-11-23T00:00:00Z', to: '2027-02-23T00:00:00Z' });
    expect(check.lacking).toEqual([]);
    expect(check.warnings).toEqual([]);
    expect(check.carried.every(({ says }) => says !== undefined)).toBe(true);
  });

  const CLAUSES: [PresetId, string, number][] = [
    ['elite-lms', 'S0', 18],
    ['velsoft', 'S1', 19],
    ['tiered-support', 'S2', 7],
    ['lms-platform', 'S3', 24],
    ['learning-pool', 'S4', 29],
  ];
  it.each(CLAUSES)('%s lists every clause of %s', (id, agreement, count) => {
    const ids = Array.from({ length: count }, (_, i) => `${agreement}-${i + 1}`);
    expect(new Set(Object.keys(preset(id).clauses))).toEqual(new Set(ids));
  });

  const SETTINGS: [PresetId, string, string[], string[], string][] = [
    ['elite-lms', 'UTC', ['frontline', 'specialised', 'senior-technical'], ['critical', 'high', 'routine'], 'routine'],
    ['velsoft', 'America/Halifax', ['frontline', 'investigation'], ['high', 'medium'], 'medium'],
    ['tiered-support', 'UTC', ['L1', 'L2', 'L3'], ['normal'], 'normal'],
    ['lms-platform', 'UTC', ['tier-1', 'tier-2', 'tier-3'], ['critical', 'high', 'medium', 'low'], 'medium'],
    [
      'learning-pool',
      'Europe/London',
      ['L1', 'L2', 'L3'],
      ['severity-1', 'severity-2', 'severity-3', 'severity-4', 'feature-request'],
      'severity-3',
    ],
  ];
  it.each(SETTINGS)('%s has its zone, tiers and priorities', (id, timeZone, tiers, priorities, usual) => {
    const policy = preset(id);
    expect(policy).toMatchObject({ id, timeZone, tiers, defaults: { priority: usual } });
    expect(policy.priorities.map((priority) => priority.name)).toEqual(priorities);
    expect(policy.defaults.reopen).toMatchObject({ kind: 'resume', text: '7 days', after: 'new-cycle' });
    expect(policy.defaults.close).toMatchObject({ text: '7 days' });
    expect(policy.calendars.office).not.toHaveProperty('holidays');
    expect(policy.notes.length).toBeGreaterThan(4);
  });

  it('take a zone, hours and holidays', () => {
    const policy = preset('lms-platform', {
      timeZone: 'Europe/Berlin',
      weekly: { 'mon-thu': '08:00-16:00' },
      holidays: ['2026-12-24'],
    });
    expect(policy.timeZone).toBe('Europe/Berlin');
    expect(policy.calendars.office).toMatchObject({
      timeZone: 'Europe/Berlin',
      weekly: { mon: [['08:00', '16:00']], thu: [['08:00', '16:00']] },
      holidays: ['2026-12-24'],
    });
    expect(() => preset('velsoft', { timeZone: 'Halifax' })).toThrow(PolicyError);
  });

  it('may be extended', () => {
    const read = parsePolicy(
      extendPolicy(presetSpec('lms-platform'), {
        id: 'acme',
        priorities: { critical: { targets: { resolution: { within: '2 hours' } } } },
      }),
    );
    if ('faults' in read) throw new PolicyError('invalid-policy', read.faults);
    const critical = compiledPolicy(read.policy).priorities.get('critical');
    expect(critical?.targets.get('resolution')?.target).toMatchObject({
      kind: 'objective',
      clause: 'S3-8',
      promise: { text: '2 hours' },
    });
    expect(critical?.ladder.steps).toHaveLength(1);
  });

  it('may be extended in TypeScript, where a wrong key does not compile', () => {
    const base = presetSpec('lms-platform');
    const ours = definePolicy(
      extendPolicy(base, {
        id: 'ours',
        priorities: { critical: { targets: { update: null, resolution: { within: '2 hours' } } }, low: null },
        defaults: { close: '14 days after resolved' },
      }),
    );
    expect(ours.priorities.map((priority) => priority.name)).toEqual(['critical', 'high', 'medium']);
    expect(ours.defaults.close?.text).toBe('14 days');
    // @ts-expect-error there is no key `defalts`
    expect(() => definePolicy(extendPolicy(base, { defalts: { close: '1 day after resolved' } }))).toThrow(PolicyError);
  });

  it('are made once where nothing is asked of them', () => expect(preset('velsoft')).toBe(preset('velsoft')));

  it('that there are not are refused by name', () => {
    expect(() => presetSpec('gold' as PresetId)).toThrow('"gold" is no preset: expected elite-lms, velsoft');
  });
});
