import { type CaseEvent, definePolicy, evaluate, Temporal } from '@sla/core';
import { expect, test } from 'vitest';

import { policy } from '../testing/console-under-test.ts';
import { HORIZON, upcomingEffects } from './upcoming.ts';

const opened = Temporal.Instant.from('2026-11-23T10:00:00Z');

function upcoming(now: string, more: readonly CaseEvent[] = [], policies = policy) {
  const given: readonly CaseEvent[] = [{ type: 'opened', at: opened, channel: 'email', priority: 'critical' }, ...more];
  const events = given.map((event, index) => ({ ...event, id: `e${index}`, position: index + 1 }));
  const at = Temporal.Instant.from(now);
  return upcomingEffects({ now: at, policies, events, sla: evaluate(policies, events, at) });
}

function told(now: string, more?: readonly CaseEvent[]): readonly string[] {
  return upcoming(now, more).map(({ effect, repeats }) => `${effect.at} ${effect.id}${repeats ? ' …' : ''}`);
}

test('everything that will fire, a repeated step once', () => {
  expect(told('2026-11-23T10:00:00Z')).toEqual([
    '2026-11-23T10:45:00Z first-response/1/warn/1',
    '2026-11-23T11:00:00Z first-response/1/miss',
    '2026-11-23T11:00:00Z call-duty/1/notify/duty …',
    '2026-11-23T11:00:00Z call-duty/1/raise/L2',
    '2026-11-23T13:00:00Z resolution/1/warn/1',
    '2026-11-23T14:00:00Z resolution/1/miss',
  ]);
});

test('what has fired is not to come', () => {
  expect(told('2026-11-23T12:59:00Z')).toEqual([
    '2026-11-23T13:00:00Z resolution/1/warn/1',
    '2026-11-23T13:00:00Z call-duty/9/notify/duty …',
    '2026-11-23T14:00:00Z resolution/1/miss',
  ]);
});

test('an answer takes away what hung on it', () => {
  const replied = { type: 'replied', at: '2026-11-23T10:10:00Z', by: 'agent:ann' } as const;
  expect(told('2026-11-23T10:10:00Z', [replied])).toEqual([
    '2026-11-23T13:00:00Z resolution/1/warn/1',
    '2026-11-23T14:00:00Z resolution/1/miss',
  ]);
});

test('a case that is done has nothing to come', () => {
  const done: readonly CaseEvent[] = [
    { type: 'replied', at: '2026-11-23T10:10:00Z', by: 'agent:ann' },
    { type: 'resolved', at: '2026-11-23T10:10:00Z', by: 'agent:ann' },
  ];
  expect(told('2026-11-23T10:10:00Z', done)).toEqual([]);
});

test('looks a week ahead, at twenty things', () => {
  const many = definePolicy({
    id: 'many',
    version: 1,
    timeZone: 'Europe/London',
    tiers: ['L1'],
    priorities: {
      critical: {
        targets: { 'first-response': { within: '3 weeks' } },
        escalation: Array.from({ length: 30 }, (_, hour) => ({
          id: `step-${hour}`,
          after: `${(hour + 1) * 7} hours`,
          notify: [{ role: 'duty', via: ['email' as const] }],
        })),
      },
    },
    defaults: { priority: 'critical' },
  });
  const found = upcoming('2026-11-23T10:00:00Z', [], many);
  expect(found).toHaveLength(HORIZON.effects);
  const late = upcoming('2026-11-28T10:00:00Z', [], many);
  expect(late.at(-1)?.effect.id).toBe('step-29/1/notify/duty');
  const still = upcoming('2026-12-02T10:00:00Z', [], many);
  expect(still.map(({ effect }) => effect.id)).toEqual(['first-response/1/warn/1']);
});
