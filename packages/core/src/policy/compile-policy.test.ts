import { expect, it } from 'vitest';

import { toEpochMs } from '../time/instant.ts';
import { compiledPolicy, warningsOf } from './compile-policy.ts';
import { definePolicy } from './define-policy.ts';
import type { ClockName } from './policy.ts';

const policy = definePolicy({
  id: 'compiled',
  timeZone: 'Europe/Berlin',
  calendars: {
    office: { timeZone: 'Europe/Berlin', weekly: { 'mon-fri': '09:00-17:00' } },
    shop: { timeZone: 'Europe/Berlin', weekly: { sat: '10:00-14:00' } },
    both: { union: ['office', 'shop'] },
  },
  calendar: 'office',
  businessDay: 'close-of-business',
  warnAt: ['50%'],
  tiers: ['frontline', 'back'],
  priorities: {
    high: {
      calendar: 'shop',
      businessDay: 'working-hours',
      warnAt: ['60%', '90%'],
      targets: {
        'first-response': { within: '1 business hour' },
        resolution: { within: '1 business day', calendar: 'both', businessDay: 'same-time', warnAt: [] },
      },
      escalation: { calendar: 'office', steps: [{ id: 'up', after: '1 hour', raiseTo: 'back' }] },
    },
    low: { targets: { resolution: { within: '1 business day' } } },
  },
});
const { priorities, tiers } = compiledPolicy(policy);
const saturday = toEpochMs('2026-11-21T10:00:00Z');
const monday = toEpochMs('2026-11-23T10:00:00Z');

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('not found');
  return value;
}
const targetOf = (priority: string, clock: ClockName) => found(found(priorities.get(priority)).targets.get(clock));
const opensOn = (calendar: { isOpenMs(ms: number): boolean }) => [
  calendar.isOpenMs(saturday),
  calendar.isOpenMs(monday),
];

it('the nearest of target, priority and policy wins', () => {
  expect(opensOn(targetOf('high', 'first-response').context.calendar)).toEqual([true, false]);
  expect(opensOn(targetOf('high', 'resolution').context.calendar)).toEqual([true, true]);
  expect(opensOn(targetOf('low', 'resolution').context.calendar)).toEqual([false, true]);
  expect(targetOf('high', 'first-response').context.businessDay).toBe('working-hours');
  expect(targetOf('high', 'resolution').context.businessDay).toBe('same-time');
  expect(targetOf('low', 'resolution').context.businessDay).toBe('close-of-business');
  expect(targetOf('high', 'first-response').warnAt).toEqual([{ percent: 60 }, { percent: 90 }]);
  expect(targetOf('high', 'resolution').warnAt).toEqual([]);
  expect(targetOf('low', 'resolution').warnAt).toEqual([{ percent: 50 }]);
});

it('`after` counts on the priority’s calendar, and only a ladder’s own delays it', () => {
  expect(opensOn(found(priorities.get('high')).context.calendar)).toEqual([true, false]);
  expect(opensOn(found(found(priorities.get('high')).ladder.calendar))).toEqual([false, true]);
  expect(found(priorities.get('low')).ladder.calendar).toBeUndefined();
});

it('priorities and tiers know their place', () => {
  expect([...priorities.values()].map((each) => [each.priority.name, each.index])).toEqual([
    ['high', 0],
    ['low', 1],
  ]);
  expect([...tiers]).toEqual([
    ['frontline', 0],
    ['back', 1],
  ]);
});

it('without a calendar every hour counts', () => {
  const always = definePolicy({
    id: 'always',
    timeZone: 'UTC',
    priorities: { p: { targets: { resolution: { within: '1 business hour' } } } },
  });
  const context = found(compiledPolicy(always).priorities.get('p')?.targets.get('resolution')).context;
  expect(context.calendar.addMs(saturday, 3_600_000)).toBe(saturday + 3_600_000);
});

it('a policy is compiled once', () => expect(compiledPolicy(policy)).toBe(compiledPolicy(policy)));

it('a clock warns at 75 % where nobody says otherwise, a range at its first only', () => {
  const usual = definePolicy({
    id: 'usual',
    timeZone: 'UTC',
    priorities: { p: { targets: { resolution: { within: '2-3 business days' } } } },
  });
  const target = found(compiledPolicy(usual).priorities.get('p')?.targets.get('resolution'));
  const member = { kind: 'next-opening' } as const;
  expect(warningsOf(target, { dueMs: 3, member })).toEqual([{ percent: 75 }]);
  expect(warningsOf(target, { dueMs: 3, warnMs: 2, member })).toEqual([]);
  expect(warningsOf({ ...target, warnAt: [{ percent: 50 }] }, { dueMs: 3, warnMs: 2, member })).toEqual([
    { percent: 50 },
  ]);
});
