import { describe, expect, test } from 'vitest';

import { lab, labOf, look } from '../testing/lab.ts';

const policy = labOf({
  'first-response': { within: '2 hours' },
  'next-response': { within: '1 hour' },
  resolution: { within: '8 hours' },
});

describe('a case merged into another', () => {
  const text = 'mon 10:00 opened\nmon 10:20 replied\nmon 11:00 requester-replied\nmon 11:30 merged C-2';

  test('ends its clocks cancelled', () => {
    expect(look(policy, text, 'mon 12:30')).toMatchObject({
      state: 'merged',
      clocks: [
        'first-response 1 met, from mon 10:00, due mon 12:00, stopped mon 10:20',
        'next-response 1 cancelled, from mon 11:00, due mon 12:00, stopped mon 11:30, (merged)',
        'resolution 1 cancelled, from mon 10:00, due mon 18:00, stopped mon 11:30, (merged)',
      ],
      effects: [],
      wake: undefined,
    });
  });

  test('but leaves missed what was overdue', () => {
    expect(look(policy, text.replace('mon 11:30', 'mon 12:30'), 'mon 12:30').clocks).toContain(
      'next-response 1 missed, from mon 11:00, due mon 12:00, stopped mon 12:30, breached mon 12:00',
    );
  });

  test('is what it was when it is unmerged', () => {
    expect(look(policy, `${text}\nmon 11:40 unmerged`, 'mon 11:40')).toMatchObject({
      state: 'open',
      clocks: [
        'first-response 1 met, from mon 10:00, due mon 12:00, stopped mon 10:20',
        'next-response 1 running, from mon 11:00, due mon 12:00',
        'resolution 1 running, from mon 10:00, due mon 18:00',
      ],
      effects: [],
      wake: 'mon 11:45',
    });
  });

  test('misses of the time while it was merged fire when it is unmerged, without their warnings', () => {
    expect(look(policy, `${text}\nmon 12:40 unmerged`, 'mon 12:40')).toMatchObject({
      clocks: expect.arrayContaining(['next-response 1 running, from mon 11:00, due mon 12:00, breached mon 12:40']),
      effects: ['mon 12:40 next-response/1/miss'],
    });
  });

  test('a warning of that time fires when it is unmerged', () => {
    expect(look(policy, `${text}\nmon 11:50 unmerged`, 'mon 11:50').effects).toEqual([
      'mon 11:50 next-response/1/warn/1',
    ]);
  });

  test('what happened meanwhile counts once it is unmerged', () => {
    const meanwhile = `${text}\nmon 11:35 replied\nmon 11:37 requester-replied\nmon 11:40 unmerged`;
    expect(look(policy, meanwhile, 'mon 11:40').clocks).toEqual([
      'first-response 1 met, from mon 10:00, due mon 12:00, stopped mon 10:20',
      'next-response 1 met, from mon 11:00, due mon 12:00, stopped mon 11:35',
      'next-response 2 running, from mon 11:37, due mon 12:37',
      'resolution 1 running, from mon 10:00, due mon 18:00',
    ]);
  });

  test('what was late when it was stopped meanwhile is missed', () => {
    expect(look(policy, `${text}\nmon 12:10 replied\nmon 12:40 unmerged`, 'mon 12:40')).toMatchObject({
      clocks: expect.arrayContaining([
        'next-response 1 missed, from mon 11:00, due mon 12:00, stopped mon 12:10, breached mon 12:40',
      ]),
      effects: ['mon 12:40 next-response/1/miss'],
    });
  });

  test('its steps of that time fire when it is unmerged, its repeats go on from there', () => {
    const ladder = labOf({ resolution: { within: '4 hours' } }, [
      { id: 'late', after: '1 hour', notify: [{ role: 'lead' }], repeat: { every: '1 hour' } },
      { id: 'asked', on: 'requester-replied', notify: [{ role: 'lead' }] },
    ]);
    const merged = 'mon 10:00 opened\nmon 10:30 merged C-2\nmon 10:40 requester-replied\nmon 12:30 unmerged';
    expect(look(ladder, merged, 'mon 13:30').effects).toEqual([
      'mon 12:30 late/1/notify/lead',
      'mon 13:00 resolution/1/warn/1',
      'mon 13:30 late/2/notify/lead',
    ]);
  });

  test('a time since opening that came meanwhile starts its clock where it came', () => {
    const updates = labOf({ update: { every: '2 hours', from: '1 hour' } });
    const merged = 'mon 10:00 opened\nmon 10:30 merged C-2\nmon 11:30 unmerged';
    expect(look(updates, merged, 'mon 11:30').clocks).toEqual(['update 1 running, from mon 11:00, due mon 13:00']);
  });

  test('merging, unmerging and merging again ends it', () => {
    expect(look(policy, `${text}\nmon 11:40 unmerged\nmon 11:50 merged C-3`, 'mon 12:00').state).toBe('merged');
  });
});

describe('a case that absorbs another', () => {
  test('takes the earliest anchor', () => {
    expect(look(policy, 'mon 12:00 opened\nmon 12:10 absorbed C-1 mon 11:00', 'mon 12:20').clocks).toEqual([
      'first-response 1 running, from mon 11:00, due mon 13:00',
      'resolution 1 running, from mon 11:00, due mon 19:00',
    ]);
  });

  test('keeps its own where that is earlier', () => {
    expect(look(policy, 'mon 12:00 opened\nmon 12:10 absorbed C-1 mon 12:05', 'mon 12:20').clocks).toEqual([
      'first-response 1 running, from mon 12:00, due mon 14:00',
      'resolution 1 running, from mon 12:00, due mon 20:00',
    ]);
  });

  test('is tightened where that causes a miss', () => {
    expect(look(policy, 'mon 12:00 opened\nmon 12:10 absorbed C-1 mon 10:00', 'mon 12:20')).toMatchObject({
      clocks: [
        'first-response 1 running, from mon 10:00, due mon 12:00, breached mon 12:10, tightened',
        'resolution 1 running, from mon 10:00, due mon 18:00',
      ],
      effects: ['mon 12:10 first-response/1/miss'],
    });
  });

  test('leaves finished clocks alone', () => {
    expect(
      look(policy, 'mon 12:00 opened\nmon 12:05 replied\nmon 12:10 absorbed C-1 mon 10:00', 'mon 12:20').clocks,
    ).toContain('first-response 1 met, from mon 12:00, due mon 14:00, stopped mon 12:05');
  });

  test.for([
    [
      'opens a question even before the first response',
      'mon 12:10 absorbed C-1 mon 12:00 waiting mon 11:30',
      '1 running, from mon 11:30, due mon 12:30',
    ],
    [
      'moves an open question to the earlier one',
      'mon 12:05 replied\nmon 12:10 requester-replied\nmon 12:15 absorbed C-1 mon 12:00 waiting mon 11:30',
      '1 running, from mon 11:30, due mon 12:30',
    ],
    [
      'keeps an open question that is earlier',
      'mon 12:05 replied\nmon 12:06 requester-replied\nmon 12:15 absorbed C-1 mon 12:00 waiting mon 12:10',
      '1 running, from mon 12:06, due mon 13:06',
    ],
    [
      'misses there a question that is overdue',
      'mon 12:10 absorbed C-1 mon 12:00 waiting mon 11:00',
      '1 running, from mon 11:00, due mon 12:00, breached mon 12:10, tightened',
    ],
    [
      'does not count its own first message as the question',
      'mon 12:05 requester-replied\nmon 12:10 absorbed C-1 mon 12:00 waiting mon 12:07',
      '1 running, from mon 12:07, due mon 13:07',
    ],
    [
      'has it answered by a reply',
      'mon 12:10 absorbed C-1 mon 12:00 waiting mon 11:30\nmon 12:15 replied',
      '1 met, from mon 11:30, due mon 12:30, stopped mon 12:15',
    ],
  ] as const)('%s', ([, rest, line]) => {
    const { clocks } = look(policy, `mon 12:00 opened\n${rest}`, 'mon 12:20');
    expect(clocks.filter((each) => each.startsWith('next'))).toEqual([`next-response ${line}`]);
  });

  test('moves times since opening', () => {
    const ladder = labOf({ update: { every: '2 hours', from: '90 minutes' } }, [
      { id: 'late', after: '1 hour', raiseTo: 'L2' },
      { id: 'later', after: '3 hours', raiseTo: 'L3' },
    ]);
    expect(look(ladder, 'mon 12:00 opened\nmon 12:10 absorbed C-1 mon 10:00', 'mon 13:00')).toMatchObject({
      clocks: ['update 1 running, from mon 12:10, due mon 14:10'],
      effects: ['mon 12:10 late/1/raise/L2', 'mon 13:00 later/1/raise/L3'],
    });
  });

  test('does not move a resolution that a reopening anchored', () => {
    const cycles = lab(
      { p1: { targets: { resolution: { within: '8 hours' } } } },
      { defaults: { priority: 'p1', reopen: 'new-cycle' } },
    );
    const text = 'mon 10:00 opened\nmon 11:00 resolved\nmon 12:00 reopened\nmon 12:10 absorbed C-1 mon 09:00';
    expect(look(cycles, text, 'mon 12:20').clocks).toContain('resolution 2 running, from mon 12:00, due mon 20:00');
  });

  test('is what it was when the other is released', () => {
    const own = look(policy, 'mon 12:00 opened', 'mon 12:30');
    const text = 'mon 12:00 opened\nmon 12:10 absorbed C-1 mon 11:00 waiting mon 11:50\nmon 12:20 released C-1';
    expect(look(policy, text, 'mon 12:30')).toMatchObject({ clocks: own.clocks, effects: own.effects, wake: own.wake });
  });

  test('releases the one that is named', () => {
    const text =
      'mon 12:00 opened\nmon 12:10 absorbed C-1 mon 11:00\nmon 12:15 absorbed C-9 mon 11:30\nmon 12:20 released C-1';
    expect(look(policy, text, 'mon 12:30').clocks).toContain('resolution 1 running, from mon 11:30, due mon 19:30');
  });
});
