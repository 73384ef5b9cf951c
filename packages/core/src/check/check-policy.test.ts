import { expect, it } from 'vitest';
import { definePolicy } from '../policy/define-policy.ts';
import { checkPolicy } from './check-policy.ts';

const soon = { from: '2026-11-23T00:00:00Z', to: '2026-12-07T00:00:00Z' };

const policy = definePolicy({
  id: 'checked',
  timeZone: 'UTC',
  calendars: { old: { timeZone: 'UTC', exceptions: { '2020-01-02': '09:00-17:00' } } },
  priorities: {
    high: {
      targets: {
        'first-response': { within: '1 hour', clause: 'A-2' },
        resolution: { within: '4 business hours', clause: 'A-10' },
      },
      escalation: [
        { id: 'tell', on: 'opened', notify: [{ rota: 'days' }], clause: 'A-3' },
        { id: 'stay', on: 'opened', raiseTo: 'L1', clause: 'B-1' },
      ],
    },
    low: { targets: { 'first-response': { within: '1 day', clause: 'A-2' } } },
  },
  rotas: {
    days: {
      timeZone: 'UTC',
      layers: [
        { members: ['agent:ann'], rotation: 'daily', handoffAt: '09:00', restrictTo: { 'mon-sun': '09:00-17:00' } },
      ],
    },
    always: { timeZone: 'UTC', layers: [{ members: ['agent:ann'], rotation: 'daily', handoffAt: '09:00' }] },
  },
  availability: { percent: 99.9, window: 'month', clause: 'A-4' },
  clauses: {
    'A-10': 'Solved in four hours.',
    'A-2': 'Answered in time.',
    'A-3': { says: 'Somebody is told.', keptBy: 'step' },
    'A-4': { says: 'It is up.', keptBy: 'availability' },
    'A-5': { says: 'Status is told.', keptBy: 'target' },
    'A-6': { says: 'There is a page.', keptBy: 'page' },
  },
});
const check = checkPolicy(policy, soon);

it('lists the clauses that are carried, in order, and what carries them', () => {
  expect(check.carried.map(({ clause }) => clause)).toEqual(['A-2', 'A-3', 'A-4', 'A-10', 'B-1']);
  expect(check.carried[0]).toEqual({
    clause: 'A-2',
    says: 'Answered in time.',
    by: [
      { kind: 'target', priority: 'high', clock: 'first-response' },
      { kind: 'target', priority: 'low', clock: 'first-response' },
    ],
  });
  expect(check.carried[1]?.by).toEqual([{ kind: 'step', priority: 'high', step: 'tell' }]);
  expect(check.carried[2]?.by).toEqual([{ kind: 'availability' }]);
});

it('lists those that nothing carries, apart from those that the desk keeps', () => {
  expect(check.lacking.map(({ clause }) => clause)).toEqual(['A-5']);
  expect(check.elsewhere.map(({ clause }) => clause)).toEqual(['A-6']);
});

it('warns of what deserves a second look', () => {
  expect(check.warnings.map(({ path, code }) => [path.join('.'), code])).toEqual([
    ['priorities.high.escalation', 'unlisted-clause'],
    ['priorities.high.escalation', 'no-effect'],
    ['priorities.high.targets.resolution', 'no-calendar'],
    ['calendars.old', 'never-open'],
    ['rotas.days', 'rota-gap'],
  ]);
  expect(check.warnings.at(-1)?.message).toBe(
    'nobody is on call from 2026-11-23T00:00:00Z to 2026-11-23T09:00:00Z and in 14 more stretches: expected somebody at all times',
  );
});

it('warns of a step that rings every few seconds until somebody takes it, and of none that ends by itself', () => {
  const step = (id: string, more: object) => ({ id, on: 'prioritised', notify: [{ role: 'lead' }], ...more }) as const;
  const ringing = definePolicy({
    id: 'ringing',
    timeZone: 'UTC',
    priorities: {
      high: {
        escalation: [
          step('drums', { repeat: { every: '1 second' } }),
          step('bells', { acknowledgeWithin: '30 seconds' }),
          step('twice', { repeat: { every: '1 second', times: 2 } }),
          step('calm', { repeat: { every: '1 minute' }, acknowledgeWithin: '60 seconds' }),
        ],
      },
    },
  });
  expect(checkPolicy(ringing, soon).warnings.map(({ message }) => message)).toEqual([
    'step drums rings every 1 second until somebody takes it: expected a minute or more',
    'step bells rings every 30 seconds until somebody takes it: expected a minute or more',
  ]);
});
