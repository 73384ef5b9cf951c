import { describe, expect, test } from 'vitest';

import type { CaseEvent } from '../case/case-event.ts';
import { evaluateMs } from '../case-sla/evaluate.ts';
import { lab, labOf, look } from '../testing/lab.ts';
import { effectLines, ms, spent, story } from '../testing/story.ts';

const AWAY = ['awaiting-requester'];

describe('what meets in one instant', () => {
  test('a case reopened past its grace and deferred there begins no cycle', () => {
    const policy = lab(
      { p1: { targets: { resolution: { within: '1 hour' } } } },
      { defaults: { reopen: 'new-cycle' } },
    );
    const text = 'mon 10:00 opened\nmon 10:30 resolved\nmon 12:00 reopened\nmon 12:00 deferred';
    expect(look(policy, text, 'mon 13:00').clocks).toEqual([
      'resolution 1 met, from mon 10:00, due mon 11:00, stopped mon 10:30',
    ]);
  });

  test.each([
    ['mon 10:10', 'resolution 1 cancelled, from mon 10:00, due mon 10:30, stopped mon 10:10, (deferred)'],
    ['mon 10:40', 'resolution 1 missed, from mon 10:00, due mon 10:30, stopped mon 10:40, breached mon 10:30'],
  ])('a case deferred, resolved and reopened at %s does not run on', (at, clock) => {
    const text = ['opened', 'deferred', 'resolved', 'reopened'].map(
      (event, i) => `${i === 0 ? 'mon 10:00' : at} ${event}`,
    );
    expect(look(labOf({ resolution: { within: '30 minutes' } }), text.join('\n'), 'mon 11:00').clocks).toEqual([clock]);
  });

  test('resumed and paused is one stretch', () => {
    const policy = labOf({ resolution: { within: '30 minutes', pauseWhile: AWAY } });
    const text =
      'mon 10:00 opened\nmon 10:00 paused awaiting-requester\nmon 10:30 resumed\nmon 10:30 paused awaiting-requester';
    const { sla, clocks } = look(policy, text, 'mon 11:00');
    expect(clocks).toEqual(['resolution 1 paused, from mon 10:00, (awaiting-requester)']);
    expect(sla.clocks.map(spent)).toEqual(['PT0S elapsed, PT30M left']);
  });

  test('what happens in the instant of a change counts for the clocks that the change brings', () => {
    const policy = lab(
      {
        p1: { targets: {} },
        p2: {
          targets: { diagnosis: { within: '1 hour', from: { step: 'half' } } },
          escalation: [{ id: 'half', on: 'prioritised', raiseTo: 'L2' }],
        },
      },
      { defaults: { priority: 'p1' } },
    );
    const text = 'mon 10:00 opened\nmon 10:30 diagnosed\nmon 10:30 prioritised p2';
    expect(look(policy, text, 'mon 10:45').clocks).toEqual([
      'diagnosis 1 met, from mon 10:30, due mon 11:30, stopped mon 10:30',
    ]);
  });

  test('reopened and resolved leaves solved time whole', () => {
    const policy = labOf({}, [{ id: 'late', after: '2 hours, then next opening', raiseTo: 'L2' }]);
    const text = 'mon 00:00 opened\nmon 00:00 resolved\nmon 09:00 reopened\nmon 09:00 resolved';
    expect(look(policy, text, 'sat 00:00').effects).toEqual([]);
  });

  test('a zero length that begins in a pause is not missed in it', () => {
    const policy = labOf({ update: { every: 'next opening', from: '1 hour', pauseWhile: AWAY, warnAt: [] } });
    const text = 'mon 09:00 opened\nmon 09:00 paused awaiting-requester';
    expect(look(policy, text, 'tue 09:00')).toMatchObject({
      clocks: ['update 1 paused, from mon 10:00, (awaiting-requester)'],
      effects: [],
    });
  });
});

describe('what overlaps', () => {
  const policy = labOf({ resolution: { within: '30 minutes', pauseWhile: AWAY } });
  const text = 'mon 10:00 opened\nmon 10:00 resolved\nmon 10:00 paused awaiting-requester\nmon 10:30 reopened';

  test('a pause that begins while solved goes on from there', () => {
    const { sla, clocks } = look(policy, text, 'mon 11:00');
    expect(clocks).toEqual(['resolution 1 paused, from mon 10:00, (awaiting-requester)']);
    expect(sla.clocks.map(spent)).toEqual(['PT0S elapsed, PT30M left']);
  });

  test('also for a clock that a change brings after it', () => {
    const later = lab({
      p1: { targets: { acknowledgement: { within: '1 hour' } } },
      p2: { targets: { resolution: { within: '30 minutes', pauseWhile: AWAY } } },
    });
    const { sla } = look(later, `${text}\nmon 10:30 prioritised p2`, 'mon 11:00');
    expect(sla.clocks.filter(({ clock }) => clock === 'resolution').map(spent)).toEqual(['PT0S elapsed, PT30M left']);
  });

  test('deferred between two resolved is solved time from the first', () => {
    const ladder = labOf({}, [{ id: 'late', after: '1 hour', raiseTo: 'L2' }]);
    const solved = 'mon 10:00 opened\nmon 10:30 resolved\nmon 12:00 deferred\nmon 12:00 resolved';
    expect(look(ladder, solved, 'mon 14:00').tier).toBe('L1');
    expect(look(ladder, `${solved}\nmon 13:00 reopened`, 'mon 14:00').effects).toEqual(['mon 13:30 late/1/raise/L2']);
  });
});

test('a pause that begins at a deadline leaves it, also where one after it lies before the next opening', () => {
  const policy = labOf({ 'milestone:review': { within: '1 day, then next opening', pauseWhile: AWAY, warnAt: [] } });
  const text = [
    'thu 16:00 opened',
    'fri 16:00 paused awaiting-requester',
    'fri 17:30 resumed',
    'fri 17:45 paused awaiting-requester',
    'fri 18:15 resumed',
  ].join('\n');
  expect(look(policy, text, 'fri 18:30').clocks).toEqual([
    'milestone:review 1 running, from thu 16:00, due fri 16:00, breached fri 16:00',
  ]);
});

describe('a change', () => {
  test('gives a warning that it put before a pause there, not at the end of the pause', () => {
    const policy = lab({
      p1: { targets: {} },
      p2: { targets: { resolution: { within: '4 hours', pauseWhile: AWAY, warnAt: ['25%'] } } },
    });
    const text = 'mon 10:00 opened\nmon 12:00 paused awaiting-requester\nmon 13:00 prioritised p2\nmon 15:00 resumed';
    expect(look(policy, text, 'mon 16:00').effects).toEqual(['mon 13:00 resolution/1/warn/1']);
  });

  test('that brings a clock whose event has happened shows it as it stood then', () => {
    const policy = lab({
      p1: { targets: {} },
      p2: { targets: { acknowledgement: { within: '30 minutes', pauseWhile: AWAY } } },
    });
    const text =
      'mon 10:00 opened\nmon 10:00 paused awaiting-requester\nmon 10:45 acknowledged\nmon 12:00 prioritised p2';
    const { sla, clocks } = look(policy, text, 'mon 13:00');
    expect(clocks).toEqual(['acknowledgement 1 met, from mon 10:00, due mon 11:15, stopped mon 10:45']);
    expect(sla.clocks.map(spent)).toEqual(['PT0S elapsed, PT30M left']);
  });

  test('brings the cycle that a reopening asked for while nobody promised one', () => {
    const policy = lab(
      { p1: { targets: { resolution: { within: '1 hour' } } }, p2: { targets: {} } },
      { defaults: { reopen: 'new-cycle' } },
    );
    const text =
      'mon 10:00 opened p1\nmon 10:30 resolved\nmon 11:00 prioritised p2\nmon 12:00 reopened\nmon 12:30 prioritised p1';
    expect(look(policy, text, 'mon 12:45').clocks).toEqual([
      'resolution 1 met, from mon 10:00, due mon 11:00, stopped mon 10:30',
      'resolution 2 running, from mon 12:00, due mon 13:00',
    ]);
  });

  test.each([
    ['without a repeat', { notify: [{ role: 'lead' }] }],
    ['that raises and does no more', { raiseTo: 'L1', repeat: { every: '1 hour' } }],
  ])('to a version of the step %s ends its repeats', (_, step) => {
    const version = (number: number, rest: object) =>
      lab({ p1: { escalation: [{ id: 'told', on: 'prioritised', ...rest }] } }, { version: number });
    const [one, two] = [version(1, { notify: [{ role: 'lead' }], repeat: { every: '1 hour' } }), version(2, step)];
    const find = (_id: string, number?: number) => (number === 2 ? two : one);
    const [opened, ...rest] = story('mon 10:00 opened\nmon 10:30 policy-moved lab 2');
    const events = [{ ...opened, policy: 'lab', version: 1 } as CaseEvent, ...rest];
    const sla = evaluateMs(find, events, ms('mon 13:00'));
    expect(effectLines(sla)).toEqual(['mon 10:00 told/1/notify/lead']);
    expect(sla.nextWakeMs).toBeUndefined();
  });
});

describe('an update', () => {
  test('that a delay starts warns as its priority or policy says', () => {
    const policy = lab({ p1: { targets: {}, warnAt: ['50%'] } });
    expect(look(policy, 'mon 10:00 opened\nmon 11:00 delayed 2 hours', 'mon 12:30').effects).toEqual([
      'mon 12:00 update/1/warn/1',
    ]);
  });

  test('that runs on a resolved case takes the interval of a delay', () => {
    const policy = labOf({ update: { every: '4 hours', until: ['escalated'], warnAt: [] } });
    const text = 'mon 10:00 opened\nmon 10:30 resolved\nmon 10:45 delayed 1 hour';
    expect(look(policy, text, 'mon 10:50').clocks).toEqual(['update 1 running, from mon 10:00, due mon 11:00']);
  });

  test('that the opening started as the earliest of its triggers moves with an earlier case', () => {
    const policy = labOf({ update: { every: '2 hours', from: { earliest: ['opened', '1 hour'] }, warnAt: [] } });
    expect(look(policy, 'mon 10:00 opened\nmon 10:15 absorbed C-7 mon 09:00', 'mon 10:30').clocks).toEqual([
      'update 1 running, from mon 09:00, due mon 11:00',
    ]);
  });
});
