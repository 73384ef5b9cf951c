import { describe, expect, it } from 'vitest';

import type { PromiseJson } from '../../src/api/contract.ts';
import { en } from '../words/words.ts';
import { de } from '../words/words-for.ts';
import { refreshEvery, riskAt, standing } from './promise.ts';
import { linearScale } from './scale.ts';
import { segmentsOf } from './segments.ts';
import { usedPosition } from './used-share.ts';

const at = (time: string) => Date.parse(`2026-11-20T${time}:00Z`);
const iso = (time: string) => `2026-11-20T${time}:00Z`;

const running: PromiseJson = {
  clock: 'first-response',
  cycle: 1,
  label: 'First response',
  kind: 'commitment',
  status: 'running',
  risk: 'none',
  startedAt: iso('09:00'),
  dueAt: iso('10:00'),
  warnAt: [iso('09:45')],
  tightened: false,
};
const { dueAt: _due, ...endless } = running;
const paused: PromiseJson = { ...endless, status: 'paused', reason: 'awaiting-requester' };
const met: PromiseJson = { ...running, status: 'met', stoppedAt: iso('09:20') };
const missed: PromiseJson = {
  ...running,
  status: 'missed',
  risk: 'missed',
  breachedAt: iso('10:00'),
  stoppedAt: iso('10:12'),
};

describe('between two answers of the server', () => {
  it.each([
    ['09:44', 'none'],
    ['09:45', 'at-risk'],
    ['09:59', 'at-risk'],
    ['10:00', 'missed'],
  ])('a running promise is at %s: %s', (time, risk) => {
    expect(riskAt(running, at(time))).toBe(risk);
  });

  it('a paused one stays what the server said', () => {
    expect(riskAt(paused, at('11:00'))).toBe('none');
  });

  it('is looked at each second near its warning and its end, else seldom', () => {
    expect(refreshEvery(running, at('09:10'))).toBe(15_000);
    expect(refreshEvery(running, at('09:45'))).toBe(1000);
    expect(refreshEvery(running, at('09:55'))).toBe(1000);
    expect(refreshEvery(met, at('09:55'))).toBe(60_000);
  });
});

it.each([
  [running, '09:30', 'in 30 min'],
  [running, '10:14', 'missed 14 min ago'],
  [{ ...running, breachedAt: iso('09:50'), tightened: true }, '10:14', 'missed 24 min ago'],
  [endless as PromiseJson, '10:14', 'measured'],
  [paused, '10:14', 'paused, awaiting requester'],
  [met, '10:14', 'met, 40 min early'],
  [missed, '10:14', 'missed, 12 min late'],
  [{ ...met, status: 'cancelled' as const }, '10:14', 'no longer owed'],
])('a promise stands: %#', (promise, time, words) => {
  expect(standing(promise, at(time), en.time)).toBe(words);
});

describe('drawn from 08:00 to 12:00', () => {
  const scale = linearScale(at('08:00'), at('12:00'));
  const drawn = (promise: PromiseJson, time: string, pausedSince?: number) =>
    segmentsOf(promise, at(time), scale, pausedSince).map(
      ({ kind, span }) => `${kind} ${span.start.toFixed(3)}+${span.width.toFixed(3)}`,
    );

  it('a running promise is time spent, time left, and time left after its warning', () => {
    expect(drawn(running, '09:30')).toEqual(['spent 0.250+0.125', 'left 0.375+0.063', 'warned 0.438+0.063']);
  });

  it('after its warning all that is left is warned of', () => {
    expect(drawn(running, '09:50')).toEqual(['spent 0.250+0.208', 'warned 0.458+0.042']);
  });

  it('overdue, it grows from its end to now', () => {
    expect(drawn(running, '11:00')).toEqual(['spent 0.250+0.250', 'over 0.500+0.250']);
  });

  it('ended, it stays as it was', () => {
    expect(drawn(met, '11:00')).toEqual(['ended 0.250+0.083']);
    expect(drawn(missed, '11:00')).toEqual(['ended 0.250+0.250', 'over 0.500+0.050']);
  });

  it('paused, it is drawn as such since it stands still', () => {
    expect(drawn(paused, '10:00')).toEqual(['paused 0.250+0.250']);
    expect(drawn(paused, '10:00', at('09:30'))).toEqual(['spent 0.250+0.125', 'paused 0.375+0.125']);
  });
});

it('shows how much of its time an ended promise took', () => {
  expect(usedPosition(met)).toBeCloseTo(20 / 60 / 1.5);
  expect(usedPosition(missed)).toBeCloseTo(72 / 60 / 1.5);
  expect(usedPosition({ ...missed, stoppedAt: iso('15:00') })).toBe(1);
  expect(usedPosition(running)).toBeUndefined();
  expect(usedPosition({ ...met, status: 'cancelled' })).toBeUndefined();
});

it('stands in German too, with its days bent', () => {
  const later = Date.parse('2026-11-23T11:00:00Z');
  expect(standing(running, later, de.time)).toBe('vor 3 Tagen verpasst');
  expect(standing(running, at('09:30'), de.time)).toBe('in 30 min');
  expect(standing(paused, at('09:30'), de.time)).toBe('angehalten, wartet auf Anfragende');
});
