import { definePolicy, Temporal } from '@sla/core';
import { expect, test } from 'vitest';

import { policy } from '../testing/console-under-test.ts';
import { openHours } from './open-hours.ts';

const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds;

function hours(...given: Parameters<typeof openHours>): readonly string[] {
  return openHours(...given).map(({ start, end }) => `${start} – ${end}`);
}

test('open stretches between two instants, cut to them', () => {
  expect(hours(policy, 'normal', 'first-response', ms('2026-11-20T16:00:00Z'), ms('2026-11-24T10:00:00Z'))).toEqual([
    '2026-11-20T16:00:00Z – 2026-11-20T17:00:00Z',
    '2026-11-23T09:00:00Z – 2026-11-23T17:00:00Z',
    '2026-11-24T09:00:00Z – 2026-11-24T10:00:00Z',
  ]);
});

test("a clock's own calendar comes before the priority's", () => {
  const nights = definePolicy({
    id: 'nights',
    version: 1,
    timeZone: 'Europe/London',
    calendars: {
      office: { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:00' } },
      night: { timeZone: 'Europe/London', weekly: { mon: '20:00-22:00' } },
    },
    calendar: 'office',
    tiers: ['L1'],
    priorities: { normal: { targets: { resolution: { within: '4 business hours', calendar: 'night' } } } },
    defaults: { priority: 'normal' },
  });
  const day = [ms('2026-11-23T00:00:00Z'), ms('2026-11-24T00:00:00Z')] as const;
  expect(hours(nights, 'normal', 'resolution', ...day)).toEqual(['2026-11-23T20:00:00Z – 2026-11-23T22:00:00Z']);
  expect(hours(nights, 'normal', undefined, ...day)).toEqual(['2026-11-23T09:00:00Z – 2026-11-23T17:00:00Z']);
});

test('a policy without calendars is always open', () => {
  const always = definePolicy({
    id: 'always',
    version: 1,
    timeZone: 'Europe/London',
    tiers: ['L1'],
    priorities: { normal: { targets: { resolution: { within: '4 hours' } } } },
    defaults: { priority: 'normal' },
  });
  expect(hours(always, 'normal', 'resolution', ms('2026-11-21T00:00:00Z'), ms('2026-11-22T00:00:00Z'))).toEqual([
    '2026-11-21T00:00:00Z – 2026-11-22T00:00:00Z',
  ]);
});

test('a priority that the policy no longer has draws nothing', () => {
  expect(hours(policy, 'gone', undefined, 0, 1)).toEqual([]);
  expect(hours(policy, 'normal', undefined, 1, 1)).toEqual([]);
});
