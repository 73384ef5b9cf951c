import type { CaseEvent } from '@sla/core';
import { describe, expect, it } from 'vitest';

import { historyOf, holderOf, openAlertsOf, pauseOf, withEvents } from './case-history.ts';

const at = (minute: number) => `2026-11-23T10:${String(minute).padStart(2, '0')}:00Z`;
const opened: CaseEvent = { type: 'opened', at: at(0), channel: 'email' };

describe('who holds a case', () => {
  it.each<[string, CaseEvent[], object]>([
    ['nobody at first', [], {}],
    ['who claimed it', [{ type: 'assigned', at: at(1), to: 'agent:ann' }], { assignee: 'ann' }],
    [
      'still the same person when their own team gets it',
      [
        { type: 'assigned', at: at(1), to: 'agent:ann', team: 'one' },
        { type: 'assigned', at: at(2), team: 'one' },
      ],
      { assignee: 'ann', team: 'one' },
    ],
    [
      'nobody in person when another team gets it',
      [
        { type: 'assigned', at: at(1), to: 'agent:ann', team: 'one' },
        { type: 'assigned', at: at(2), team: 'two' },
      ],
      { team: 'two' },
    ],
    [
      'who had it before, when the hand-over is undone',
      [
        { type: 'assigned', at: at(1), to: 'agent:ann' },
        { type: 'assigned', at: at(2), to: 'agent:bob', id: 'e2' },
        { type: 'undone', at: at(3), event: 'e2', by: 'agent:ann' },
      ],
      { assignee: 'ann' },
    ],
  ])('%s', (_, events, holder) => {
    expect(holderOf(historyOf([opened, ...events]))).toEqual(holder);
  });
});

describe('what a case waits for', () => {
  it('is the last reason, until it is resumed or resolved', () => {
    const paused: CaseEvent[] = [
      { type: 'paused', at: at(1), reason: 'awaiting-vendor', by: 'agent:ann' },
      { type: 'paused', at: at(2), reason: 'awaiting-requester', by: 'agent:ann' },
    ];
    expect(pauseOf(historyOf(paused))?.reason).toBe('awaiting-requester');
    expect(pauseOf(historyOf([...paused, { type: 'resumed', at: at(3), by: 'system' }]))).toBeUndefined();
    expect(pauseOf(historyOf([...paused, { type: 'resolved', at: at(3), by: 'agent:ann' }]))).toBeUndefined();
  });
});

describe('open alerts', () => {
  const alerted: CaseEvent = { type: 'alerted', at: at(1), step: 'call', to: 'duty', by: 'system' };
  it.each<[string, CaseEvent, number]>([
    ['are taken by name', { type: 'alert-taken', at: at(2), step: 'call', by: 'agent:ann' }, 0],
    ['stay when another step is taken', { type: 'alert-taken', at: at(2), step: 'other', by: 'agent:ann' }, 1],
    ['are taken by a claim', { type: 'assigned', at: at(2), to: 'agent:ann', by: 'agent:ann' }, 0],
    ['are not taken by the system', { type: 'assigned', at: at(2), team: 'one', by: 'system' }, 1],
    ['are not taken by the receipt', { type: 'acknowledged', at: at(2), by: 'system', automatic: true }, 1],
    ['stay once when it rings again', { ...alerted, at: at(2) }, 1],
    ['end with the case', { type: 'resolved', at: at(2), by: 'agent:ann' }, 0],
  ])('%s', (_, event, count) => {
    expect(openAlertsOf(historyOf([opened, alerted, event]))).toHaveLength(count);
  });
});

it('puts late news where it happened, behind what was known of that instant', () => {
  const known: CaseEvent[] = [opened, { type: 'noted', at: at(5), by: 'agent:ann' }];
  const late: CaseEvent[] = [
    { type: 'requester-replied', at: at(3), by: 'requester:r' },
    { type: 'replied', at: at(5), by: 'agent:ann' },
  ];
  expect(withEvents(known, late).map(({ type }) => type)).toEqual(['opened', 'requester-replied', 'noted', 'replied']);
});
