import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';

import type { CaseEventType } from '../case/case-event.ts';
import { definePolicy, parsePolicy } from './define-policy.ts';
import type { EventName } from './event-names.ts';
import { PolicyError } from './policy-error.ts';
import { policyJsonSchema } from './policy-json-schema.ts';
import type { policySchema } from './policy-schema.ts';
import type { PolicySpec } from './policy-spec.ts';

/** The example of the design: severity 1 of a published agreement. */
const SPEC = {
  id: 'learning-pool',
  version: 1,
  timeZone: 'Europe/London',
  calendars: { office: { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:30' } } },
  calendar: 'office',
  tiers: ['L1', 'L2', 'L3'],
  handover: { L2: { requires: ['error-message', 'steps-tried', 'logs'] } },
  pauseReasons: ['awaiting-requester', 'awaiting-vendor'],
  priorities: {
    'severity-1': {
      title: 'Critical issue',
      when: { impact: ['everyone', 'many'], workaround: 'none' },
      targets: {
        'first-response': { within: '30 minutes', clause: 'S4-3' },
        resolution: { within: '4 hours', kind: 'objective', clause: 'S4-4', pauseWhile: ['awaiting-vendor'] },
        update: {
          every: '1 hour',
          from: { earliest: [{ flag: 'cannot-fix' }, '2 hours', 'first-response', { step: 'to-l3' }] },
          until: ['resolved'],
          clause: 'S4-8',
        },
      },
      escalation: [
        {
          id: 'tell-management',
          on: 'prioritised',
          notify: [{ role: 'senior-management', via: ['phone', 'email'] }],
          acknowledgeWithin: '15 minutes',
          clause: 'S4-7',
        },
        { id: 'to-l3', at: { clock: 'resolution', percent: 50 }, raiseTo: 'L3', clause: 'S4-5' },
      ],
    },
    'severity-3': { targets: { diagnosis: { measure: true } } },
  },
  defaults: { priority: 'severity-3', reopen: 'resume within 7 days, then new-case', close: '7 days after resolved' },
} as const satisfies PolicySpec;

describe('a policy is read', () => {
  const policy = definePolicy(SPEC);
  const [severity1] = policy.priorities;

  it('with its priorities in order, the most urgent first', () => {
    expect(policy.priorities.map((priority) => priority.name)).toEqual(['severity-1', 'severity-3']);
  });

  it('with every target parsed and every default filled in', () => {
    expect(severity1?.targets).toEqual([
      {
        clock: 'first-response',
        kind: 'commitment',
        clause: 'S4-3',
        pauseWhile: [],
        automatic: false,
        promise: { kind: 'within', target: { kind: 'length', unit: 'minute', count: 30 }, text: '30 minutes' },
      },
      {
        clock: 'resolution',
        kind: 'objective',
        clause: 'S4-4',
        pauseWhile: ['awaiting-vendor'],
        automatic: false,
        promise: { kind: 'within', target: { kind: 'length', unit: 'hour', count: 4 }, text: '4 hours' },
      },
      {
        clock: 'update',
        kind: 'commitment',
        clause: 'S4-8',
        pauseWhile: [],
        automatic: false,
        promise: {
          kind: 'every',
          target: { kind: 'length', unit: 'hour', count: 1 },
          text: '1 hour',
          until: ['resolved'],
        },
        from: {
          kind: 'earliest',
          of: [
            { kind: 'flag', flag: 'cannot-fix' },
            { kind: 'after', target: { kind: 'length', unit: 'hour', count: 2 }, text: '2 hours' },
            { kind: 'clock', clock: 'first-response' },
            { kind: 'step', step: 'to-l3' },
          ],
        },
      },
    ]);
  });

  it('with its ladder', () => {
    expect(severity1?.ladder.steps.map((step) => step.fires)).toEqual([
      { kind: 'on', event: 'prioritised' },
      { kind: 'at', clock: 'resolution', percent: 50 },
    ]);
    expect(severity1?.ladder.steps[0]?.notify).toEqual([
      { kind: 'role', to: 'senior-management', via: ['phone', 'email'] },
    ]);
  });

  it('with its rules of reopening and closing', () => {
    expect(policy.defaults).toEqual({
      priority: 'severity-3',
      reopen: {
        kind: 'resume',
        within: { kind: 'length', unit: 'day', count: 7 },
        text: '7 days',
        after: 'new-case',
      },
      close: { after: { kind: 'length', unit: 'day', count: 7 }, text: '7 days' },
    });
  });

  it('from as little as an id, a zone and a priority', () => {
    const least = definePolicy({ id: 'least', timeZone: 'UTC', priorities: { urgent: {}, normal: {} } });
    expect(least.defaults).toMatchObject({ priority: 'normal', reopen: { kind: 'resume', after: 'new-cycle' } });
    expect(least.tiers).toEqual(['L1', 'L2', 'L3']);
    expect(least.pauseReasons).toEqual(['awaiting-requester', 'awaiting-vendor']);
    expect(least.businessDay).toBe('same-time');
    expect(least.version).toBe(1);
  });

  it('with the other forms that parts of it may have', () => {
    const policy = definePolicy({
      id: 'forms',
      timeZone: 'UTC',
      calendars: {
        berlin: { timeZone: 'Europe/Berlin', weekly: { 'mon-fri': '09:00-17:00' } },
        boston: { timeZone: 'America/New_York', weekly: { 'mon-fri': '09:00-17:00' } },
        all: { union: ['berlin', 'boston'] },
      },
      warnAt: ['50%', '80%'],
      priorities: {
        normal: {
          when: [{ text: 'slow' }, { channel: ['phone', 'chat'] }],
          targets: {
            acknowledgement: { within: '1 hour', automatic: true },
            'milestone:backup-restored': { within: '1 day', from: 'workaround' },
            workaround: { within: { earliest: ['4 hours', 'close of business'] }, calendar: 'all' },
            update: { every: '1 business day' },
          },
          escalation: {
            calendar: 'berlin',
            steps: [
              {
                id: 'on-call',
                after: '10 minutes',
                notify: [{ rota: 'primary' }],
                repeat: { every: '5 minutes', times: 3 },
              },
              { id: 'hand-over', on: 'reopened', assign: { team: 'second-line' } },
              { id: 'public', on: 'opened', publish: true },
            ],
          },
        },
      },
      rotas: {
        primary: {
          timeZone: 'Europe/Berlin',
          layers: [{ members: ['agent:ann', 'agent:bo'], rotation: 'weekly', handoffAt: 'mon 09:00' }],
        },
      },
      availability: [{ percent: 99.9, window: 'month' }],
      clauses: { 'S0-1': 'Somebody answers.', 'S0-2': { says: 'The page is public.', keptBy: 'page' } },
      defaults: { reopen: 'ignore' },
    });
    const [normal] = policy.priorities;
    expect(normal?.when).toEqual([{ text: ['slow'] }, { channel: ['phone', 'chat'] }]);
    expect(normal?.ladder.calendar).toBe('berlin');
    expect(normal?.ladder.steps[0]?.notify).toEqual([{ kind: 'rota', to: 'primary', via: ['email'] }]);
    expect(normal?.ladder.steps[0]?.repeat).toMatchObject({ text: '5 minutes', until: ['resolved'], times: 3 });
    expect(normal?.ladder.steps[1]?.assign).toEqual({ kind: 'team', to: 'second-line', via: [] });
    expect(normal?.targets.map((target) => target.from)).toEqual([
      undefined,
      { kind: 'clock', clock: 'workaround' },
      undefined,
      { kind: 'opened' },
    ]);
    expect(normal?.targets[2]?.promise).toMatchObject({ text: 'earliest of 4 hours and close of business' });
    expect(policy.warnAt).toEqual([{ percent: 50 }, { percent: 80 }]);
    expect(policy.availability).toEqual([{ percent: 99.9, window: 'month', kind: 'commitment' }]);
    expect(policy.clauses).toEqual({
      'S0-1': { says: 'Somebody answers.', keptBy: 'target' },
      'S0-2': { says: 'The page is public.', keptBy: 'page' },
    });
    expect(policy.defaults.reopen).toEqual({ kind: 'ignore' });
  });
});

describe('every fault is told at once', () => {
  const read = (overrides: object): string[] => {
    const result = parsePolicy({ ...SPEC, ...overrides });
    return 'faults' in result ? result.faults.map(({ path, code }) => `${path.join('.')} ${code}`) : [];
  };
  const priority = (written: object): string[] =>
    read({ priorities: { p: written }, defaults: {} }).map((fault) => fault.replace('priorities.p.', ''));

  it('as a PolicyError whose message has a line for each, with what was expected', () => {
    const spec: PolicySpec = { ...SPEC, timeZone: 'Mars/Crater', calendar: 'ofice', floor: 'severity-9' };
    expect(() => definePolicy<string, string, string, string, string>(spec)).toThrow(PolicyError);
    expect(() => definePolicy<string, string, string, string, string>(spec)).toThrow(
      [
        'timeZone: "Mars/Crater" is not a time zone: expected an IANA name such as Europe/London',
        'calendar: "ofice" is no calendar of this policy: expected office',
        'floor: "severity-9" is no priority of this policy: expected severity-1, severity-3',
      ].join('\n'),
    );
  });

  it('one slip does not hide another', () => {
    expect(
      priority({
        calendar: 'shop',
        targets: {
          'first-response': { within: 4, clause: 'Z-1' },
          resolution: { within: '4', clause: 'Z-1', warnAt: ['100%'] },
          lunch: { within: '1 hour' },
        },
        escalation: [
          { id: 's', at: { clock: 'resolution', percent: 50 }, notify: [] },
          { id: 'unfired', notify: [{ rota: 'nobody' }], repeat: { every: '1 houre' } },
          { id: 's', at: { clock: 'diagnosis', percent: 50 }, notify: [{ role: 'lead' }] },
        ],
      }),
    ).toEqual([
      'targets.first-response.within bad-type',
      'calendar unknown-calendar',
      'targets.resolution.clause clause-twice',
      'targets.resolution.within bad-target',
      'targets.resolution.warnAt.0 never-fires',
      'targets.lunch unknown-clock',
      'escalation.0.notify bad-combination',
      'escalation.1 missing-key',
      'escalation.1.notify.0.rota unknown-rota',
      'escalation.1.repeat.every bad-target',
      'escalation.2.id duplicate-step',
      'escalation.0.at.clock never-fires',
    ]);
  });

  const ofPolicy: [string, object, string[]][] = [
    ['no priority', { priorities: {}, defaults: {} }, ['priorities bad-value']],
    ['a key that is not known', { foo: 1 }, ['foo unknown-key']],
    ['a priority that is no name', { priorities: { '1': {} }, defaults: {} }, ['priorities.1 bad-name']],
    ['a version of nothing', { version: 0 }, ['version bad-value']],
    ['a date that is none', { effectiveFrom: '2027-02-30' }, ['effectiveFrom bad-value']],
    [
      '25:00',
      { calendars: { office: { timeZone: 'UTC', weekly: { mon: '09:00-25:00' } } } },
      ['calendars.office.weekly.mon bad-time'],
    ],
    [
      'seasons that overlap',
      {
        calendars: {
          office: {
            timeZone: 'UTC',
            seasons: [
              { from: '2026-05-01', to: '2026-05-31', weekly: {} },
              { from: '2026-05-31', to: '2026-06-30', weekly: {} },
            ],
          },
        },
      },
      ['calendars.office.seasons.1 overlapping-seasons'],
    ],
    [
      'a union of itself',
      { calendars: { office: { union: ['all'] }, all: { union: ['office'] } } },
      ['calendars.office.union bad-combination', 'calendars.all.union bad-combination'],
    ],
    [
      'a union of what is not there',
      { calendars: { office: { union: ['north'] } } },
      ['calendars.office.union.0 unknown-calendar'],
    ],
    ['a hand-over to no tier', { handover: { L9: { requires: [] } } }, ['handover.L9 unknown-tier']],
    ['a map to no priority', { map: { low: 'medium' } }, ['map.low unknown-priority']],
    ['a default that is no priority', { defaults: { priority: 'x' } }, ['defaults.priority unknown-priority']],
    ['a rule of reopening', { defaults: { reopen: 'perhaps' } }, ['defaults.reopen bad-value']],
    [
      'a time in a rule of reopening',
      { defaults: { reopen: 'resume within a while' } },
      ['defaults.reopen bad-target'],
    ],
    ['a rule of closing', { defaults: { close: '7 days' } }, ['defaults.close bad-value']],
    ['an uptime above 100', { availability: { percent: 101, window: 'month' } }, ['availability.percent bad-value']],
    [
      'a rota whose handoff is no time',
      { rotas: { r: { timeZone: 'UTC', layers: [{ members: ['agent:a'], rotation: 'daily', handoffAt: '25:00' }] } } },
      ['rotas.r.layers.0.handoffAt bad-handoff'],
    ],
  ];
  it.each(ofPolicy)('%s', (_, overrides, faults) => expect(read(overrides)).toEqual(faults));

  const target = (written: object) => ({ targets: { resolution: written } });
  const step = (written: object) => ({
    targets: { resolution: { within: '4 hours' }, diagnosis: { measure: true } },
    escalation: [{ id: 's', ...written }],
  });
  const ofPriority: [string, object, string[]][] = [
    ['a promise of nothing', target({}), ['targets.resolution missing-key']],
    ['a target without a unit', target({ within: '30' }), ['targets.resolution.within bad-target']],
    [
      'a text inside a condition',
      target({ within: { earliest: ['1 day', 'soon'] } }),
      ['targets.resolution.within.earliest.1 bad-target'],
    ],
    [
      'half a condition',
      target({ within: { whenOpen: '1 hour' } }),
      ['targets.resolution.within.whenClosed missing-key'],
    ],
    ['every on what does not repeat', target({ every: '1 hour' }), ['targets.resolution.every bad-combination']],
    ['an update within', { targets: { update: { within: '1 hour' } } }, ['targets.update.within bad-combination']],
    ['within and measure', target({ within: '1 hour', measure: true }), ['targets.resolution.measure bad-combination']],
    [
      'until on what does not repeat',
      target({ within: '1 hour', until: ['resolved'] }),
      ['targets.resolution.until bad-combination'],
    ],
    [
      'automatic on what is no acknowledgement',
      target({ within: '1 hour', automatic: true }),
      ['targets.resolution.automatic bad-combination'],
    ],
    [
      'a start of what opening starts',
      target({ within: '1 hour', from: '1 hour' }),
      ['targets.resolution.from bad-combination'],
    ],
    [
      'a pause that is no reason',
      target({ within: '1 hour', pauseWhile: ['lunch'] }),
      ['targets.resolution.pauseWhile.0 unknown-reason'],
    ],
    [
      'a warning at the miss',
      target({ within: '1 hour', warnAt: ['100%'] }),
      ['targets.resolution.warnAt.0 never-fires'],
    ],
    [
      'a warning without a share',
      target({ within: '1 hour', warnAt: ['soon'] }),
      ['targets.resolution.warnAt.0 bad-value'],
    ],
    ['a kind that there is not', target({ within: '1 hour', kind: 'hope' }), ['targets.resolution.kind bad-value']],
    [
      'a start by what is not promised',
      { targets: { update: { every: '1 hour', from: 'first-response' } } },
      ['targets.update.from never-starts'],
    ],
    [
      'a start by no clock',
      { targets: { update: { every: '1 hour', from: 'dawn' } } },
      ['targets.update.from unknown-clock'],
    ],
    [
      'a start by no step',
      { targets: { update: { every: '1 hour', from: { step: 's9' } } } },
      ['targets.update.from unknown-step'],
    ],
    [
      'a start by itself',
      {
        targets: {
          diagnosis: { within: '1 hour', from: 'workaround' },
          workaround: { within: '1 hour', from: 'diagnosis' },
        },
      },
      ['targets.diagnosis.from never-starts', 'targets.workaround.from never-starts'],
    ],
    [
      'an end by no event',
      { targets: { update: { every: '1 hour', until: ['fixed'] } } },
      ['targets.update.until.0 unknown-event'],
    ],
    [
      'a clause named twice',
      {
        targets: {
          'first-response': { within: '1 hour', clause: 'A-1' },
          resolution: { within: '1 day', clause: 'A-1' },
        },
      },
      ['targets.resolution.clause clause-twice'],
    ],
    [
      'two steps of one name',
      {
        escalation: [
          { id: 's', on: 'opened', publish: true },
          { id: 's', on: 'resolved', publish: true },
        ],
      },
      ['escalation.1.id duplicate-step'],
    ],
    ['a step that does nothing', step({ on: 'opened' }), ['escalation.0 missing-key']],
    ['a step without a time', step({ publish: true }), ['escalation.0 missing-key']],
    [
      'a step with two times',
      step({ on: 'opened', after: '1 hour', publish: true }),
      ['escalation.0.after bad-combination'],
    ],
    ['a step on no event', step({ on: 'fixed', publish: true }), ['escalation.0.on unknown-event']],
    [
      'a step at a clock that is not promised',
      step({ at: { clock: 'estimate', percent: 50 }, publish: true }),
      ['escalation.0.at.clock never-fires'],
    ],
    [
      'a step at a clock that is only measured',
      step({ at: { clock: 'diagnosis', percent: 50 }, publish: true }),
      ['escalation.0.at.clock never-fires'],
    ],
    [
      'a step at no clock',
      step({ at: { clock: 'lunch', percent: 50 }, publish: true }),
      ['escalation.0.at.clock unknown-clock'],
    ],
    [
      'a step at no share',
      step({ at: { clock: 'resolution', percent: 0 }, publish: true }),
      ['escalation.0.at.percent never-fires'],
    ],
    ['a raise to no tier', step({ on: 'opened', raiseTo: 'L9' }), ['escalation.0.raiseTo unknown-tier']],
    ['nobody notified', step({ on: 'opened', notify: [] }), ['escalation.0.notify bad-combination']],
    ['nobody named', step({ on: 'opened', notify: [{ via: ['email'] }] }), ['escalation.0.notify.0 missing-key']],
    [
      'two named at once',
      step({ on: 'opened', notify: [{ role: 'a', team: 'b' }] }),
      ['escalation.0.notify.0 bad-combination'],
    ],
    [
      'a person without a prefix',
      step({ on: 'opened', notify: [{ person: 'ann' }] }),
      ['escalation.0.notify.0.person bad-value'],
    ],
    [
      'a way that there is not',
      step({ on: 'opened', notify: [{ role: 'a', via: ['pigeon'] }] }),
      ['escalation.0.notify.0.via.0 bad-value'],
    ],
    [
      'a rota that there is not',
      step({ on: 'opened', notify: [{ rota: 'r' }] }),
      ['escalation.0.notify.0.rota unknown-rota'],
    ],
    [
      'a case assigned to its requester',
      step({ on: 'opened', assign: { requester: true } }),
      ['escalation.0.assign.requester bad-combination'],
    ],
    [
      'an alert to nobody',
      step({ on: 'opened', raiseTo: 'L2', acknowledgeWithin: '1 hour' }),
      ['escalation.0.acknowledgeWithin bad-combination'],
    ],
    [
      'a ladder on no calendar',
      { escalation: { calendar: 'c', steps: [{ id: 's', on: 'opened', publish: true }] } },
      ['escalation.calendar unknown-calendar'],
    ],
    [
      'a circle of steps and clocks',
      {
        targets: { estimate: { within: '1 hour', from: { step: 's' } } },
        escalation: [{ id: 's', at: { clock: 'estimate', percent: 10 }, publish: true }],
      },
      ['targets.estimate.from never-starts', 'escalation.0.at never-fires'],
    ],
    ['a condition without words', { when: {} }, ['when bad-combination']],
    ['a condition of a key that there is not', { when: { mood: 'bad' } }, ['when.mood unknown-key']],
  ];
  it.each(ofPriority)('%s', (_, written, faults) => expect(priority(written)).toEqual(faults));

  it('a clause that the policy lists may be cited by several targets', () => {
    const targets = {
      'first-response': { within: '1 hour', clause: 'A-1' },
      resolution: { within: '1 day', clause: 'A-1' },
    };
    expect(read({ priorities: { p: { targets } }, defaults: {}, clauses: { 'A-1': 'Answered and solved.' } })).toEqual(
      [],
    );
  });

  it('what is no policy at all', () => {
    for (const written of [undefined, 'text', 7, []])
      expect(parsePolicy(written)).toMatchObject({ faults: [{ path: [] }] });
  });
});

describe('the compiler refuses names that are not declared', () => {
  const base = { id: 'typed', timeZone: 'UTC' } as const;
  const toL9 = { id: 's', on: 'opened', raiseTo: 'L9' } as const;
  const atLunch = { within: '1 hour', pauseWhile: ['lunch'] } as const;
  const tellNights = { id: 's', on: 'opened', notify: [{ rota: 'nights' }] } as const;

  it('priorities, calendars, tiers, reasons, rotas and clocks', () => {
    const attempts = [
      // @ts-expect-error no priority `urgent`
      () => definePolicy({ ...base, priorities: { normal: {} }, defaults: { priority: 'urgent' } }),
      // @ts-expect-error no calendar `shop`
      () => definePolicy({ ...base, priorities: { normal: { calendar: 'shop' } } }),
      // @ts-expect-error no tier `L9`
      () => definePolicy({ ...base, priorities: { normal: { escalation: [toL9] } } }),
      // @ts-expect-error no reason `lunch`
      () => definePolicy({ ...base, priorities: { normal: { targets: { resolution: atLunch } } } }),
      // @ts-expect-error no rota `nights`
      () => definePolicy({ ...base, priorities: { normal: { escalation: [tellNights] } } }),
      // @ts-expect-error no clock `lunch`
      () => definePolicy({ ...base, priorities: { normal: { targets: { lunch: { within: '1 hour' } } } } }),
      // @ts-expect-error an update comes `every`
      () => definePolicy({ ...base, priorities: { normal: { targets: { update: { within: '1 hour' } } } } }),
    ];
    for (const attempt of attempts) expect(attempt).toThrow(PolicyError);
  });
});

describe('the written form', () => {
  it('has one shape in the types and in the schema', () => {
    expectTypeOf<PolicySpec['id']>().toEqualTypeOf<z.input<typeof policySchema>['id']>();
    expectTypeOf<keyof PolicySpec>().toEqualTypeOf<keyof z.input<typeof policySchema>>();
    expectTypeOf<EventName>().toEqualTypeOf<CaseEventType>();
  });

  it('has a JSON Schema that editors complete from', () => {
    const schema = policyJsonSchema() as z.core.JSONSchema.JSONSchema & {
      $defs: Record<string, z.core.JSONSchema.JSONSchema>;
    };
    expect(schema.required).toEqual(['id', 'timeZone', 'priorities']);
    expect(Object.keys(schema.$defs)).toEqual(expect.arrayContaining(['Target', 'Priority', 'Step', 'Calendar']));
    expect(schema.$defs.ClockTarget?.properties).toHaveProperty('within.$ref', '#/$defs/Target');
  });
});
