import { describe, expect, test } from 'vitest';

import { labOf, look } from '../testing/lab.ts';

describe('acknowledgement', () => {
  const policy = labOf({ acknowledgement: { within: '2 business hours' } });
  const automatic = labOf({ acknowledgement: { within: '2 business hours', automatic: true } });

  test.for([
    ['runs from the opening', policy, 'mon 10:00 opened', 'running, from mon 10:00, due mon 12:00'],
    [
      'is not kept by an automatic receipt',
      policy,
      'mon 10:00 opened\nmon 10:00 acknowledged automatic',
      'running, from mon 10:00, due mon 12:00',
    ],
    [
      'is kept by the receipt where the policy lets it count',
      automatic,
      'mon 10:00 opened\nmon 10:05 acknowledged automatic',
      'met, from mon 10:00, due mon 12:00, stopped mon 10:05',
    ],
    [
      'is kept by a person',
      policy,
      'mon 10:00 opened\nmon 10:05 acknowledged',
      'met, from mon 10:00, due mon 12:00, stopped mon 10:05',
    ],
    [
      'is kept by a first response',
      policy,
      'mon 10:00 opened\nmon 10:05 replied',
      'met, from mon 10:00, due mon 12:00, stopped mon 10:05',
    ],
    [
      'is not kept by assigning, noting or an update',
      policy,
      'mon 10:00 opened\nmon 10:01 assigned\nmon 10:02 noted\nmon 10:03 updated',
      'running, from mon 10:00, due mon 12:00',
    ],
    [
      'runs on when the case is resolved',
      policy,
      'mon 10:00 opened\nmon 10:05 resolved',
      'running, from mon 10:00, due mon 12:00',
    ],
    [
      'stopped in the instant of its deadline is met',
      policy,
      'mon 10:00 opened\nmon 12:00 acknowledged',
      'met, from mon 10:00, due mon 12:00, stopped mon 12:00',
    ],
    [
      'stopped after it is missed',
      policy,
      'mon 10:00 opened\nmon 12:01 acknowledged',
      'missed, from mon 10:00, due mon 12:00, stopped mon 12:01, breached mon 12:00',
    ],
    [
      'is overdue in the instant of its deadline',
      policy,
      'mon 10:00 opened\nmon 12:30 noted',
      'running, from mon 10:00, due mon 12:00, breached mon 12:00',
    ],
  ] as const)('%s', ([, under, text, line]) => {
    expect(
      look(under, text, line.startsWith('running') && !line.includes('breached') ? 'mon 11:59' : 'mon 12:30').clocks,
    ).toEqual([`acknowledgement 1 ${line}`]);
  });
});

describe('first response', () => {
  const policy = labOf({ 'first-response': { within: '1 hour' } });

  test.for([
    [
      'is never a status change, note, receipt or update',
      'mon 10:00 opened\nmon 10:01 acknowledged\nmon 10:02 noted\nmon 10:03 updated\nmon 10:04 assigned\nmon 10:05 resolved',
      'running, from mon 10:00, due mon 11:00',
    ],
    [
      'is the first reply',
      'mon 10:00 opened\nmon 10:20 replied\nmon 10:30 replied',
      'met, from mon 10:00, due mon 11:00, stopped mon 10:20',
    ],
    [
      'given in the instant of opening is met',
      'mon 10:00 opened\nmon 10:00 replied',
      'met, from mon 10:00, due mon 11:00, stopped mon 10:00',
    ],
    [
      'is cancelled by closing',
      'mon 10:00 opened\nmon 10:20 closed',
      'cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (closed)',
    ],
    [
      'is cancelled by deferring',
      'mon 10:00 opened\nmon 10:20 deferred',
      'cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (deferred)',
    ],
  ] as const)('%s', ([, text, line]) => {
    expect(look(policy, text, 'mon 10:50').clocks).toEqual([`first-response 1 ${line}`]);
  });

  test('an overdue clock that is ended is missed, never cancelled', () => {
    expect(look(policy, 'mon 10:00 opened\nmon 11:30 closed', 'mon 12:00').clocks).toEqual([
      'first-response 1 missed, from mon 10:00, due mon 11:00, stopped mon 11:30, breached mon 11:00',
    ]);
  });

  test('an event that merely ends it in the instant of the deadline leaves it cancelled', () => {
    expect(look(policy, 'mon 10:00 opened\nmon 11:00 closed', 'mon 12:00')).toMatchObject({
      clocks: ['first-response 1 cancelled, from mon 10:00, due mon 11:00, stopped mon 11:00, (closed)'],
      effects: ['mon 10:45 first-response/1/warn/1'],
    });
  });
});

describe('next response', () => {
  const policy = labOf({ 'next-response': { within: '2 hours' } });
  const answered = 'mon 10:00 opened\nmon 10:20 replied\n';

  test.for([
    ['is not owed before the first response', 'mon 10:00 opened\nmon 10:10 requester-replied', []],
    [
      'is not owed for what the first response answered',
      'mon 10:00 opened\nmon 10:10 requester-replied\nmon 10:20 replied',
      [],
    ],
    [
      'runs from the oldest unanswered message: a nudge buys no time',
      `${answered}mon 11:00 requester-replied\nmon 11:30 requester-replied`,
      ['1 running, from mon 11:00, due mon 13:00'],
    ],
    [
      'ends with a reply',
      `${answered}mon 11:00 requester-replied\nmon 11:30 replied`,
      ['1 met, from mon 11:00, due mon 13:00, stopped mon 11:30'],
    ],
    [
      'ends where no reply is needed',
      `${answered}mon 11:00 requester-replied\nmon 11:30 no-reply-needed`,
      ['1 met, from mon 11:00, due mon 13:00, stopped mon 11:30'],
    ],
    [
      'ends when the case is resolved',
      `${answered}mon 11:00 requester-replied\nmon 11:30 resolved`,
      ['1 met, from mon 11:00, due mon 13:00, stopped mon 11:30'],
    ],
    [
      'is not ended by an update or a note',
      `${answered}mon 11:00 requester-replied\nmon 11:30 updated\nmon 11:40 noted`,
      ['1 running, from mon 11:00, due mon 13:00'],
    ],
    [
      'repeats',
      `${answered}mon 11:00 requester-replied\nmon 11:30 replied\nmon 11:40 requester-replied`,
      ['1 met, from mon 11:00, due mon 13:00, stopped mon 11:30', '2 running, from mon 11:40, due mon 13:40'],
    ],
    [
      'is not owed for a message answered in its own instant',
      `${answered}mon 11:00 requester-replied\nmon 11:00 replied`,
      [],
    ],
    [
      'is owed for a message that comes after the reply of its instant',
      `${answered}mon 11:00 replied\nmon 11:00 requester-replied`,
      ['1 running, from mon 11:00, due mon 13:00'],
    ],
    [
      'starts again after a reply in the instant of a new message',
      `${answered}mon 11:00 requester-replied\nmon 11:30 replied\nmon 11:30 requester-replied`,
      ['1 met, from mon 11:00, due mon 13:00, stopped mon 11:30', '2 running, from mon 11:30, due mon 13:30'],
    ],
    ['is not owed on a resolved case', `${answered}mon 11:00 resolved\nmon 11:30 requester-replied`, []],
    [
      'is owed from the message on, once the case is reopened',
      `${answered}mon 11:00 resolved\nmon 11:30 requester-replied\nmon 11:40 reopened`,
      ['1 running, from mon 11:30, due mon 13:30'],
    ],
    [
      'is not owed for what was answered before the reopening',
      `${answered}mon 11:00 resolved\nmon 11:30 requester-replied\nmon 11:35 replied\nmon 11:40 reopened`,
      [],
    ],
  ] as const)('%s', ([, text, lines]) => {
    expect(look(policy, text, 'mon 12:00').clocks).toEqual(lines.map((line) => `next-response ${line}`));
  });

  test('one that is overdue when the case is reopened is missed there, and its warning is dropped', () => {
    const text = `${answered}mon 11:00 resolved\nmon 11:30 requester-replied\nmon 15:00 reopened`;
    expect(look(policy, text, 'mon 15:00')).toMatchObject({
      clocks: ['next-response 1 running, from mon 11:30, due mon 13:30, breached mon 15:00'],
      effects: ['mon 15:00 next-response/1/miss'],
    });
  });
});

describe('estimate, diagnosis, workaround and milestones', () => {
  const policy = labOf({
    estimate: { within: '1 hour' },
    diagnosis: { within: '4 hours', from: 'first-response' },
    workaround: { within: '2 hours', from: { flag: 'outage' } },
    'milestone:post-mortem': { within: '3 days', from: 'resolution' },
    'first-response': { within: '1 hour' },
    resolution: { measure: true },
  });
  const only = (clock: string, text: string, at = 'mon 12:00') =>
    look(policy, text, at).clocks.filter((line) => line.startsWith(clock));

  test.for([
    [
      'estimate',
      'an estimate is owed from the opening',
      'mon 10:00 opened\nmon 10:20 estimated',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 10:20'],
    ],
    ['diagnosis', 'no clock starts before its trigger', 'mon 10:00 opened', []],
    [
      'diagnosis',
      'a clock may start when another is stopped by its event',
      'mon 10:00 opened\nmon 10:20 replied',
      ['1 running, from mon 10:20, due mon 14:20'],
    ],
    [
      'diagnosis',
      'that other clock may have been missed',
      'mon 10:00 opened\nmon 11:20 replied',
      ['1 running, from mon 11:20, due mon 15:20'],
    ],
    ['diagnosis', 'but not merely ended', 'mon 10:00 opened\nmon 10:20 closed', []],
    [
      'workaround',
      'a flag may start it',
      'mon 10:00 opened\nmon 10:20 flagged rain\nmon 10:30 flagged outage\nmon 10:40 flagged outage',
      ['1 running, from mon 10:30, due mon 12:30'],
    ],
    [
      'workaround',
      'its event in the instant of its trigger keeps it',
      'mon 10:00 opened\nmon 10:30 flagged outage\nmon 10:30 workaround-given',
      ['1 met, from mon 10:30, due mon 12:30, stopped mon 10:30'],
    ],
    [
      'workaround',
      'an event before its trigger does not',
      'mon 10:00 opened\nmon 10:20 workaround-given\nmon 10:30 flagged outage',
      ['1 running, from mon 10:30, due mon 12:30'],
    ],
    [
      'estimate',
      'what only serves a resolved need is cancelled',
      'mon 10:00 opened\nmon 10:20 resolved',
      ['1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (resolved)'],
    ],
    [
      'estimate',
      'unless it was overdue',
      'mon 10:00 opened\nmon 11:20 resolved',
      ['1 missed, from mon 10:00, due mon 11:00, stopped mon 11:20, breached mon 11:00'],
    ],
    [
      'milestone:post-mortem',
      'resolution itself may start a milestone',
      'mon 10:00 opened\nmon 11:00 resolved',
      ['1 running, from mon 11:00, due thu 11:00'],
    ],
    [
      'milestone:post-mortem',
      'a milestone is kept by its own name alone',
      'mon 10:00 opened\nmon 11:00 resolved\nmon 11:10 milestone other\nmon 11:20 milestone post-mortem',
      ['1 met, from mon 11:00, due thu 11:00, stopped mon 11:20'],
    ],
    [
      'resolution',
      'what is only measured is never due, and met when it stops',
      'mon 10:00 opened\nmon 11:00 resolved',
      ['1 met, from mon 10:00, stopped mon 11:00'],
    ],
    [
      'resolution',
      'and cancelled when it is merely ended',
      'mon 10:00 opened\nmon 11:00 closed',
      ['1 cancelled, from mon 10:00, stopped mon 11:00, (closed)'],
    ],
  ] as const)('%s: %s', ([clock, , text, lines]) => {
    expect(only(clock, text)).toEqual(lines.map((line) => `${clock} ${line}`));
  });
});
