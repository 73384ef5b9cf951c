import { Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import type { NoticeKind } from '../delivery.ts';
import { sentenceOf } from '../sentence-of.ts';
import type { NoticeFacts } from './catalogue.ts';
import { catalogueFor } from './catalogue-for.ts';

const now = Temporal.Instant.from('2026-11-23T12:00:00Z');
const at = (time: string) => Temporal.Instant.from(`2026-11-23T${time}:00Z`);

function facts(kind: NoticeKind, language: string, change: Partial<NoticeFacts> = {}): NoticeFacts {
  const promise = { clock: 'resolution', kind: 'commitment', dueAt: at('12:30') } as const;
  return { kind, reader: { language, timeZone: 'Europe/London' }, now, at: now, promise, insteadOf: [], ...change };
}

const notice = (kind: NoticeKind, language: string, change?: Partial<NoticeFacts>) =>
  catalogueFor(language).notice(facts(kind, language, change));

describe('notices', () => {
  it.each([
    ['warn', 'en', 'Resolution due in 30 minutes'],
    ['warn', 'de', 'Lösung fällig in 30 Minuten'],
    ['update-due', 'en', 'Resolution due in 30 minutes'],
    ['miss', 'en', 'Resolution missed'],
    ['miss', 'de', 'Lösung verpasst'],
    ['notify', 'en', 'Escalated to you (ladder)'],
    ['publish', 'de', 'Auf der Statusseite zu veröffentlichen'],
    ['assign', 'en', 'Assigned to you'],
    ['raise', 'de', 'An Ihr Team übergeben'],
    ['delivery-failed', 'en', 'A message could not be delivered'],
  ] as const)('of %s in %s', (kind, language, headline) => {
    expect(notice(kind, language).headline).toBe(headline);
  });

  it('call a missed objective an aim, and never a breach', () => {
    const promise = { clock: 'resolution', kind: 'objective', dueAt: at('11:00') } as const;
    const words = notice('miss', 'en', { promise });
    expect(words.headline).toBe('Aim missed: Resolution');
    expect(words.sentences).toEqual(['Resolution: was due Mon 23 Nov, 11:00 (Europe/London), 1 hour ago.']);
    expect(JSON.stringify(words)).not.toMatch(/breach/i);
  });

  it('bend German days after a preposition', () => {
    const promise = { clock: 'diagnosis', kind: 'commitment', dueAt: at('12:00').add({ hours: 76 }) } as const;
    expect(notice('warn', 'de', { promise }).headline).toBe('Diagnose fällig in 3 Tagen 4 Stunden');
  });

  it('name milestones as the policy does', () => {
    const promise = { clock: 'milestone:service restored', kind: 'commitment', dueAt: at('12:30') } as const;
    expect(notice('warn', 'en', { promise }).headline).toBe('service restored due in 30 minutes');
  });
});

describe('refusals', () => {
  it('say what is wrong and what to do, in the language asked for', () => {
    const refusal = { code: 'unknown-priority', facts: { priority: 'urgent', known: 'high, low' } } as const;
    expect(sentenceOf(refusal, 'en-GB')).toBe('There is no priority urgent in this policy. It has: high, low.');
    expect(sentenceOf(refusal, 'de')).toContain('Es gibt: high, low.');
    expect(sentenceOf(refusal, 'fr')).toContain('There is no priority');
  });

  it('are finished sentences in every language', () => {
    for (const language of ['en', 'de']) {
      for (const say of Object.values(catalogueFor(language).refusals)) expect(say({})).toMatch(/[.!]$/);
    }
  });
});
