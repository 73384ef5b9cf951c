import { expect, it } from 'vitest';

import { parsePolicy } from './define-policy.ts';
import { extendPolicy } from './extend-policy.ts';

const BASE = {
  id: 'base',
  timeZone: 'UTC',
  calendars: { office: { timeZone: 'UTC', weekly: { 'mon-fri': '09:00-17:00' }, holidays: ['2026-12-25'] } },
  calendar: 'office',
  priorities: {
    high: {
      title: 'High',
      targets: {
        'first-response': { within: { whenOpen: '1 hour', whenClosed: '4 hours' }, clause: 'A-1' },
        resolution: { measure: true },
        update: { every: '1 hour', from: { earliest: ['2 hours', { flag: 'stuck' }] } },
      },
      escalation: [{ id: 'up', after: '1 hour', raiseTo: 'L2' }],
    },
    low: { targets: {} },
  },
  defaults: { priority: 'low', close: '7 days after resolved' },
};

type Written = typeof BASE & { readonly [key: string]: unknown };
const extended = (overrides: object) => extendPolicy(BASE, overrides) as Written;

it('what is not overridden stays', () => {
  expect(extended({})).toEqual(BASE);
  expect(extended({ id: 'ours', priorities: { high: { title: 'Urgent' } } }).priorities.high).toEqual({
    ...BASE.priorities.high,
    title: 'Urgent',
  });
});

it('a target promises one thing', () => {
  const { targets } = extended({
    priorities: {
      high: {
        targets: {
          'first-response': { within: { earliest: ['2 hours', 'close of business'] } },
          resolution: { within: '1 day' },
          update: { from: 'first-response' },
        },
      },
    },
  }).priorities.high;
  expect(targets).toEqual({
    'first-response': { within: { earliest: ['2 hours', 'close of business'] }, clause: 'A-1' },
    resolution: { within: '1 day' },
    update: { every: '1 hour', from: 'first-response' },
  });
});

it('a list is replaced whole, the steps of a ladder too', () => {
  const { high } = extended({
    priorities: { high: { escalation: [{ id: 'tell', on: 'opened', publish: true }] } },
  }).priorities;
  expect(high.escalation).toEqual([{ id: 'tell', on: 'opened', publish: true }]);
  expect(extended({ calendars: { office: { holidays: ['2026-12-26'] } } }).calendars.office.holidays).toEqual([
    '2026-12-26',
  ]);
});

it('a week is replaced whole, and a calendar has hours of its own or is a union', () => {
  expect(extended({ calendars: { office: { weekly: { sat: '10:00-12:00' } } } }).calendars.office).toEqual({
    ...BASE.calendars.office,
    weekly: { sat: '10:00-12:00' },
  });
  expect(extended({ calendars: { office: { union: ['north', 'south'] } } }).calendars.office).toEqual({
    union: ['north', 'south'],
  });
});

it('null removes a key', () => {
  const policy = extended({
    priorities: { high: { targets: { update: null }, escalation: null }, low: null },
    defaults: { priority: 'high', close: null },
  });
  expect(Object.keys(policy.priorities)).toEqual(['high']);
  expect(Object.keys(policy.priorities.high.targets)).toEqual(['first-response', 'resolution']);
  expect(policy.priorities.high).not.toHaveProperty('escalation');
  expect(policy.defaults).toEqual({ priority: 'high' });
});

it('a new priority comes last, and the base is left as it was', () => {
  const before = structuredClone(BASE);
  expect(Object.keys(extended({ priorities: { lowest: {} } }).priorities)).toEqual(['high', 'low', 'lowest']);
  expect(BASE).toEqual(before);
});

it('an override that is none is a fault of the policy, not a crash', () => {
  for (const overrides of [7, 'text', [], { priorities: 7 }, { priorities: { high: 'x' } }])
    expect(parsePolicy(extendPolicy(BASE, overrides))).toHaveProperty('faults');
});
