import { describe, expect, it } from 'vitest';

import { definePolicy } from './define-policy.ts';
import { PolicyError } from './policy-error.ts';
import { resolvePriority, type TriageFacts, triage } from './triage.ts';

const policy = definePolicy({
  id: 'triaged',
  timeZone: 'UTC',
  priorities: {
    critical: {
      when: [{ impact: ['everyone', 'many'], workaround: 'none' }, { text: ['down', 'data loss', 'C++ (all)'] }],
    },
    high: { when: { organisation: 'hill-school', channel: ['phone', 'chat'] } },
    medium: { when: { channel: 'email' } },
    low: {},
  },
  map: { urgent: 'critical', minor: 'low' },
  defaults: { priority: 'low' },
});

describe('triage takes the most urgent priority that the facts meet', () => {
  const rows: [string, TriageFacts, string][] = [
    ['all keys of a condition', { impact: 'many', workaround: 'none' }, 'critical'],
    ['not one of two keys', { impact: 'many', workaround: 'short-term' }, 'low'],
    ['not a key of which nothing is known', { impact: 'many' }, 'low'],
    ['any of several conditions', { text: 'The site is DOWN since eight' }, 'critical'],
    ['whole words only', { text: 'The download is broken' }, 'low'],
    ['phrases across lines', { text: 'We fear a data\n  loss.' }, 'critical'],
    ['words with signs in them', { text: 'fails in C++ (all) versions' }, 'critical'],
    ['words in any case', { organisation: 'Hill-School', channel: 'Phone' }, 'high'],
    ['the stricter of channel and text (S3-22)', { channel: 'email', text: 'data loss' }, 'critical'],
    ['the channel’s where nothing else matches', { channel: 'email', text: 'how do I?' }, 'medium'],
    ['the default where nothing matches', {}, 'low'],
  ];
  it('a key that is written without a word is none', () => {
    const spec = {
      id: 'bare',
      timeZone: 'UTC',
      priorities: { high: { when: { impact: undefined, text: 'down' } }, low: {} },
    };
    const bare = definePolicy(spec as unknown as Parameters<typeof definePolicy>[0]);
    expect(triage(bare, { text: 'it is down', impact: 'everyone' }).priority).toBe('high');
  });

  it.each(rows)('%s', (_, facts, priority) => expect(triage(policy, facts).priority).toBe(priority));

  it('and says by which words', () => {
    expect(triage(policy, { impact: 'MANY', workaround: 'none' }).rule).toEqual({
      kind: 'matched',
      words: { impact: 'many', workaround: 'none' },
    });
    expect(triage(policy, {}).rule).toEqual({ kind: 'default' });
  });

  it('never below the floor', () => {
    const raised = { ...policy, floor: 'medium' };
    expect(triage(raised, {}).priority).toBe('medium');
    expect(triage(raised, { text: 'down' }).priority).toBe('critical');
  });
});

describe('a priority’s name', () => {
  it('is the default where none is given', () => expect(resolvePriority(policy)).toBe('low'));
  it('is mapped from what others call it', () => expect(resolvePriority(policy, 'urgent')).toBe('critical'));
  it('is raised to the floor', () => {
    expect(resolvePriority({ ...policy, floor: 'high' }, 'minor')).toBe('high');
    expect(resolvePriority({ ...policy, floor: 'high' }, 'critical')).toBe('critical');
  });
  it('is refused where the policy has none such', () => {
    expect(() => resolvePriority(policy, 'toString')).toThrow(PolicyError);
    expect(() => resolvePriority(policy, 'sev1')).toThrow(
      '"sev1" is no priority of triaged: expected critical, high, medium, low, urgent, minor',
    );
  });
});
