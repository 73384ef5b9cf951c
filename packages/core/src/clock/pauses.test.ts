import { describe, expect, test } from 'vitest';

import { lab, labOf, look } from '../testing/lab.ts';
import { ms, spent, time } from '../testing/story.ts';

const waits = { pauseWhile: ['awaiting-requester'] } as const;

const dueOf = ({ sla }: ReturnType<typeof look>) => sla.clocks.map(({ dueMs }) => dueMs && time(dueMs));

describe('time paused is taken out in the own time of the clock', () => {
  test.for([
    ['exact time', '4 hours', 'mon 11:00', 'mon 12:00', 'mon 15:00'],
    ['exact time over a night', '4 hours', 'mon 11:00', 'tue 11:00', 'tue 14:00'],
    ['business hours', '4 business hours', 'mon 11:00', 'tue 11:00', 'tue 14:00'],
    ['business hours: a pause outside hours costs nothing', '10 business hours', 'mon 18:00', 'tue 08:00', 'tue 12:00'],
    ['business days', '2 business days', 'mon 11:00', 'tue 11:00', 'thu 10:00'],
    ['business days: a pause outside hours costs nothing', '2 business days', 'mon 18:00', 'tue 08:00', 'wed 10:00'],
    ['close of business', 'close of business', 'mon 16:00', 'mon 16:30', 'tue 09:30'],
    ['civil days', '2 days', 'mon 11:00', 'tue 11:00', 'thu 10:00'],
    ['a rolled deadline, before it is rolled', '4 days, then next opening', 'mon 11:00', 'tue 11:00', 'mon+1 09:00'],
    [
      'a rolled deadline that falls exactly at a closing stays',
      '6 hours, then next opening',
      'mon 11:00',
      'mon 12:00',
      'mon 17:00',
    ],
    ['each member of earliest', { earliest: ['4 business hours', '30 hours'] }, 'mon 11:00', 'tue 11:00', 'tue 14:00'],
    ['each member of latest', { latest: ['4 business hours', '6 hours'] }, 'mon 11:00', 'tue 11:00', 'tue 16:00'],
    ['a pause before it counts nothing twice', '4 hours', 'mon 10:00', 'mon 12:00', 'mon 16:00'],
    ['a pause that begins at the deadline does not move it', '4 hours', 'mon 14:00', 'mon 15:00', 'mon 14:00'],
    ['a pause that begins after the deadline does not move it', '4 hours', 'mon 14:30', 'mon 15:00', 'mon 14:00'],
  ] as const)('%s', ([, within, from, to, due]) => {
    const policy = labOf({ resolution: { within, ...waits } });
    const text = `mon 10:00 opened\n${from} paused awaiting-requester\n${to} resumed`;
    expect(dueOf(look(policy, text, 'fri 10:00'))).toEqual([due]);
  });

  test('the member that decides may change with a pause', () => {
    const policy = labOf({ resolution: { within: { earliest: ['10 business hours', '24 hours'] }, ...waits } });
    expect(dueOf(look(policy, 'mon 10:00 opened', 'mon 10:00'))).toEqual(['tue 10:00']);
    const paused = 'mon 10:00 opened\nmon 17:00 paused awaiting-requester\ntue 09:00 resumed';
    expect(dueOf(look(policy, paused, 'tue 09:30'))).toEqual(['tue 12:00']);
  });
});

describe('a pause', () => {
  const policy = labOf({
    resolution: { within: '4 business hours', ...waits },
    'first-response': { within: '2 hours' },
  });

  test('stands still: no deadline, elapsed and remaining as they were', () => {
    const seen = ['mon 11:00', 'mon 13:00', 'wed 13:00'].map((at) => {
      const { sla } = look(policy, 'mon 10:00 opened\nmon 11:00 paused awaiting-requester', at);
      const resolution = sla.clocks.find(({ clock }) => clock === 'resolution');
      return resolution && [resolution.status, resolution.reason, resolution.dueMs, spent(resolution)];
    });
    const still = ['paused', 'awaiting-requester', undefined, 'PT1H elapsed, PT3H left'];
    expect(seen).toEqual([still, still, still]);
  });

  test('stops only the clocks whose policy says so', () => {
    expect(look(policy, 'mon 10:00 opened\nmon 11:00 paused awaiting-requester', 'mon 11:30').clocks).toEqual([
      'first-response 1 running, from mon 10:00, due mon 12:00',
      'resolution 1 paused, from mon 10:00, (awaiting-requester)',
    ]);
  });

  test('for a reason that the target does not name stops nothing', () => {
    expect(look(policy, 'mon 10:00 opened\nmon 11:00 paused awaiting-vendor', 'mon 11:30').clocks).toContain(
      'resolution 1 running, from mon 10:00, due mon 14:00',
    );
  });

  test('outside hours is not paused', () => {
    expect(look(policy, 'mon 16:00 opened\nmon 16:30 replied', 'mon 20:00').clocks).toContain(
      'resolution 1 running, from mon 16:00, due tue 12:00',
    );
  });

  test('its second replaces the reason: another reason may let the clock run on', () => {
    const text = 'mon 10:00 opened\nmon 11:00 paused awaiting-requester\nmon 12:00 paused awaiting-vendor';
    expect(look(policy, text, 'mon 12:30').clocks).toContain('resolution 1 running, from mon 10:00, due mon 15:00');
  });

  test('its second for the same clock goes on as one pause', () => {
    const both = labOf({
      resolution: { within: '4 business hours', pauseWhile: ['awaiting-requester', 'awaiting-vendor'] },
    });
    const text = 'mon 10:00 opened\nmon 11:00 paused awaiting-requester\nmon 12:00 paused awaiting-vendor';
    expect(look(both, text, 'mon 12:30').clocks).toEqual(['resolution 1 paused, from mon 10:00, (awaiting-vendor)']);
    expect(look(both, `${text}\nmon 13:00 resumed`, 'mon 13:30').clocks).toEqual([
      'resolution 1 running, from mon 10:00, due mon 16:00',
    ]);
  });

  test('that is open when a clock starts lets it begin paused', () => {
    const next = labOf({ 'next-response': { within: '2 hours', ...waits } });
    const text =
      'mon 10:00 opened\nmon 10:10 replied\nmon 10:20 paused awaiting-requester\nmon 11:00 requester-replied';
    expect(look(next, text, 'mon 12:00').clocks).toEqual([
      'next-response 1 paused, from mon 11:00, (awaiting-requester)',
    ]);
    expect(look(next, `${text}\nmon 12:00 resumed`, 'mon 12:00').clocks).toEqual([
      'next-response 1 running, from mon 11:00, due mon 14:00',
    ]);
  });

  test('ends at resolved', () => {
    const text = 'mon 10:00 opened\nmon 11:00 paused awaiting-requester\nmon 13:00 resolved\nmon 13:30 reopened';
    expect(look(policy, text, 'mon 13:30')).toMatchObject({ state: 'open' });
    expect(look(policy, text, 'mon 13:30').clocks).toContain('resolution 1 running, from mon 10:00, due mon 16:30');
  });

  test('one that ends paused has its deadline as if resumed then', () => {
    const text = 'mon 10:00 opened\nmon 11:00 paused awaiting-requester\nmon 12:00 resolved';
    const { sla, clocks } = look(policy, text, 'mon 13:00');
    expect(clocks).toContain('resolution 1 met, from mon 10:00, due mon 15:00, stopped mon 12:00');
    expect(sla.clocks.filter(({ clock }) => clock === 'resolution').map(spent)).toEqual(['PT1H elapsed, PT3H left']);
  });

  test('that begins in the instant of the deadline leaves the clock missed there', () => {
    expect(look(policy, 'mon 10:00 opened\nmon 14:00 paused awaiting-requester', 'mon 15:00')).toMatchObject({
      clocks: expect.arrayContaining(['resolution 1 paused, from mon 10:00, breached mon 14:00, (awaiting-requester)']),
      effects: expect.arrayContaining(['mon 14:00 resolution/1/miss']),
    });
  });

  test('after the miss it stops the counting, not the miss', () => {
    const text = 'mon 10:00 opened\nmon 15:00 paused awaiting-requester\nmon 16:00 resumed';
    const { sla } = look(policy, text, 'mon 16:30');
    const [resolution] = sla.clocks.filter(({ clock }) => clock === 'resolution');
    expect(resolution).toMatchObject({ status: 'running', dueMs: ms('mon 14:00'), breachedMs: ms('mon 14:00') });
    expect(resolution && spent(resolution)).toBe('PT5H30M elapsed, -PT1H30M left');
  });

  test('a deadline in a break that a pause without business time runs over is missed when it ends', () => {
    const lunch = lab(
      { p1: { targets: { resolution: { within: '1 business day', ...waits } } } },
      { calendars: { office: { timeZone: 'UTC', weekly: { mon: '09:00-17:00', tue: '09:00-12:00, 13:00-17:00' } } } },
    );
    const text = 'mon 12:30 opened\ntue 12:10 paused awaiting-requester\ntue 12:50 resumed';
    expect(look(lunch, 'mon 12:30 opened', 'mon 12:30').clocks).toEqual([
      'resolution 1 running, from mon 12:30, due tue 12:30',
    ]);
    expect(look(lunch, text, 'tue 12:50').clocks).toEqual([
      'resolution 1 running, from mon 12:30, due tue 12:30, breached tue 12:50',
    ]);
  });
});
