import { describe, expect, test } from 'vitest';

import { lab, labOf, look } from '../testing/lab.ts';

const lines = (policy: Parameters<typeof look>[0], text: string, at: string) =>
  look(policy, text, at)
    .clocks.filter((line) => line.startsWith('update'))
    .map((line) => line.slice('update '.length));

describe('the first interval starts', () => {
  test.for([
    ['at the opening', undefined, 'mon 10:00 opened', 'mon 10:00', '1 running, from mon 10:00, due mon 11:00'],
    [
      'when a clock is stopped by its event',
      'first-response',
      'mon 10:00 opened\nmon 10:20 replied',
      'mon 10:20',
      '1 running, from mon 10:20, due mon 11:20',
    ],
    [
      'a duration after opening',
      '2 hours',
      'mon 10:00 opened',
      'mon 12:00',
      '1 running, from mon 12:00, due mon 13:00',
    ],
    [
      'a duration after opening, solved time apart',
      '2 hours',
      'mon 10:00 opened\nmon 11:00 resolved\nmon 11:30 reopened',
      'mon 12:30',
      '1 running, from mon 12:30, due mon 13:30',
    ],
    [
      'with a flag',
      { flag: 'cannot-fix' },
      'mon 10:00 opened\nmon 10:30 flagged cannot-fix',
      'mon 10:30',
      '1 running, from mon 10:30, due mon 11:30',
    ],
    ['with a step', { step: 'raise' }, 'mon 10:00 opened', 'mon 10:40', '1 running, from mon 10:40, due mon 11:40'],
    [
      'with the earliest of several: the flag',
      { earliest: [{ flag: 'cannot-fix' }, '2 hours'] },
      'mon 10:00 opened\nmon 10:30 flagged cannot-fix',
      'mon 10:30',
      '1 running, from mon 10:30, due mon 11:30',
    ],
    [
      'with the earliest of several: the duration',
      { earliest: [{ flag: 'cannot-fix' }, '2 hours'] },
      'mon 10:00 opened',
      'mon 12:00',
      '1 running, from mon 12:00, due mon 13:00',
    ],
  ] as const)('%s', ([, from, text, at, line]) => {
    const policy = labOf(
      { update: { every: '1 hour', ...(from !== undefined && { from }) }, 'first-response': { within: '1 day' } },
      [{ id: 'raise', after: '40 minutes', raiseTo: 'L2' }],
    );
    expect(lines(policy, text, at)).toEqual([line]);
  });
});

describe('every public message starts the next interval', () => {
  const policy = labOf({ update: { every: '1 hour' } });

  test.for([
    [
      'a reply',
      'mon 10:20 replied',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 10:20', '2 running, from mon 10:20, due mon 11:20'],
    ],
    [
      'an update',
      'mon 10:20 updated',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 10:20', '2 running, from mon 10:20, due mon 11:20'],
    ],
    ['not a note', 'mon 10:20 noted', ['1 running, from mon 10:00, due mon 11:00']],
    [
      'in the instant of the deadline it is met',
      'mon 11:00 updated',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 11:00', '2 running, from mon 11:00, due mon 12:00'],
    ],
    [
      'late, it is missed',
      'mon 11:10 updated',
      [
        '1 missed, from mon 10:00, due mon 11:00, stopped mon 11:10, breached mon 11:00',
        '2 running, from mon 11:10, due mon 12:10',
      ],
    ],
    [
      'two in one instant start one',
      'mon 10:20 updated\nmon 10:20 replied',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 10:20', '2 running, from mon 10:20, due mon 11:20'],
    ],
    [
      'the one that opens the case starts none of its own',
      'mon 10:00 replied',
      ['1 running, from mon 10:00, due mon 11:00'],
    ],
  ] as const)('%s', ([, rest, expected]) => {
    const at = expected.at(-1)?.includes('12:10') ? 'mon 11:10' : 'mon 11:00';
    const seen = lines(policy, `mon 10:00 opened\n${rest}`, at).map((line) =>
      line.replace(/^1 running.*$/, '1 running, from mon 10:00, due mon 11:00'),
    );
    expect(seen).toEqual(expected);
  });

  test('before it has started none does', () => {
    const later = labOf({ update: { every: '1 hour', from: '2 hours' } });
    expect(lines(later, 'mon 10:00 opened\nmon 10:20 replied', 'mon 11:00')).toEqual([]);
  });

  test('the reply that starts it does not end it', () => {
    const after = labOf({
      update: { every: '1 hour', from: 'first-response' },
      'first-response': { within: '1 hour' },
    });
    expect(lines(after, 'mon 10:00 opened\nmon 10:20 replied\nmon 10:20 updated', 'mon 10:30')).toEqual([
      '1 running, from mon 10:20, due mon 11:20',
    ]);
  });

  test('an update that is due soon is told as update-due', () => {
    expect(look(policy, 'mon 10:00 opened', 'mon 11:00').sla.effects).toMatchObject([
      { id: 'update/1/warn/1', kind: 'update-due', clock: 'update', cycle: 1 },
      { id: 'update/1/miss', kind: 'miss' },
    ]);
  });
});

describe('updates repeat until', () => {
  const policy = labOf({ update: { every: '1 hour', until: ['resolved', 'workaround-given'] } });

  test.for([
    [
      'an event that is named',
      'mon 10:20 resolved',
      ['1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (resolved)'],
    ],
    [
      'another that is named',
      'mon 10:20 workaround-given\nmon 10:25 replied',
      ['1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (workaround-given)'],
    ],
    [
      'which leaves missed what was overdue',
      'mon 11:20 resolved',
      ['1 missed, from mon 10:00, due mon 11:00, stopped mon 11:20, breached mon 11:00'],
    ],
    [
      'and cancelled what was due in its instant',
      'mon 11:00 resolved',
      ['1 cancelled, from mon 10:00, due mon 11:00, stopped mon 11:00, (resolved)'],
    ],
    [
      'a message in the same instant starts no other',
      'mon 10:20 replied\nmon 10:20 resolved',
      ['1 met, from mon 10:00, due mon 11:00, stopped mon 10:20'],
    ],
    [
      'no message on a resolved case starts another',
      'mon 10:20 resolved\nmon 10:30 replied',
      ['1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (resolved)'],
    ],
    [
      'but reopening starts the next',
      'mon 10:20 resolved\nmon 10:40 reopened',
      [
        '1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (resolved)',
        '2 running, from mon 10:40, due mon 11:40',
      ],
    ],
    [
      'and so after closing',
      'mon 10:20 closed\nmon 10:40 reopened',
      [
        '1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (closed)',
        '2 running, from mon 10:40, due mon 11:40',
      ],
    ],
  ] as const)('%s', ([, rest, expected]) => {
    expect(lines(policy, `mon 10:00 opened\n${rest}`, 'mon 11:20')).toEqual(expected);
  });

  test('a reopening before the first update leaves it to its trigger', () => {
    const later = labOf({ update: { every: '1 hour', from: { flag: 'cannot-fix' } } });
    const text = 'mon 10:00 opened\nmon 10:20 resolved\nmon 10:40 reopened';
    expect(lines(later, text, 'mon 10:50')).toEqual([]);
    expect(lines(later, `${text}\nmon 10:50 flagged cannot-fix`, 'mon 10:50')).toEqual([
      '1 running, from mon 10:50, due mon 11:50',
    ]);
  });

  test('one that ends with closing alone goes on while the case is resolved', () => {
    const on = labOf({ update: { every: '1 hour', until: ['closed'] } });
    expect(lines(on, 'mon 10:00 opened\nmon 10:20 resolved', 'mon 10:30')).toEqual([
      '1 running, from mon 10:00, due mon 11:00',
    ]);
  });
});

describe('updates at a change of priority', () => {
  const policy = lab({
    hourly: { targets: { update: { every: '1 hour' } } },
    daily: { targets: { update: { every: '1 day' } } },
    never: {},
    flagged: { targets: { update: { every: '1 hour', from: { flag: 'cannot-fix' } } } },
  });

  test.for([
    [
      'the interval is another from its own start',
      'mon 10:00 opened daily\nmon 10:30 updated\nmon 10:40 prioritised hourly',
      ['1 met, from mon 10:00, due tue 10:00, stopped mon 10:30', '2 running, from mon 10:30, due mon 11:30'],
    ],
    [
      'one that is brought by a past trigger starts at the change',
      'mon 10:00 opened never\nmon 10:40 prioritised hourly',
      ['1 running, from mon 10:40, due mon 11:40'],
    ],
    [
      'a running one goes on under another trigger',
      'mon 10:00 opened hourly\nmon 10:40 prioritised flagged',
      ['1 running, from mon 10:00, due mon 11:00'],
    ],
    [
      'one that comes back has its anchor',
      'mon 10:00 opened hourly\nmon 10:20 prioritised never\nmon 10:40 prioritised hourly',
      [
        '1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (prioritised)',
        '2 running, from mon 10:00, due mon 11:00',
      ],
    ],
    [
      'or that of the last public message since',
      'mon 10:00 opened hourly\nmon 10:20 prioritised never\nmon 10:30 replied\nmon 10:40 prioritised hourly',
      [
        '1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (prioritised)',
        '2 running, from mon 10:30, due mon 11:30',
      ],
    ],
  ] as const)('%s', ([, text, expected]) => {
    expect(lines(policy, text, 'mon 10:50')).toEqual(expected);
  });
});

describe('a delay', () => {
  const policy = labOf({ update: { every: '1 hour', clause: 'U-1' } });

  test.for([
    ['replaces the interval that runs', 'mon 10:30 delayed 4 hours', ['1 running, from mon 10:00, due mon 14:00']],
    [
      'and those after it',
      'mon 10:30 delayed 4 hours\nmon 10:40 updated',
      ['1 met, from mon 10:00, due mon 14:00, stopped mon 10:40', '2 running, from mon 10:40, due mon 14:40'],
    ],
    [
      'misses there what it puts into the past',
      'mon 10:40 delayed 10 minutes',
      ['1 running, from mon 10:00, due mon 10:10, breached mon 10:40, tightened'],
    ],
    [
      'until the priority changes',
      'mon 10:30 delayed 4 hours\nmon 10:40 prioritised p2',
      ['1 running, from mon 10:00, due mon 10:30, breached mon 10:40, tightened'],
    ],
  ] as const)('%s', ([, rest, expected]) => {
    const two = lab({
      p1: { targets: { update: { every: '1 hour', clause: 'U-1' } } },
      p2: { targets: { update: { every: '30 minutes' } } },
    });
    expect(lines(two, `mon 10:00 opened\n${rest}`, 'mon 10:50')).toEqual(expected);
  });

  test('starts updates where none run', () => {
    const none = labOf({});
    expect(lines(none, 'mon 10:00 opened\nmon 10:30 delayed 4 business hours', 'mon 10:50')).toEqual([
      '1 running, from mon 10:30, due mon 14:30',
    ]);
    expect(lines(none, 'mon 10:00 opened\nmon 10:30 delayed 4 hours\nmon 10:40 resolved', 'mon 10:50')).toEqual([
      '1 cancelled, from mon 10:30, due mon 14:30, stopped mon 10:40, (resolved)',
    ]);
    const later = labOf({ update: { every: '1 hour', from: '2 hours' } });
    expect(lines(later, 'mon 10:00 opened\nmon 10:30 delayed 4 hours', 'mon 10:50')).toEqual([
      '1 running, from mon 10:30, due mon 14:30',
    ]);
  });

  test('on a resolved case starts none', () => {
    expect(lines(policy, 'mon 10:00 opened\nmon 10:20 resolved\nmon 10:30 delayed 4 hours', 'mon 10:50')).toEqual([
      '1 cancelled, from mon 10:00, due mon 11:00, stopped mon 10:20, (resolved)',
    ]);
  });
});
