import { describe, expect, test } from 'vitest';

import type { Policy } from '../policy/policy.ts';
import { lab, look } from '../testing/lab.ts';

const waits = { pauseWhile: ['awaiting-requester'] } as const;

describe('another priority', () => {
  const policy = lab({
    slow: { targets: { 'first-response': { within: '4 hours' }, resolution: { within: '8 hours', ...waits } } },
    fast: {
      targets: {
        'first-response': { within: '1 hour', clause: 'F-1' },
        resolution: { within: '3 hours', kind: 'objective', ...waits },
      },
    },
    bare: { targets: { 'first-response': { within: '2 hours' } } },
    rich: {
      targets: {
        'first-response': { within: '4 hours' },
        acknowledgement: { within: '30 minutes' },
        estimate: { within: '1 hour' },
        diagnosis: { within: '2 hours', from: { flag: 'outage' } },
        'next-response': { within: '1 hour' },
      },
    },
  });
  const only = (clock: string, text: string, at: string) =>
    look(policy, text, at)
      .clocks.filter((line) => line.startsWith(`${clock} `))
      .map((line) => line.slice(clock.length + 1));

  test.for([
    [
      'keeps the anchor and takes the new target from the start',
      'first-response',
      'mon 10:00 opened slow\nmon 10:30 prioritised fast',
      'mon 10:40',
      ['1 running, from mon 10:00, due mon 11:00'],
    ],
    [
      'misses at the change what it puts into the past',
      'first-response',
      'mon 10:00 opened slow\nmon 12:00 prioritised fast',
      'mon 12:10',
      ['1 running, from mon 10:00, due mon 11:00, breached mon 12:00, tightened'],
    ],
    [
      'is no tightening where the deadline is the very instant of the change',
      'first-response',
      'mon 10:00 opened slow\nmon 11:00 prioritised fast',
      'mon 12:10',
      ['1 running, from mon 10:00, due mon 11:00, breached mon 11:00'],
    ],
    [
      'in whose instant the deadline may still be kept',
      'first-response',
      'mon 10:00 opened slow\nmon 11:00 prioritised fast\nmon 11:00 replied',
      'mon 12:10',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 11:00'],
    ],
    [
      'lets a result stand that was reached',
      'first-response',
      'mon 10:00 opened slow\nmon 11:30 replied\nmon 12:00 prioritised fast',
      'mon 12:10',
      ['1 met, from mon 10:00, due mon 14:00, stopped mon 11:30'],
    ],
    [
      'lets a miss stand that has happened',
      'first-response',
      'mon 10:00 opened fast\nmon 12:00 prioritised slow\nmon 13:00 replied',
      'mon 13:10',
      ['1 missed, from mon 10:00, due mon 14:00, stopped mon 13:00, breached mon 11:00'],
    ],
    [
      'keeps the first instant of a miss',
      'first-response',
      'mon 10:00 opened fast\nmon 12:00 prioritised slow',
      'mon 15:00',
      ['1 running, from mon 10:00, due mon 14:00, breached mon 11:00'],
    ],
    [
      'takes a deadline back that it tightened in the same instant',
      'first-response',
      'mon 10:00 opened slow\nmon 12:00 prioritised fast\nmon 12:00 prioritised slow',
      'mon 12:10',
      ['1 running, from mon 10:00, due mon 14:00'],
    ],
    [
      'leaves missed what is stopped in the instant in which it tightened it',
      'first-response',
      'mon 10:00 opened slow\nmon 12:00 prioritised fast\nmon 12:00 replied',
      'mon 12:10',
      ['1 missed, from mon 10:00, due mon 11:00, stopped mon 12:00, breached mon 12:00, tightened'],
    ],
    [
      'comes too late for what was stopped before it in its instant',
      'first-response',
      'mon 10:00 opened slow\nmon 12:00 replied\nmon 12:00 prioritised fast',
      'mon 12:10',
      ['1 met, from mon 10:00, due mon 14:00, stopped mon 12:00'],
    ],
    [
      'cancels what it does not have',
      'resolution',
      'mon 10:00 opened slow\nmon 12:00 prioritised bare',
      'mon 12:10',
      ['1 cancelled, from mon 10:00, due mon 18:00, stopped mon 12:00, (prioritised)'],
    ],
    [
      'leaves missed what it does not have and was overdue',
      'resolution',
      'mon 10:00 opened fast\nmon 14:00 prioritised bare',
      'mon 14:10',
      ['1 missed, from mon 10:00, due mon 13:00, stopped mon 14:00, breached mon 13:00'],
    ],
    [
      'brings back as the next cycle, with the same anchor, what it took away',
      'resolution',
      'mon 10:00 opened slow\nmon 12:00 prioritised bare\nmon 12:30 prioritised fast',
      'mon 12:40',
      [
        '1 cancelled, from mon 10:00, due mon 18:00, stopped mon 12:00, (prioritised)',
        '2 running, from mon 10:00, due mon 13:00',
      ],
    ],
    [
      'and misses it where its deadline has passed',
      'resolution',
      'mon 10:00 opened slow\nmon 12:00 prioritised bare\nmon 14:00 prioritised fast',
      'mon 14:10',
      [
        '1 cancelled, from mon 10:00, due mon 18:00, stopped mon 12:00, (prioritised)',
        '2 running, from mon 10:00, due mon 13:00, breached mon 14:00, tightened',
      ],
    ],
    [
      'does not bring back what ended missed',
      'resolution',
      'mon 10:00 opened fast\nmon 14:00 prioritised bare\nmon 14:30 prioritised slow',
      'mon 15:00',
      ['1 missed, from mon 10:00, due mon 13:00, stopped mon 14:00, breached mon 13:00'],
    ],
    [
      'brings a clock from the opening',
      'estimate',
      'mon 10:00 opened slow\nmon 10:30 prioritised rich',
      'mon 10:40',
      ['1 running, from mon 10:00, due mon 11:00'],
    ],
    [
      'misses what it brings too late',
      'estimate',
      'mon 10:00 opened slow\nmon 12:00 prioritised rich',
      'mon 12:10',
      ['1 running, from mon 10:00, due mon 11:00, breached mon 12:00, tightened'],
    ],
    [
      'brings as met what has been done already, however late',
      'estimate',
      'mon 10:00 opened slow\nmon 11:30 estimated\nmon 12:00 prioritised rich',
      'mon 12:10',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 11:30'],
    ],
    [
      'brings as met what a first response has kept',
      'acknowledgement',
      'mon 10:00 opened slow\nmon 11:30 replied\nmon 12:00 prioritised rich',
      'mon 12:10',
      ['1 met, from mon 10:00, due mon 10:30, stopped mon 11:30'],
    ],
    [
      'brings as met what is done later in its own instant',
      'estimate',
      'mon 10:00 opened slow\nmon 12:00 prioritised rich\nmon 12:00 estimated',
      'mon 12:10',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 12:00'],
    ],
    [
      'starts at the change what a trigger would have started before',
      'diagnosis',
      'mon 10:00 opened slow\nmon 10:30 flagged outage\nmon 12:00 prioritised rich',
      'mon 12:10',
      ['1 running, from mon 12:00, due mon 14:00'],
    ],
    [
      'waits for a trigger that is still to come',
      'diagnosis',
      'mon 10:00 opened slow\nmon 12:00 prioritised rich\nmon 12:05 flagged outage',
      'mon 12:10',
      ['1 running, from mon 12:05, due mon 14:05'],
    ],
    [
      'brings as met a triggered clock whose event has happened',
      'diagnosis',
      'mon 10:00 opened slow\nmon 10:30 flagged outage\nmon 10:40 diagnosed\nmon 12:00 prioritised rich',
      'mon 12:10',
      ['1 met, from mon 12:00, due mon 14:00, stopped mon 10:40'],
    ],
    [
      'brings a question that is still open, from its own instant',
      'next-response',
      'mon 10:00 opened slow\nmon 10:10 replied\nmon 11:30 requester-replied\nmon 12:00 prioritised rich',
      'mon 12:10',
      ['1 running, from mon 11:30, due mon 12:30'],
    ],
    [
      'brings no question that has been answered',
      'next-response',
      'mon 10:00 opened slow\nmon 10:10 replied\nmon 11:30 requester-replied\nmon 11:40 replied\nmon 12:00 prioritised rich',
      'mon 12:10',
      [],
    ],
    [
      'brings a question back as the next cycle',
      'next-response',
      'mon 10:00 opened rich\nmon 10:10 replied\nmon 11:30 requester-replied\nmon 11:40 prioritised bare\nmon 12:00 prioritised rich',
      'mon 12:10',
      [
        '1 cancelled, from mon 11:30, due mon 12:30, stopped mon 11:40, (prioritised)',
        '2 running, from mon 11:30, due mon 12:30',
      ],
    ],
    [
      'but not one answered meanwhile',
      'next-response',
      'mon 10:00 opened rich\nmon 10:10 replied\nmon 11:30 requester-replied\nmon 11:40 prioritised bare\nmon 11:50 replied\nmon 12:00 prioritised rich',
      'mon 12:10',
      ['1 cancelled, from mon 11:30, due mon 12:30, stopped mon 11:40, (prioritised)'],
    ],
    [
      'nor one that was missed',
      'next-response',
      'mon 10:00 opened rich\nmon 10:10 replied\nmon 11:00 requester-replied\nmon 12:10 prioritised bare\nmon 12:20 prioritised rich\nmon 12:30 requester-replied',
      'mon 12:40',
      ['1 missed, from mon 11:00, due mon 12:00, stopped mon 12:10, breached mon 12:00'],
    ],
    [
      'brings back as met what was done meanwhile',
      'first-response',
      'mon 10:00 opened slow\nmon 10:30 prioritised slow',
      'mon 10:40',
      ['1 running, from mon 10:00, due mon 14:00'],
    ],
  ] as const)('%s', ([, clock, text, at, lines]) => {
    expect(only(clock, text, at)).toEqual([...lines]);
  });

  test('brings resolution as met on a resolved case, and nothing that only serves one', () => {
    const text = 'mon 10:00 opened bare\nmon 11:00 resolved\nmon 12:00 prioritised slow';
    expect(only('resolution', text, 'mon 12:10')).toEqual(['1 met, from mon 10:00, due mon 18:00, stopped mon 11:00']);
    expect(only('estimate', text.replace('slow', 'rich'), 'mon 12:10')).toEqual([]);
  });

  test('brings no clock to a closed case', () => {
    expect(
      look(policy, 'mon 10:00 opened bare\nmon 11:00 closed\nmon 12:00 prioritised rich', 'mon 12:10').clocks,
    ).toEqual(['first-response 1 cancelled, from mon 10:00, due mon 12:00, stopped mon 11:00, (closed)']);
  });
});

describe('pauses at a change of priority', () => {
  const policy = lab({
    waiting: { targets: { resolution: { within: '4 hours', ...waits } } },
    patient: { targets: { resolution: { within: '2 hours', ...waits } } },
    running: { targets: { resolution: { within: '4 hours' } } },
  });

  test.for([
    [
      'are kept where the new target pauses',
      'mon 10:00 opened waiting\nmon 10:30 paused awaiting-requester\nmon 11:30 resumed\nmon 11:40 prioritised patient',
      'mon 11:50',
      'resolution 1 running, from mon 10:00, due mon 13:00',
    ],
    [
      'are forgotten where it does not',
      'mon 10:00 opened waiting\nmon 10:30 paused awaiting-requester\nmon 11:30 resumed\nmon 11:40 prioritised running',
      'mon 11:50',
      'resolution 1 running, from mon 10:00, due mon 14:00',
    ],
    [
      'count where the old one did not',
      'mon 10:00 opened running\nmon 10:30 paused awaiting-requester\nmon 11:30 resumed\nmon 11:40 prioritised waiting',
      'mon 11:50',
      'resolution 1 running, from mon 10:00, due mon 15:00',
    ],
    [
      'that are open pause the clock',
      'mon 10:00 opened running\nmon 10:30 paused awaiting-requester\nmon 11:40 prioritised waiting',
      'mon 11:50',
      'resolution 1 paused, from mon 10:00, (awaiting-requester)',
    ],
    [
      'that are open let it run on',
      'mon 10:00 opened waiting\nmon 10:30 paused awaiting-requester\nmon 11:40 prioritised running',
      'mon 11:50',
      'resolution 1 running, from mon 10:00, due mon 14:00',
    ],
    [
      'a paused clock found overdue is missed at the change',
      'mon 10:00 opened waiting\nmon 13:00 paused awaiting-requester\nmon 13:30 prioritised patient',
      'mon 13:40',
      'resolution 1 paused, from mon 10:00, breached mon 13:30, tightened, (awaiting-requester)',
    ],
    [
      'a paused clock that has time left is not',
      'mon 10:00 opened waiting\nmon 11:30 paused awaiting-requester\nmon 13:30 prioritised patient',
      'mon 13:40',
      'resolution 1 paused, from mon 10:00, (awaiting-requester)',
    ],
  ] as const)('%s', ([, text, at, line]) => {
    expect(look(policy, text, at).clocks).toEqual([line]);
  });
});

describe('warnings at a change of priority', () => {
  const policy = lab({
    slow: { targets: { 'first-response': { within: '4 hours' } } },
    fast: { targets: { 'first-response': { within: '100 minutes', warnAt: ['50%', '90%'] } } },
  });

  test('one that it puts into the past is given at the change', () => {
    expect(look(policy, 'mon 10:00 opened slow\nmon 11:00 prioritised fast', 'mon 11:00').effects).toEqual([
      'mon 11:00 first-response/1/warn/1',
    ]);
  });

  test('each is given once a cycle', () => {
    const text = 'mon 10:00 opened fast\nmon 11:00 prioritised slow\nmon 11:05 prioritised fast';
    expect(look(policy, text, 'mon 11:35').effects).toEqual([
      'mon 10:50 first-response/1/warn/1',
      'mon 11:30 first-response/1/warn/2',
    ]);
  });

  test('none is given where the clock is missed by the same change', () => {
    expect(look(policy, 'mon 10:00 opened slow\nmon 12:00 prioritised fast', 'mon 12:00').effects).toEqual([
      'mon 12:00 first-response/1/miss',
    ]);
  });

  test('none is given after the miss', () => {
    const text = 'mon 10:00 opened fast\nmon 12:00 prioritised slow';
    expect(look(policy, text, 'mon 15:00').effects).toEqual([
      'mon 10:50 first-response/1/warn/1',
      'mon 11:30 first-response/1/warn/2',
      'mon 11:40 first-response/1/miss',
    ]);
  });
});

describe('another policy', () => {
  const first = lab({ p1: { targets: { 'first-response': { within: '4 hours' } } } }, { tiers: ['front', 'back'] });
  const second = lab(
    { p1: { targets: { 'first-response': { within: '1 hour' } } }, p2: {} },
    { version: 2, tiers: ['L1', 'L2'], map: { low: 'p2' } },
  );
  const policies = (_: string, version?: number): Policy => (version === 2 ? second : first);
  const moved = 'mon 10:00 opened p1 lab 1\nmon 12:00 policy-moved lab 2';

  test('a case keeps the version it was opened under until it is moved', () => {
    expect(look(policies, 'mon 10:00 opened p1 lab 1', 'mon 12:00')).toMatchObject({
      tier: 'front',
      clocks: ['first-response 1 running, from mon 10:00, due mon 14:00'],
    });
  });

  test('it applies from the start, as another priority does', () => {
    expect(look(policies, moved, 'mon 12:00')).toMatchObject({
      tier: 'L1',
      clocks: ['first-response 1 running, from mon 10:00, due mon 11:00, breached mon 12:00, tightened'],
    });
  });

  test('a priority that it does not have is a fault', () => {
    const back = `${moved}\nmon 13:00 prioritised low\nmon 14:00 policy-moved lab 1`;
    expect(() => look(policies, back, 'mon 14:00')).toThrow('events[3].policy: "p2" is no priority of lab');
  });
});

test('a clock brought as met is the trigger of another, whichever the policy names first', () => {
  const promised = {
    diagnosis: { within: '2 hours', from: 'first-response' },
    'first-response': { within: '1 hour' },
  } as const;
  const policy = lab({ bare: {}, p1: { targets: promised } });
  expect(
    look(policy, 'mon 10:00 opened bare\nmon 10:20 replied\nmon 12:00 prioritised p1', 'mon 12:00').clocks,
  ).toEqual([
    'diagnosis 1 running, from mon 12:00, due mon 14:00',
    'first-response 1 met, from mon 10:00, due mon 11:00, stopped mon 10:20',
  ]);
});
