import { describe, expect, test } from 'vitest';

import { lab, look } from '../testing/lab.ts';
import { spent } from '../testing/story.ts';

const targets = { resolution: { within: '4 business hours' } } as const;
const underRule = (reopen: string) => lab({ p1: { targets } }, { defaults: { priority: 'p1', reopen } });

describe('a reopening within the grace', () => {
  const policy = underRule('resume within 7 days');

  test('lets the same cycle run on, with solved time taken out', () => {
    const text = 'mon 10:00 opened\nmon 12:00 resolved\ntue 10:00 reopened';
    const { sla, clocks } = look(policy, text, 'tue 11:00');
    expect(clocks).toEqual(['resolution 1 running, from mon 10:00, due tue 12:00']);
    expect(sla.clocks.map(spent)).toEqual(['PT3H elapsed, PT1H left']);
  });

  test('leaves a miss a miss', () => {
    const text = 'mon 10:00 opened\nmon 15:00 resolved\ntue 10:00 reopened\ntue 10:30 resolved';
    expect(look(policy, text, 'tue 11:00')).toMatchObject({
      clocks: ['resolution 1 missed, from mon 10:00, due mon 14:00, stopped tue 10:30, breached mon 14:00'],
      effects: ['mon 13:00 resolution/1/warn/1', 'mon 14:00 resolution/1/miss'],
    });
  });

  test('may be repeated', () => {
    const text = 'mon 10:00 opened\nmon 11:00 resolved\nmon 12:00 reopened\nmon 13:00 resolved\nmon 14:00 reopened';
    expect(look(policy, text, 'mon 14:30').clocks).toEqual(['resolution 1 running, from mon 10:00, due mon 16:00']);
  });

  test('counts from resolved, not from closed, and ends with the instant it names', () => {
    const text = 'mon 10:00 opened\nmon 12:00 resolved\nthu 12:00 closed\n';
    expect(look(policy, `${text}mon+1 12:00 reopened`, 'mon+1 12:00').clocks).toEqual([
      'resolution 1 running, from mon 10:00, due mon+1 14:00',
    ]);
    expect(look(policy, `${text}mon+1 12:01 reopened`, 'mon+1 12:01').clocks).toEqual([
      'resolution 1 met, from mon 10:00, due mon 14:00, stopped mon 12:00',
      'resolution 2 running, from mon+1 12:01, due mon+1 16:01',
    ]);
  });

  test('takes the target of the priority that holds now', () => {
    const two = lab({ p1: { targets }, p2: { targets: { resolution: { within: '1 hour' } } } });
    const text = 'mon 10:00 opened p1\nmon 12:00 resolved\nmon 13:00 prioritised p2\nmon 14:00 reopened';
    expect(look(two, text.split('\n').slice(0, 3).join('\n'), 'mon 13:00').clocks).toEqual([
      'resolution 1 met, from mon 10:00, due mon 14:00, stopped mon 12:00',
    ]);
    expect(look(two, text, 'mon 14:00').clocks).toEqual([
      'resolution 1 running, from mon 10:00, due mon 11:00, breached mon 14:00, tightened',
    ]);
  });

  test('does not bring back what closing cancelled', () => {
    const text = 'mon 10:00 opened\nmon 12:00 closed\nmon 13:00 reopened';
    expect(look(policy, text, 'mon 13:30').clocks).toEqual([
      'resolution 1 cancelled, from mon 10:00, due mon 14:00, stopped mon 12:00, (closed)',
      'resolution 2 running, from mon 13:00, due mon 17:00',
    ]);
  });
});

describe('other rules of reopening', () => {
  const text = 'mon 10:00 opened\nmon 12:00 resolved\nmon 13:00 reopened';
  const stood = 'resolution 1 met, from mon 10:00, due mon 14:00, stopped mon 12:00';

  test('a new cycle is anchored at the reopening; the old result stands', () => {
    expect(look(underRule('new-cycle'), text, 'mon 13:30').clocks).toEqual([
      stood,
      'resolution 2 running, from mon 13:00, due mon 17:00',
    ]);
  });

  test('ignored, no clock runs again', () => {
    expect(look(underRule('ignore'), text, 'mon 13:30')).toMatchObject({ clocks: [stood], state: 'open' });
  });

  test('after the grace a new case may be wanted: this one keeps its result', () => {
    const late = text.replace('mon 13:00', 'tue+1 13:00');
    expect(look(underRule('resume within 7 days, then new-case'), late, 'tue+1 13:30').clocks).toEqual([stood]);
    expect(look(underRule('resume within 7 days, then new-cycle'), late, 'tue+1 13:30').clocks).toEqual([
      stood,
      'resolution 2 running, from tue+1 13:00, due tue+1 17:00',
    ]);
  });

  test('nothing else changes a finished clock', () => {
    const policy = lab({
      p1: {
        targets: {
          'first-response': { within: '1 hour' },
          estimate: { within: '1 hour' },
          diagnosis: { within: '2 hours' },
        },
      },
    });
    const finished = look(
      policy,
      'mon 10:00 opened\nmon 10:10 replied\nmon 10:20 estimated\nmon 10:30 resolved',
      'mon 11:00',
    );
    const after = look(
      policy,
      'mon 10:00 opened\nmon 10:10 replied\nmon 10:20 estimated\nmon 10:30 resolved\nmon 10:40 reopened\nmon 10:50 estimated',
      'mon 11:00',
    );
    expect(after.clocks).toEqual(finished.clocks);
  });

  test('a case that is open cannot be reopened', () => {
    expect(look(underRule('new-cycle'), 'mon 10:00 opened\nmon 12:00 reopened', 'mon 12:30').clocks).toEqual([
      'resolution 1 running, from mon 10:00, due mon 14:00',
    ]);
  });

  test('a deferred case that is taken up again begins the next cycle', () => {
    const deferred = 'mon 10:00 opened\nmon 12:00 deferred\nmon 13:00 reopened';
    expect(look(underRule('resume within 7 days'), deferred, 'mon 13:30').clocks).toEqual([
      'resolution 1 cancelled, from mon 10:00, due mon 14:00, stopped mon 12:00, (deferred)',
      'resolution 2 running, from mon 13:00, due mon 17:00',
    ]);
  });
});
