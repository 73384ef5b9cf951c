import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';

import { CaseError } from '../case/case-error.ts';
import type { CaseEvent } from '../case/case-event.ts';
import { lab, labOf, look } from '../testing/lab.ts';
import { ms, story } from '../testing/story.ts';
import { apply, at, atMs, begin, evaluate, evaluateMs } from './evaluate.ts';
import { caseSlaToJson } from './json.ts';

const policy = lab({
  p1: {
    targets: { 'first-response': { within: '1 hour', clause: 'F-1' } },
    escalation: [{ id: 's', on: 'prioritised', notify: [{ role: 'lead' }] }],
  },
  p2: {},
});

const messageOf = (work: () => unknown) => {
  try {
    work();
    return 'nothing';
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    return error.message;
  }
};

describe('evaluate', () => {
  test('answers in Temporal, in plain numbers and in JSON alike', () => {
    const events = story('mon 10:00 opened');
    const now = '2026-11-23T10:50:00Z';
    const sla = evaluate(policy, events, now);
    expect(sla.clocks[0]?.dueAt?.equals(Temporal.Instant.from('2026-11-23T11:00:00Z'))).toBe(true);
    expect(sla.clocks[0]?.remaining?.total('minutes')).toBe(10);
    expect(caseSlaToJson(sla)).toEqual({
      priority: 'p1',
      tier: 'L1',
      state: 'new',
      clocks: [
        {
          clock: 'first-response',
          cycle: 1,
          kind: 'commitment',
          clause: 'F-1',
          status: 'running',
          startedAt: '2026-11-23T10:00:00Z',
          dueAt: '2026-11-23T11:00:00Z',
          warnAt: ['2026-11-23T10:45:00Z'],
          elapsed: 'PT50M',
          remaining: 'PT10M',
        },
      ],
      effects: [
        { id: 's/1/notify/lead', at: '2026-11-23T10:00:00Z', kind: 'notify', step: 's', to: 'lead', via: ['email'] },
        {
          id: 'first-response/1/warn/1',
          at: '2026-11-23T10:45:00Z',
          kind: 'warn',
          clock: 'first-response',
          cycle: 1,
          clause: 'F-1',
        },
      ],
      nextWakeAt: '2026-11-23T11:00:00Z',
    });
    expect(evaluateMs(policy, events, now).nextWakeMs).toBe(ms('mon 11:00'));
  });

  test('ignores events after the instant that is asked for', () => {
    const later = story('mon 10:00 opened\nmon 10:20 replied\nmon 10:30 undone x');
    expect(evaluateMs(policy, later, ms('mon 10:10'))).toEqual(evaluateMs(policy, later.slice(0, 1), ms('mon 10:10')));
  });

  test.for([
    ['new', ''],
    ['new', 'mon 10:10 noted\nmon 10:11 acknowledged automatic\nmon 10:12 requester-replied'],
    ['open', 'mon 10:10 assigned'],
    ['open', 'mon 10:10 replied'],
    ['awaiting-requester', 'mon 10:10 paused awaiting-requester'],
    ['on-hold', 'mon 10:10 paused awaiting-vendor'],
    ['open', 'mon 10:10 paused awaiting-vendor\nmon 10:20 resumed'],
    ['resolved', 'mon 10:10 resolved'],
    ['open', 'mon 10:10 resolved\nmon 10:20 reopened'],
    ['closed', 'mon 10:10 resolved\nmon 10:20 closed'],
    ['closed', 'mon 10:20 closed\nmon 10:30 resolved'],
    ['deferred', 'mon 10:10 deferred'],
    ['merged', 'mon 10:10 merged C-2'],
    ['open', 'mon 10:05 replied\nmon 10:10 merged C-2\nmon 10:20 unmerged'],
  ] as const)('the case is %s after %s', ([state, text]) => {
    expect(look(policy, `mon 10:00 opened\n${text}`, 'mon 10:40').state).toBe(state);
  });

  test.for([
    ['nothing', [], 'events: the case is not opened by then: expected `opened`'],
    ['only what is to come', story('tue 10:00 opened'), 'events: the case is not opened by then: expected `opened`'],
    [
      'an event before the opening',
      story('mon 10:00 opened\nmon 09:00 noted'),
      'events[1].at: noted comes before the case is opened: expected an instant from the opening on',
    ],
    [
      'two openings',
      story('mon 10:00 opened\nmon 10:10 opened'),
      'events[1].type: the case is open already: expected `opened` once',
    ],
    [
      'an unknown priority',
      story('mon 10:00 opened p9'),
      'events[0].priority: "p9" is no priority of lab: expected p1, p2',
    ],
    [
      'several',
      story('mon 10:00 opened\nmon 10:10 prioritised p8\nmon 10:20 noted\nmon 10:30 prioritised p9'),
      'events[1].priority: "p8" is no priority of lab: expected p1, p2\nevents[3].priority: "p9" is no priority of lab: expected p1, p2',
    ],
  ] as const)('refuses %s', ([, events, message]) => {
    expect(messageOf(() => evaluate(policy, events as readonly CaseEvent[], ms('mon 12:00')))).toBe(message);
  });

  test('refuses a policy that there is not', () => {
    const none = () => undefined;
    expect(messageOf(() => evaluate(none, story('mon 10:00 opened p1 other 3'), ms('mon 12:00')))).toBe(
      'events[0].policy: "other" version 3 is no known policy: expected the id of one',
    );
  });

  test('an unknown priority may be another name for one of ours, and none lies below the floor', () => {
    const mapped = lab(
      { high: {}, medium: {}, low: {} },
      { map: { trivial: 'low' }, floor: 'medium', defaults: { priority: 'low' } },
    );
    expect(look(mapped, 'mon 10:00 opened trivial', 'mon 10:00').priority).toBe('medium');
    expect(look(mapped, 'mon 10:00 opened high\nmon 10:10 prioritised low', 'mon 10:10').priority).toBe('medium');
    expect(look(mapped, 'mon 10:00 opened', 'mon 10:10').priority).toBe('medium');
  });

  test('a calendar without hours leaves a promise never due', () => {
    const closed = lab(
      { p1: { targets: { resolution: { within: '1 business hour' } } } },
      { calendars: { office: { timeZone: 'UTC', weekly: {}, exceptions: { '2026-11-02': [['09:00', '10:00']] } } } },
    );
    const { sla } = look(
      closed,
      'mon 10:00 opened\nmon 11:00 paused awaiting-requester\nmon 12:00 resumed',
      'mon 13:00',
    );
    expect(sla.clocks).toMatchObject([{ clock: 'resolution', status: 'running', elapsedMs: 0 }]);
    expect(sla.clocks[0]).not.toHaveProperty('dueMs');
  });
});

describe('event by event', () => {
  const events = story('mon 10:00 opened\nmon 10:20 replied #r\nmon 10:30 requester-replied');

  test('a track is a value: what is applied to one leaves it as it is', () => {
    const track = events.reduce(apply, begin(policy));
    const [left, right] = [
      apply(track, story('mon 10:40 resolved')[0] as CaseEvent),
      apply(track, story('mon 10:50 closed')[0] as CaseEvent),
    ];
    expect([track, left, right].map((each) => atMs(each, ms('mon 11:00')).state)).toEqual([
      'open',
      'resolved',
      'closed',
    ]);
  });

  test('it may be looked at before its last event', () => {
    const track = events.reduce(apply, begin(policy));
    expect(caseSlaToJson(at(track, ms('mon 10:10')))).toEqual(caseSlaToJson(evaluate(policy, events, ms('mon 10:10'))));
  });

  test('a fault names the event', () => {
    const track = events.reduce(apply, begin(policy));
    expect(messageOf(() => apply(track, { type: 'prioritised', at: ms('mon 11:00'), priority: 'p9' }))).toBe(
      'events[3].priority: "p9" is no priority of lab: expected p1, p2',
    );
    expect(messageOf(() => at(begin(policy), ms('mon 11:00')))).toContain('not opened');
  });
});

test('effects and clocks are made once, when somebody looks', () => {
  const sla = evaluate(labOf({ resolution: { within: '1 hour' } }), story('mon 10:00 opened'), ms('mon 12:00'));
  expect(sla.clocks).toBe(sla.clocks);
  expect(sla.effects).toBe(sla.effects);
});
