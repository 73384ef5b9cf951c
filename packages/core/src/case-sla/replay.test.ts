import { expect, test } from 'vitest';

import { lab } from '../testing/lab.ts';
import { ms, story } from '../testing/story.ts';
import { compare, replay } from './replay.ts';

const before = lab({
  p1: { targets: { 'first-response': { within: '2 hours', clause: 'F-1' }, estimate: { within: '1 hour' } } },
});
const after = lab({
  p1: { targets: { 'first-response': { within: '1 hour', clause: 'F-1' }, diagnosis: { within: '1 day' } } },
});

const histories = [
  { case: 'C-1', events: story('mon 10:00 opened\nmon 10:30 replied\nmon 10:40 estimated\nmon 11:00 resolved') },
  {
    case: 'C-2',
    events: story('mon 10:00 opened\nmon 11:30 replied\nmon 12:00 resolved').map((event) => ({
      ...event,
      ...(event.type === 'opened' && { organisation: 'acme' }),
    })),
  },
];

const brief = (outcome: { case: string; clock: string; cycle: number; status: string } | undefined) =>
  outcome && `${outcome.case} ${outcome.clock} ${outcome.cycle} ${outcome.status}`;

test('each case is judged as of its last event', () => {
  expect([...replay(before, histories)].map(brief)).toEqual([
    'C-1 first-response 1 met',
    'C-1 estimate 1 met',
    'C-2 first-response 1 met',
    'C-2 estimate 1 missed',
  ]);
});

test('or as of an instant', () => {
  expect([...replay(before, histories, ms('mon 10:10'))].map(brief)).toEqual([
    'C-1 first-response 1 running',
    'C-1 estimate 1 running',
    'C-2 first-response 1 running',
    'C-2 estimate 1 running',
  ]);
});

test('an outcome says whose it is', () => {
  expect([...replay(before, histories)][2]).toMatchObject({
    priority: 'p1',
    organisation: 'acme',
    clause: 'F-1',
    kind: 'commitment',
  });
});

test('cases are judged one at a time, as they are asked for', () => {
  let read = 0;
  const many = (function* () {
    for (;;) {
      read++;
      yield { case: `C-${read}`, events: story('mon 10:00 opened') };
    }
  })();
  expect(brief(replay(before, many).next().value as never)).toBe('C-1 first-response 1 running');
  expect(read).toBe(1);
});

test('what another policy would change: other ends, other deadlines, what it brings and what it lacks', () => {
  expect(
    [...compare(before, after, histories)].map((each) => [
      each.case,
      each.clock,
      each.before?.status,
      each.after?.status,
    ]),
  ).toEqual([
    ['C-1', 'first-response', 'met', 'met'],
    ['C-1', 'estimate', 'met', undefined],
    ['C-1', 'diagnosis', undefined, 'cancelled'],
    ['C-2', 'first-response', 'met', 'missed'],
    ['C-2', 'estimate', 'missed', undefined],
    ['C-2', 'diagnosis', undefined, 'cancelled'],
  ]);
});

test('the same policy changes nothing', () => {
  expect([...compare(before, before, histories)]).toEqual([]);
});
