import { describe, expect, test } from 'vitest';

import type { ClockName, Policy } from '../policy/policy.ts';
import { preset } from '../presets/index.ts';
import { lab, labOf } from '../testing/lab.ts';
import { ms, story, time } from '../testing/story.ts';
import { explain } from './explain.ts';
import { ledgerToJson } from './json.ts';

const say = (policy: Policy, text: string, clock: ClockName, at: string, cycle?: number) =>
  explain(policy, story(text), clock, ms(at), cycle).sentence;

const rowsOf = (policy: Policy, text: string, clock: ClockName, at: string) =>
  explain(policy, story(text), clock, ms(at)).rows.map(({ from, to, kind, name, time: counted }) =>
    [
      `${time(from.epochMilliseconds)} – ${time(to.epochMilliseconds)}`,
      kind,
      name,
      counted.total('minutes') || undefined,
    ]
      .filter(Boolean)
      .join(' '),
  );

const waits = { pauseWhile: ['awaiting-requester'] } as const;
const holidays = {
  calendars: {
    office: {
      timeZone: 'UTC',
      weekly: { 'mon-fri': '09:00-12:00, 13:00-17:00' },
      holidays: [{ date: '2026-11-25', name: "Founder's Day" }],
    },
  },
} as const;

describe('the rows of a ledger', () => {
  test('are the hours that count, and why the rest does not', () => {
    const policy = lab({ p1: { targets: { resolution: { within: '10 business hours' } } } }, holidays as never);
    expect(rowsOf(policy, 'tue 14:00 opened', 'resolution', 'tue 14:00')).toEqual([
      'tue 14:00 – tue 17:00 counted 180',
      'tue 17:00 – wed 00:00 closed',
      "wed 00:00 – thu 00:00 holiday Founder's Day",
      'thu 00:00 – thu 09:00 closed',
      'thu 09:00 – thu 12:00 counted 180',
      'thu 12:00 – thu 13:00 closed',
      'thu 13:00 – thu 17:00 counted 240',
    ]);
  });

  test('name pauses and solved time', () => {
    const policy = labOf({ resolution: { within: '8 hours', ...waits } });
    const text =
      'mon 10:00 opened\nmon 11:00 paused awaiting-requester\nmon 12:00 resumed\nmon 13:00 resolved\nmon 15:00 reopened\nmon 16:00 paused awaiting-requester\nmon 16:30 paused awaiting-vendor';
    expect(rowsOf(policy, text, 'resolution', 'mon 17:00')).toEqual([
      'mon 10:00 – mon 11:00 counted 60',
      'mon 11:00 – mon 12:00 paused awaiting-requester',
      'mon 12:00 – mon 13:00 counted 60',
      'mon 13:00 – mon 15:00 solved',
      'mon 15:00 – mon 16:00 counted 60',
      'mon 16:00 – mon 16:30 paused awaiting-requester',
      'mon 16:30 – mon 21:30 counted 300',
    ]);
  });

  test('end where a paused or measured clock stands', () => {
    const policy = labOf({ resolution: { within: '8 hours', ...waits }, estimate: { measure: true } });
    const text = 'mon 10:00 opened\nmon 11:00 paused awaiting-requester';
    expect(rowsOf(policy, text, 'resolution', 'mon 12:00')).toEqual([
      'mon 10:00 – mon 11:00 counted 60',
      'mon 11:00 – mon 12:00 paused awaiting-requester',
    ]);
    expect(rowsOf(policy, `${text}\nmon 11:30 estimated`, 'estimate', 'mon 12:00')).toEqual([
      'mon 10:00 – mon 11:30 counted 90',
    ]);
  });
});

describe('the sentence', () => {
  const policy = labOf({
    'first-response': { within: '4 business hours', clause: 'F-1' },
    resolution: { within: { earliest: ['20 business hours', '3 days'] }, kind: 'objective', ...waits },
    update: { every: '1 day' },
    estimate: { measure: true },
  });

  test.for([
    [
      'fri 16:00 opened',
      'first-response',
      'fri 16:10',
      'Due Mon 30 Nov 2026, 12:00 (UTC): 4 business hours from Fri 27 Nov, 16:00 (F-1); 1 h counted on Friday, Saturday and Sunday are closed, 3 h on Monday.',
    ],
    [
      'mon 10:00 opened',
      'first-response',
      'mon 15:00',
      'Overdue since Mon 23 Nov 2026, 14:00 (UTC): 4 business hours from Mon 23 Nov, 10:00 (F-1).',
    ],
    [
      'mon 10:00 opened\nmon 13:00 replied',
      'first-response',
      'mon 15:00',
      'Met Mon 23 Nov 2026, 13:00 (UTC), with 1 h left until it was due Mon 23 Nov, 14:00: 4 business hours from Mon 23 Nov, 10:00 (F-1).',
    ],
    [
      'mon 10:00 opened\nmon 14:00 replied',
      'first-response',
      'mon 15:00',
      'Met Mon 23 Nov 2026, 14:00 (UTC), when it was due: 4 business hours from Mon 23 Nov, 10:00 (F-1).',
    ],
    [
      'mon 10:00 opened\nmon 14:30 replied',
      'first-response',
      'mon 15:00',
      'Missed: ended Mon 23 Nov 2026, 14:30 (UTC), due Mon 23 Nov, 14:00: 4 business hours from Mon 23 Nov, 10:00 (F-1).',
    ],
    [
      'mon 10:00 opened\nmon 11:00 closed',
      'first-response',
      'mon 15:00',
      'Cancelled Mon 23 Nov 2026, 11:00 (UTC) (closed); it would have been due Mon 23 Nov, 14:00: 4 business hours from Mon 23 Nov, 10:00 (F-1).',
    ],
    [
      'mon 10:00 opened',
      'resolution',
      'mon 15:00',
      'Aimed at Wed 25 Nov 2026, 14:00 (UTC): earliest of 20 business hours and 3 days from Mon 23 Nov, 10:00; decided by 20 business hours, 7 h counted on Monday, 8 h on Tuesday, 5 h on Wednesday.',
    ],
    [
      'mon 10:00 opened\nmon 11:00 paused awaiting-requester',
      'resolution',
      'mon 15:00',
      'Paused (awaiting-requester) with 19 h left: earliest of 20 business hours and 3 days from Mon 23 Nov, 10:00; decided by 20 business hours, paused (awaiting-requester) from Mon 23 Nov, 11:00 to Mon 23 Nov, 15:00.',
    ],
    [
      'mon 10:00 opened',
      'update',
      'mon 15:00',
      'Due Tue 24 Nov 2026, 10:00 (UTC): an update every 1 day from Mon 23 Nov, 10:00.',
    ],
    [
      'mon 10:00 opened',
      'estimate',
      'mon 11:30',
      'Measured and never due, 1 h 30 min so far: measured from Mon 23 Nov, 10:00.',
    ],
    [
      'mon 10:00 opened\nmon 11:00 estimated',
      'estimate',
      'mon 11:30',
      'Measured: done Mon 23 Nov 2026, 11:00 (UTC), after 1 h: measured from Mon 23 Nov, 10:00.',
    ],
  ] as const)('%s → %s', ([text, clock, at, sentence]) => {
    expect(say(policy, text, clock, at)).toBe(sentence);
  });

  test('tells a change that tightened, and one that loosened after the miss', () => {
    const two = lab({
      slow: { targets: { 'first-response': { within: '6 hours' } } },
      fast: { targets: { 'first-response': { within: '1 hour' } } },
    });
    expect(say(two, 'mon 10:00 opened slow\nmon 12:00 prioritised fast', 'first-response', 'mon 12:30')).toBe(
      'Overdue since Mon 23 Nov 2026, 12:00 (UTC), when a change moved its deadline to Mon 23 Nov, 11:00: 1 hour from Mon 23 Nov, 10:00.',
    );
    expect(say(two, 'mon 10:00 opened fast\nmon 12:00 prioritised slow', 'first-response', 'mon 12:30')).toBe(
      'Overdue since Mon 23 Nov 2026, 11:00 (UTC); now due Mon 23 Nov, 16:00: 6 hours from Mon 23 Nov, 10:00.',
    );
  });

  test('names holidays, and sums up what is long', () => {
    const long = lab(
      { p1: { targets: { resolution: { within: '20 business days' }, estimate: { within: '2 business days' } } } },
      holidays as never,
    );
    expect(say(long, 'tue 14:00 opened', 'estimate', 'tue 14:00')).toBe(
      "Due Fri 27 Nov 2026, 14:00 (UTC): 2 business days from Tue 24 Nov, 14:00; 3 h counted on Tuesday, Wednesday is a holiday (Founder's Day), 7 h on Thursday, 4 h on Friday.",
    );
    expect(say(long, 'tue 14:00 opened', 'resolution', 'tue 14:00')).toBe(
      'Due Wed 23 Dec 2026, 14:00 (UTC): 20 business days from Tue 24 Nov, 14:00; 140 h counted on 21 days, 9 days are closed.',
    );
  });

  test('is in the zone of the policy', () => {
    const events = [{ type: 'opened', at: '2026-07-03T20:30:00Z', priority: 'high', channel: 'email' }] as const;
    expect(explain(preset('velsoft'), events, 'first-response', '2026-07-03T20:40:00Z').sentence).toBe(
      'Due Mon 6 Jul 2026, 12:00 (America/Halifax): 4 business hours from Fri 3 Jul, 17:30 (S1-15); Saturday and Sunday are closed, 4 h counted on Monday.',
    );
  });

  test('chooses the cycle that is asked for, else the latest', () => {
    const text = 'mon 10:00 opened\nmon 11:00 updated';
    expect([say(policy, text, 'update', 'mon 12:00', 1), say(policy, text, 'update', 'mon 12:00')]).toEqual([
      'Met Mon 23 Nov 2026, 11:00 (UTC), with 23 h left until it was due Tue 24 Nov, 10:00: an update every 1 day from Mon 23 Nov, 10:00.',
      'Due Tue 24 Nov 2026, 11:00 (UTC): an update every 1 day from Mon 23 Nov, 11:00.',
    ]);
  });

  test('a clock that there is not is refused with those that there are', () => {
    expect(() => say(policy, 'mon 10:00 opened', 'diagnosis', 'mon 12:00')).toThrow(
      'clock: "diagnosis" is no clock of this case by then: expected first-response, resolution, update, estimate',
    );
    expect(() => say(policy, 'mon 10:00 opened', 'update', 'mon 12:00', 3)).toThrow('"update", cycle 3, is no clock');
  });

  test('prints as JSON', () => {
    expect(ledgerToJson(explain(policy, story('mon 10:00 opened'), 'first-response', ms('mon 10:00')))).toMatchObject({
      clock: 'first-response',
      cycle: 1,
      anchor: '2026-11-23T10:00:00Z',
      rule: '4 business hours',
      clause: 'F-1',
      rows: [{ from: '2026-11-23T10:00:00Z', to: '2026-11-23T14:00:00Z', kind: 'counted', time: 'PT4H' }],
      dueAt: '2026-11-23T14:00:00Z',
    });
  });
});
