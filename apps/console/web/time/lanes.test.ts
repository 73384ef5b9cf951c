import { expect, it } from 'vitest';

import type { CaseJson, LedgerJson, PromiseJson } from '../../src/api/contract.ts';
import { caseScale, idleStretches, isUnderWay, lanesOf, pausedSince } from './lanes.ts';

const iso = (time: string) => `2026-11-20T${time}:00Z`;
const at = (time: string) => Date.parse(iso(time));

function promise(clock: string, startedAt: string, dueAt: string, rest: Partial<PromiseJson> = {}): PromiseJson {
  return {
    clock,
    cycle: 1,
    label: clock,
    kind: 'commitment',
    status: 'running',
    risk: 'none',
    startedAt: iso(startedAt),
    dueAt: iso(dueAt),
    warnAt: [],
    tightened: false,
    ...rest,
  };
}

function caseWith(promises: readonly PromiseJson[], ledgers: readonly LedgerJson[] = []): CaseJson {
  return {
    now: iso('12:00'),
    card: { openedAt: iso('09:00'), promises } as unknown as CaseJson['card'],
    ledgers,
    openHours: [
      { from: iso('08:00'), to: iso('10:00') },
      { from: iso('11:00'), to: iso('17:00') },
    ],
  } as unknown as CaseJson;
}

const ledger: LedgerJson = {
  clock: 'resolution',
  cycle: 1,
  anchor: iso('09:00'),
  rule: '4 business hours',
  sentence: '',
  rows: [
    { from: iso('09:00'), to: iso('10:00'), kind: 'counted', time: 'PT1H' },
    { from: iso('10:00'), to: iso('10:30'), kind: 'closed', time: 'PT0S' },
    { from: iso('10:30'), to: iso('11:00'), kind: 'paused', name: 'awaiting-requester', time: 'PT0S' },
  ],
};

const met = { status: 'met', stoppedAt: iso('09:05') } as const;

it('puts what is due next first, and what has ended last', () => {
  const data = caseWith([
    promise('first-response', '09:00', '09:15', met),
    promise('resolution', '09:00', '13:00'),
    promise('update', '09:05', '10:05', { ...met, stoppedAt: iso('09:50') }),
    promise('update', '09:50', '12:30', { cycle: 2 }),
  ]);
  expect(lanesOf(data).map((lane) => `${lane.clock} ${lane.current.cycle}`)).toEqual([
    'update 2',
    'resolution 1',
    'first-response 1',
  ]);
});

it('takes the hours in which a clock does not count from its explanation, else from the calendar', () => {
  const data = caseWith([promise('resolution', '09:00', '13:00'), promise('update', '09:00', '14:00')], [ledger]);
  const [resolution, update] = lanesOf(data);
  expect(resolution && idleStretches(resolution, data)).toEqual([
    { from: at('10:00'), to: at('10:30'), kind: 'closed' },
    { from: at('10:30'), to: at('11:00'), kind: 'paused', name: 'awaiting-requester' },
  ]);
  expect(update && idleStretches(update, data)).toEqual([{ from: at('10:00'), to: at('11:00'), kind: 'closed' }]);
  expect(resolution && pausedSince(resolution, resolution.current)).toBe(at('10:30'));
});

it('draws a case under way around now, and one that has ended from end to end', () => {
  const open = caseWith([promise('resolution', '09:00', '13:00')]);
  const ended = caseWith([promise('first-response', '09:00', '09:15', met)]);
  expect([isUnderWay(open), isUnderWay(ended)]).toEqual([true, false]);
  const around = caseScale(open, at('12:00'), 'around-now');
  expect(around.from).toBeLessThan(at('09:00'));
  expect(around.to).toBeGreaterThan(at('13:00'));
  const even = caseScale(ended, at('12:00'), 'even');
  expect(even.to).toBeLessThan(at('12:00'));
});
