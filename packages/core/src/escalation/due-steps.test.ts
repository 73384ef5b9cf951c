import { describe, expect, test } from 'vitest';

import type { PrioritySpec } from '../policy/policy-spec.ts';
import { lab, labOf, look } from '../testing/lab.ts';

type Steps = Extract<NonNullable<PrioritySpec['escalation']>, readonly unknown[]>;

const lead = [{ role: 'lead' }] as const;
const boss = [{ role: 'boss' }] as const;

/** Effects of steps alone. */
const fired = (steps: Steps | { calendar: string; steps: Steps }, text: string, at: string) =>
  look(
    labOf({ resolution: { within: '4 hours', pauseWhile: ['awaiting-requester'] } }, steps),
    text,
    at,
  ).effects.filter((line) => !line.includes('resolution/'));

describe('a step fires', () => {
  test.for([
    [
      'on an event, once a case',
      { on: 'replied' },
      'mon 10:10 replied\nmon 10:20 replied',
      'mon 11:00',
      ['mon 10:10 s/1/notify/lead'],
    ],
    [
      'when the case takes the priority, also at opening',
      { on: 'prioritised' },
      '',
      'mon 11:00',
      ['mon 10:00 s/1/notify/lead'],
    ],
    ['after a time since opening', { after: '2 hours' }, '', 'mon 12:00', ['mon 12:00 s/1/notify/lead']],
    ['not before', { after: '2 hours' }, '', 'mon 11:59', []],
    [
      'after business time since opening',
      { after: '8 business hours' },
      '',
      'tue 10:00',
      ['tue 10:00 s/1/notify/lead'],
    ],
    [
      'after a time that skips solved time',
      { after: '2 hours' },
      'mon 11:00 resolved\nmon 13:00 reopened',
      'mon 14:00',
      ['mon 14:00 s/1/notify/lead'],
    ],
    ['not while the case is resolved', { after: '2 hours' }, 'mon 11:00 resolved', 'tue 10:00', []],
    [
      'after a time that no pause stops',
      { after: '2 hours' },
      'mon 11:00 paused awaiting-requester',
      'mon 12:00',
      ['mon 12:00 s/1/notify/lead'],
    ],
    [
      'at a share of a clock',
      { at: { clock: 'resolution', percent: 50 } },
      '',
      'mon 12:00',
      ['mon 12:00 s/1/notify/lead'],
    ],
    [
      'at a share that a pause moves',
      { at: { clock: 'resolution', percent: 50 } },
      'mon 11:00 paused awaiting-requester\nmon 11:30 resumed',
      'mon 12:30',
      ['mon 12:30 s/1/notify/lead'],
    ],
    [
      'not while its clock is paused',
      { at: { clock: 'resolution', percent: 50 } },
      'mon 11:00 paused awaiting-requester',
      'tue 12:30',
      [],
    ],
    ['at the miss', { at: { clock: 'resolution', percent: 100 } }, '', 'mon 14:00', ['mon 14:00 s/1/notify/lead']],
    ['beyond the miss', { at: { clock: 'resolution', percent: 150 } }, '', 'mon 16:00', ['mon 16:00 s/1/notify/lead']],
    [
      'not where its clock has stopped',
      { at: { clock: 'resolution', percent: 50 } },
      'mon 11:00 resolved',
      'tue 12:00',
      [],
    ],
    [
      'not where its clock stops in the instant',
      { at: { clock: 'resolution', percent: 50 } },
      'mon 12:00 resolved',
      'tue 12:00',
      [],
    ],
    ['not on a closed case', { after: '2 hours' }, 'mon 11:00 closed', 'tue 10:00', []],
    ['not on a deferred case', { on: 'replied' }, 'mon 11:00 deferred\nmon 11:10 replied', 'tue 10:00', []],
    ['not on a merged case', { after: '2 hours' }, 'mon 11:00 merged C-2', 'tue 10:00', []],
    [
      'on the very event that defers the case',
      { on: 'deferred' },
      'mon 11:00 deferred',
      'tue 10:00',
      ['mon 11:00 s/1/notify/lead'],
    ],
    [
      'on the very event that closes it',
      { on: 'closed' },
      'mon 11:00 closed',
      'tue 10:00',
      ['mon 11:00 s/1/notify/lead'],
    ],
    [
      'on an event of the instant in which the case is closed',
      { on: 'replied' },
      'mon 11:00 replied\nmon 11:00 closed',
      'tue 10:00',
      ['mon 11:00 s/1/notify/lead'],
    ],
  ] as const)('%s', ([, when, rest, at, expected]) => {
    const steps = [{ id: 's', ...when, notify: lead }] as unknown as Steps;
    expect(fired(steps, `mon 10:00 opened\n${rest}`, at)).toEqual(expected);
  });

  test('once for each cycle of its clock', () => {
    const policy = labOf({ 'next-response': { within: '1 hour' } }, [
      { id: 's', at: { clock: 'next-response', percent: 50 }, notify: lead },
    ]);
    const text =
      'mon 10:00 opened\nmon 10:01 replied\nmon 10:10 requester-replied\nmon 10:50 replied\nmon 11:00 requester-replied\nmon 11:10 replied\nmon 11:20 requester-replied';
    expect(look(policy, text, 'mon 11:50').sla.effects.filter(({ kind }) => kind === 'notify')).toMatchObject([
      { id: 's/1/notify/lead', clock: 'next-response', cycle: 1 },
      { id: 's/2/notify/lead', clock: 'next-response', cycle: 3 },
    ]);
  });
});

describe('what a step does', () => {
  test('it tells each recipient, raises, assigns and publishes', () => {
    const policy = labOf({}, [
      {
        id: 's',
        on: 'prioritised',
        notify: [
          { role: 'lead', via: ['phone', 'email'] },
          { person: 'agent:ann', via: ['slack'] },
          { requester: true },
        ],
        raiseTo: 'L2',
        assign: { team: 'second-line' },
        publish: true,
        clause: 'S-1',
      },
    ]);
    const atMs = Date.UTC(2026, 10, 23, 10);
    expect(look(policy, 'mon 10:00 opened', 'mon 10:00')).toMatchObject({ tier: 'L2' });
    expect(look(policy, 'mon 10:00 opened', 'mon 10:00').sla.effects).toEqual([
      { id: 's/1/notify/lead', atMs, kind: 'notify', step: 's', to: 'lead', via: ['phone', 'email'], clause: 'S-1' },
      { id: 's/1/notify/agent:ann', atMs, kind: 'notify', step: 's', to: 'agent:ann', via: ['slack'], clause: 'S-1' },
      { id: 's/1/notify/requester', atMs, kind: 'notify', step: 's', to: 'requester', via: ['email'], clause: 'S-1' },
      { id: 's/1/raise/L2', atMs, kind: 'raise', step: 's', to: 'L2', clause: 'S-1' },
      { id: 's/1/assign/second-line', atMs, kind: 'assign', step: 's', to: 'second-line', clause: 'S-1' },
      { id: 's/1/publish', atMs, kind: 'publish', step: 's', clause: 'S-1' },
    ]);
  });

  test('it never lowers the tier, and a raise to one already reached has no entry', () => {
    const steps: Steps = [
      { id: 'a', after: '1 hour', raiseTo: 'L3' },
      { id: 'b', after: '2 hours', raiseTo: 'L2' },
      { id: 'c', after: '3 hours', raiseTo: 'L3' },
    ];
    expect(look(labOf({}, steps), 'mon 10:00 opened', 'mon 14:00')).toMatchObject({
      tier: 'L3',
      effects: ['mon 11:00 a/1/raise/L3'],
      wake: undefined,
    });
  });

  test('an agent may lower it', () => {
    const steps: Steps = [
      { id: 'a', after: '1 hour', raiseTo: 'L3' },
      { id: 'b', after: '2 hours', raiseTo: 'L2' },
    ];
    expect(look(labOf({}, steps), 'mon 10:00 opened\nmon 11:30 escalated L1', 'mon 14:00')).toMatchObject({
      tier: 'L2',
      effects: ['mon 11:00 a/1/raise/L3', 'mon 12:00 b/1/raise/L2'],
    });
  });

  test('steps of one instant fire in the order of the ladder, after its warning and miss', () => {
    const policy = labOf(
      { estimate: { within: '3 hours', warnAt: ['50%'] }, resolution: { within: '90 minutes', warnAt: ['1%'] } },
      [
        { id: 'z', at: { clock: 'resolution', percent: 100 }, notify: lead },
        { id: 'a', after: '90 minutes', notify: lead },
      ],
    );
    expect(look(policy, 'mon 10:00 opened', 'mon 11:30').effects.slice(1)).toEqual([
      'mon 11:30 estimate/1/warn/1',
      'mon 11:30 resolution/1/miss',
      'mon 11:30 z/1/notify/lead',
      'mon 11:30 a/1/notify/lead',
    ]);
  });
});

describe('an alert that nobody takes', () => {
  const steps: Steps = [
    { id: 'first', on: 'prioritised', notify: lead, acknowledgeWithin: '15 minutes' },
    { id: 'share', at: { clock: 'resolution', percent: 90 }, notify: boss },
    { id: 'raise', after: '10 hours', raiseTo: 'L2' },
    { id: 'second', after: '8 hours', notify: boss, acknowledgeWithin: '10 minutes' },
  ];

  test('asks the next step that notifies, and rings the last again', () => {
    expect(fired(steps, 'mon 10:00 opened', 'mon 10:45')).toEqual([
      'mon 10:00 first/1/notify/lead',
      'mon 10:15 second/1/notify/boss',
      'mon 10:25 second/2/notify/boss',
      'mon 10:35 second/3/notify/boss',
      'mon 10:45 second/4/notify/boss',
    ]);
  });

  test('a step that was asked early has fired: its own time brings nothing', () => {
    const taken = 'mon 10:00 opened\nmon 10:20 alert-taken second';
    expect(fired(steps, taken, 'mon 19:00')).toEqual([
      'mon 10:00 first/1/notify/lead',
      'mon 10:15 second/1/notify/boss',
      'mon 13:36 share/1/notify/boss',
    ]);
  });

  test.for([
    ['alert-taken first', []],
    ['alert-taken other', ['mon 10:15 second/1/notify/boss']],
    ['alert-taken first system', ['mon 10:15 second/1/notify/boss']],
    ['acknowledged', []],
    ['acknowledged automatic', ['mon 10:15 second/1/notify/boss']],
    ['assigned', []],
    ['assigned automatic', ['mon 10:15 second/1/notify/boss']],
    ['replied', []],
    ['noted', ['mon 10:15 second/1/notify/boss']],
    ['resolved', []],
    ['closed', []],
  ] as const)('%s in the instant in which it would pass on', ([event, expected]) => {
    expect(fired(steps, `mon 10:00 opened\nmon 10:15 ${event}`, 'mon 10:20')).toEqual([
      'mon 10:00 first/1/notify/lead',
      ...expected,
    ]);
  });

  test('that reaches nobody is passed on at once, once', () => {
    expect(
      fired(steps, 'mon 10:00 opened\nmon 10:01 unreachable first\nmon 10:02 unreachable first', 'mon 10:10'),
    ).toEqual(['mon 10:00 first/1/notify/lead', 'mon 10:01 second/1/notify/boss']);
  });

  test('that reaches nobody on the last step rings when its time comes', () => {
    const text = 'mon 10:00 opened\nmon 10:01 unreachable first\nmon 10:02 unreachable second';
    expect(fired(steps, text, 'mon 10:11')).toEqual([
      'mon 10:00 first/1/notify/lead',
      'mon 10:01 second/1/notify/boss',
      'mon 10:11 second/2/notify/boss',
    ]);
  });

  test('ends when the priority changes', () => {
    const policy = lab({ p1: { escalation: steps.filter(({ id }) => id !== 'share') }, p2: {} });
    expect(look(policy, 'mon 10:00 opened\nmon 10:10 prioritised p2', 'mon 12:00').effects).toEqual([
      'mon 10:00 first/1/notify/lead',
    ]);
    const back = 'mon 10:00 opened\nmon 10:10 prioritised p2\nmon 10:12 prioritised p1';
    expect(look(policy, back, 'mon 12:00').effects).toEqual(['mon 10:00 first/1/notify/lead']);
  });

  test('does not ring again after a reopening', () => {
    const text = 'mon 10:00 opened\nmon 10:10 resolved\nmon 10:20 reopened';
    expect(fired(steps, text, 'mon 12:00')).toEqual(['mon 10:00 first/1/notify/lead']);
  });
});

describe('a repeat', () => {
  const repeating = (repeat: NonNullable<Steps[number]['repeat']>): Steps => [
    { id: 's', after: '1 hour', notify: lead, repeat },
  ];

  test.for([
    [
      'counts those after the first',
      { every: '1 hour', times: 2 },
      '',
      ['mon 11:00 s/1/notify/lead', 'mon 12:00 s/2/notify/lead', 'mon 13:00 s/3/notify/lead'],
    ],
    [
      'ends at resolved',
      { every: '1 hour' },
      'mon 12:30 resolved',
      ['mon 11:00 s/1/notify/lead', 'mon 12:00 s/2/notify/lead'],
    ],
    [
      'ends at what it names',
      { every: '1 hour', until: ['assigned'] },
      'mon 12:30 assigned',
      ['mon 11:00 s/1/notify/lead', 'mon 12:00 s/2/notify/lead'],
    ],
    [
      'ends at resolved also where it names another',
      { every: '1 hour', until: ['assigned'] },
      'mon 12:30 resolved',
      ['mon 11:00 s/1/notify/lead', 'mon 12:00 s/2/notify/lead'],
    ],
    [
      'is not ended by what came before the step',
      { every: '1 hour', times: 1, until: ['assigned'] },
      'mon 10:30 assigned',
      ['mon 11:00 s/1/notify/lead', 'mon 12:00 s/2/notify/lead'],
    ],
    [
      'is ended by an event in its own instant',
      { every: '1 hour', until: ['assigned'] },
      'mon 12:00 assigned',
      ['mon 11:00 s/1/notify/lead'],
    ],
    [
      'ends with the case',
      { every: '1 hour' },
      'mon 12:30 closed',
      ['mon 11:00 s/1/notify/lead', 'mon 12:00 s/2/notify/lead'],
    ],
    ['that never gets later happens never', { every: 'next opening' }, '', ['mon 11:00 s/1/notify/lead']],
  ] as const)('%s', ([, repeat, rest, expected]) => {
    expect(fired(repeating(repeat as never), `mon 10:00 opened\n${rest}`, 'mon 15:30')).toEqual(expected);
  });

  test('ends when the priority changes', () => {
    const policy = lab({ p1: { escalation: repeating({ every: '1 hour' }) }, p2: {} });
    expect(
      look(policy, 'mon 10:00 opened\nmon 11:30 prioritised p2\nmon 11:40 prioritised p1', 'mon 15:00').effects,
    ).toEqual(['mon 11:00 s/1/notify/lead']);
  });
});

describe('a change of priority', () => {
  const policy = lab({
    p1: {
      targets: { resolution: { within: '8 hours' } },
      escalation: [{ id: 'shared', after: '1 hour', notify: lead }],
    },
    p2: {
      targets: { resolution: { within: '4 hours', pauseWhile: ['awaiting-requester'] } },
      escalation: [
        { id: 'shared', after: '2 hours', notify: boss },
        { id: 'event', on: 'replied', notify: boss },
        { id: 'taken', on: 'prioritised', notify: boss },
        { id: 'past', after: '30 minutes', raiseTo: 'L2' },
        { id: 'half', at: { clock: 'resolution', percent: 50 }, notify: boss },
        { id: 'miss', at: { clock: 'resolution', percent: 100 }, notify: boss },
      ],
    },
  });
  const steps = (text: string, at: string) =>
    look(policy, text, at).effects.filter((line) => !line.includes('resolution/'));

  test('fires what is past there, leaves fired what has fired, and lets events come', () => {
    expect(
      steps('mon 10:00 opened p1\nmon 10:10 replied\nmon 12:30 prioritised p2\nmon 12:40 replied', 'mon 13:00'),
    ).toEqual([
      'mon 11:00 shared/1/notify/lead',
      'mon 12:30 taken/1/notify/boss',
      'mon 12:30 past/1/raise/L2',
      'mon 12:30 half/1/notify/boss',
      'mon 12:40 event/1/notify/boss',
    ]);
  });

  test('that misses a clock fires what waits for the miss', () => {
    expect(steps('mon 10:00 opened p1\nmon 15:00 prioritised p2', 'mon 15:00').slice(-2)).toEqual([
      'mon 15:00 half/1/notify/boss',
      'mon 15:00 miss/1/notify/boss',
    ]);
  });

  test('fires what waits for a miss that is older', () => {
    const late = lab({
      p1: { targets: { resolution: { within: '1 hour' } } },
      p2: {
        targets: { resolution: { within: '8 hours' } },
        escalation: [{ id: 'miss', at: { clock: 'resolution', percent: 100 }, notify: boss }],
      },
    });
    expect(look(late, 'mon 10:00 opened p1\nmon 12:00 prioritised p2', 'mon 20:00').effects).toEqual([
      'mon 10:45 resolution/1/warn/1',
      'mon 11:00 resolution/1/miss',
      'mon 12:00 miss/1/notify/boss',
    ]);
  });

  test('fires no share of a clock that is paused, but its miss', () => {
    const paused = 'mon 10:00 opened p1\nmon 13:00 paused awaiting-requester\nmon 13:30 prioritised p2';
    expect(steps(paused, 'mon 14:00')).toEqual([
      'mon 11:00 shared/1/notify/lead',
      'mon 13:30 taken/1/notify/boss',
      'mon 13:30 past/1/raise/L2',
    ]);
    const overdue = 'mon 10:00 opened p1\nmon 15:00 paused awaiting-requester\nmon 15:30 prioritised p2';
    expect(steps(overdue, 'mon 16:00')).toContain('mon 15:30 miss/1/notify/boss');
  });

  test('fires no share of a clock that has stopped in its instant', () => {
    const stopped = 'mon 10:00 opened p1\nmon 15:00 prioritised p2\nmon 15:00 resolved';
    expect(look(policy, stopped, 'mon 15:00').effects.slice(-3)).toEqual([
      'mon 15:00 resolution/1/miss',
      'mon 15:00 taken/1/notify/boss',
      'mon 15:00 past/1/raise/L2',
    ]);
  });

  test('tells once that the case takes a priority', () => {
    expect(steps('mon 10:00 opened p2\nmon 10:10 prioritised p1\nmon 10:20 prioritised p2', 'mon 10:29')).toEqual([
      'mon 10:00 taken/1/notify/boss',
    ]);
  });
});

describe('a ladder with a calendar', () => {
  const ladder = (steps: Steps) => ({ calendar: 'office', steps });

  test('delays its notifications to the next opening, never a raise or an assignment', () => {
    const steps: Steps = [{ id: 's', on: 'prioritised', notify: lead, raiseTo: 'L2', assign: { team: 'night' } }];
    expect(fired(ladder(steps), 'sat 10:00 opened', 'sat 10:00')).toEqual([
      'sat 10:00 s/1/raise/L2',
      'sat 10:00 s/1/assign/night',
    ]);
    expect(fired(ladder(steps), 'sat 10:00 opened', 'mon+1 09:00')).toContain('mon+1 09:00 s/1/notify/lead');
    expect(fired(ladder(steps), 'mon 16:59 opened', 'mon 17:00')).toContain('mon 16:59 s/1/notify/lead');
    expect(fired(ladder(steps), 'mon 17:00 opened', 'tue 09:00')).toContain('tue 09:00 s/1/notify/lead');
  });

  test.for([
    ['resolved', []],
    ['closed', []],
    ['prioritised p2', []],
    ['noted', ['mon+1 09:00 s/1/notify/lead']],
  ] as const)('%s while a notification waits', ([event, expected]) => {
    const policy = lab({ p1: { escalation: ladder([{ id: 's', on: 'prioritised', notify: lead }]) }, p2: {} });
    expect(look(policy, `sat 10:00 opened\nsun 10:00 ${event}`, 'mon+1 10:00').effects).toEqual(expected);
  });

  test('sends what an ending has called although the case has ended', () => {
    expect(
      fired(
        ladder([{ id: 's', on: 'deferred', notify: [{ requester: true }] }]),
        'mon 10:00 opened\nsat 10:00 deferred\nsun 11:00 noted',
        'mon+1 09:00',
      ),
    ).toEqual(['mon+1 09:00 s/1/notify/requester']);
  });

  test('counts the time to take an alert, and to repeat it, from when it was sent', () => {
    const steps: Steps = [
      { id: 'a', on: 'prioritised', notify: lead, acknowledgeWithin: '15 minutes' },
      { id: 'b', after: '30 days', notify: boss },
    ];
    expect(fired(ladder(steps), 'sat 10:00 opened', 'mon+1 09:15')).toEqual([
      'mon+1 09:00 a/1/notify/lead',
      'mon+1 09:15 b/1/notify/boss',
    ]);
    const repeated: Steps = [{ id: 'a', on: 'prioritised', notify: lead, repeat: { every: '1 hour', times: 1 } }];
    expect(fired(ladder(repeated), 'sat 10:00 opened', 'mon+1 11:00')).toEqual([
      'mon+1 09:00 a/1/notify/lead',
      'mon+1 10:00 a/2/notify/lead',
    ]);
  });
});
