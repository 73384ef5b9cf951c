import { describe, expect, test } from 'vitest';

import { lab } from '../testing/lab.ts';
import { clockLines, effectLines, ms, story } from '../testing/story.ts';
import { evaluateMs } from './evaluate.ts';

// docs/adr/0005-undoing-is-replay.md

const policy = lab({
  normal: { targets: { 'first-response': { within: '4 hours' } } },
  urgent: { targets: { 'first-response': { within: '1 hour' } } },
});

function look(text: string, at: string) {
  const sla = evaluateMs(policy, story(text), ms(at));
  return { clocks: clockLines(sla), effects: effectLines(sla) };
}

describe('an undoing', () => {
  const missedReply = 'mon 10:00 opened\nmon 11:00 replied #r\nmon 16:00 undone r';

  test('changes nothing before its own instant', () => {
    expect(look(missedReply, 'mon 15:59').clocks).toEqual([
      'first-response 1 met, from mon 10:00, due mon 14:00, stopped mon 11:00',
    ]);
  });

  test('shows the miss that the undone reply had kept off, with the instant at which it would have been', () => {
    const { clocks, effects } = look(missedReply, 'mon 16:00');
    expect(clocks).toEqual(['first-response 1 running, from mon 10:00, due mon 14:00, breached mon 14:00']);
    expect(effects).toEqual(['mon 13:00 first-response/1/warn/1', 'mon 14:00 first-response/1/miss']);
  });

  const mistaken = 'mon 10:00 opened\nmon 10:05 prioritised urgent #p\nmon 12:00 undone p #u';

  test('takes the misses along that only the undone event had made', () => {
    expect(look(mistaken, 'mon 11:30').effects).toEqual([
      'mon 10:45 first-response/1/warn/1',
      'mon 11:00 first-response/1/miss',
    ]);
    expect(look(mistaken, 'mon 12:00')).toEqual({
      clocks: ['first-response 1 running, from mon 10:00, due mon 14:00'],
      effects: [],
    });
  });

  test('can be undone, and all is as before', () => {
    const again = look(`${mistaken}\nmon 12:30 undone u`, 'mon 12:30');
    expect(again).toEqual(look('mon 10:00 opened\nmon 10:05 prioritised urgent', 'mon 12:30'));
  });

  test('of a merge lets what fell due meanwhile be told at its end, also where a pause has begun by then', () => {
    const waiting = lab({
      p1: { targets: { 'first-response': { within: '1 hour', pauseWhile: ['awaiting-vendor'] } } },
    });
    const text = 'mon 10:00 opened\nmon 10:30 merged C-2\nmon 15:00 paused awaiting-vendor\nmon 15:00 unmerged';
    const { effects } = evaluateMs(waiting, story(text), ms('mon 15:00'));
    expect(effects.map(({ id, atMs }) => [id, atMs])).toEqual([['first-response/1/miss', ms('mon 15:00')]]);
  });

  test('of a merge lets what fell due meanwhile be told at its end', () => {
    const { effects } = look('mon 10:00 opened\nmon 10:30 merged C-2\nmon 15:00 unmerged', 'mon 15:00');
    expect(effects).toEqual(['mon 15:00 first-response/1/miss']);
  });
});
