import type { CaseRecord } from '@sla/case-store';
import { type ClockState, definePolicy, Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';
import { cardWords } from './card-words.ts';
import { caseCard } from './case-card.ts';

const at = (time: string) => Temporal.Instant.from(`2026-11-23T${time}:00Z`);

const policy = definePolicy({
  id: 'p',
  version: 1,
  timeZone: 'Europe/London',
  tiers: ['L1', 'L2'],
  priorities: { high: { title: 'High', targets: { 'first-response': { within: '1 hour' } } }, low: {} },
  defaults: { priority: 'low' },
});

const record: CaseRecord = {
  id: 'id',
  number: 'C-1042',
  version: 1,
  subject: 'Nobody can log in',
  requester: 'r',
  channel: 'email',
  policy: 'p',
  policyVersion: 1,
  priority: 'high',
  tier: 'L1',
  state: 'new',
  openedAt: at('09:00'),
  changedAt: at('09:00'),
  tags: [],
};

const clock = (change: Partial<ClockState>): ClockState => ({
  clock: 'first-response',
  cycle: 1,
  kind: 'commitment',
  status: 'running',
  startedAt: at('09:00'),
  dueAt: at('10:00'),
  warnAt: [at('09:45')],
  elapsed: Temporal.Duration.from('PT0S'),
  ...change,
});

const cardAt = (now: string, ...clocks: ClockState[]) => caseCard({ record, clocks, policy }, at(now));

describe('the risk of a case', () => {
  it.each([
    ['none while there is time', '09:44', 'none'],
    ['at risk when a warning has fired', '09:45', 'at-risk'],
    ['missed from its due instant, also where the stored clock does not know yet', '10:00', 'missed'],
  ] as const)('%s', (_, now, risk) => {
    const card = cardAt(now, clock({}));
    expect(card.risk).toBe(risk);
    expect(card.next?.risk).toBe(risk);
  });

  it('is none where all that was missed has been made good', () => {
    const card = cardAt('11:00', clock({ status: 'missed', breachedAt: at('10:00'), stoppedAt: at('10:20') }));
    expect(card.risk).toBe('none');
    expect(card.promises[0]?.risk).toBe('missed');
    expect(card.next).toBeUndefined();
  });

  it('stays missed while a late clock is paused', () => {
    const { dueAt: _, ...paused } = clock({ status: 'paused', breachedAt: at('10:00') });
    expect(cardAt('11:00', paused).risk).toBe('missed');
  });
});

it('shows the promise that is due first', () => {
  const resolution = clock({ clock: 'resolution', dueAt: at('13:00'), warnAt: [] });
  expect(cardAt('09:10', resolution, clock({})).next?.clock).toBe('first-response');
});

it('ranks priorities from the most urgent', () => {
  expect(cardAt('09:10').priority).toEqual({ name: 'high', title: 'High', rank: 0 });
});

describe('what may be done', () => {
  it.each([
    ['new', ['claim', 'reply', 'resolve', 'assign', 'prioritise', 'escalate', 'pause']],
    ['on-hold', ['claim', 'reply', 'resolve', 'assign', 'prioritise', 'escalate', 'resume']],
    ['resolved', ['reply', 'reopen', 'close']],
    ['closed', ['reopen']],
    ['merged', []],
  ] as const)('%s', (state, actions) => {
    expect(caseCard({ record: { ...record, state }, clocks: [], policy }, at('09:10')).actions).toEqual(actions);
  });
});

it('says its promises in the reader’s language and zone', () => {
  const card = cardAt('09:46', clock({}));
  expect(cardWords(card, { language: 'en', timeZone: 'Europe/London' }, at('09:46')).next).toEqual({
    label: 'First response',
    text: 'due Mon 23 Nov, 10:00 (Europe/London), in 14 minutes',
  });
  expect(cardWords(card, { language: 'de', timeZone: 'Europe/Berlin' }, at('09:46'))).toMatchObject({
    state: 'Neu',
    assignee: 'noch niemand',
    next: { label: 'Erste Antwort', text: 'fällig Mo., 23. Nov., 11:00 (Europe/Berlin), in 14 Minuten' },
  });
});
