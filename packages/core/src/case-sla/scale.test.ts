import { describe, expect, test } from 'vitest';

import type { CaseEvent } from '../case/case-event.ts';
import { MOST_EFFECTS } from '../escalation/fire-step.ts';
import type { Policy } from '../policy/policy.ts';
import { lab, labOf } from '../testing/lab.ts';
import { ms } from '../testing/story.ts';
import { apply, atMs, begin, evaluateMs } from './evaluate.ts';
import { explain } from './explain.ts';

const OPENED = ms('mon 10:00');
const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;
const COUNT = 100_000;

const waits = { pauseWhile: ['awaiting-requester'] } as const;
const policy = lab({
  p1: {
    targets: {
      'first-response': { within: '1 hour' },
      'next-response': { within: '2 hours' },
      update: { every: '4 hours' },
      resolution: { within: '4000 business hours', ...waits },
      diagnosis: { within: { earliest: ['4000 business hours', '400000 hours'] }, ...waits },
    },
    escalation: [
      { id: 'late', after: '90000 hours', raiseTo: 'L2' },
      { id: 'half', at: { clock: 'resolution', percent: 50 }, notify: [{ role: 'lead' }] },
    ],
  },
  p2: { targets: { resolution: { within: '3000 business hours', ...waits } } },
});

/** A case with a hundred thousand events after its opening. */
function life(kinds: readonly ((i: number) => object)[], stepMs = MINUTE): CaseEvent[] {
  const events: object[] = [{ type: 'opened', at: OPENED, channel: 'email' }];
  for (let i = 0; i < COUNT; i++)
    events.push({ at: OPENED + (i + 1) * stepMs, by: 'agent:a', ...kinds[i % kinds.length]?.(i) });
  return events as CaseEvent[];
}

const prioritised = (i: number) => ({ type: 'prioritised', priority: i % 2 ? 'p1' : 'p2' });
const paused = () => ({ type: 'paused', reason: 'awaiting-requester' });

describe('a hundred thousand events take no longer than they warrant', () => {
  test.for([
    ['notes', [() => ({ type: 'noted' })]],
    ['questions and answers', [() => ({ type: 'requester-replied' }), () => ({ type: 'replied' })]],
    ['pauses', [paused, () => ({ type: 'resumed' })]],
    ['pauses and changes of priority', [paused, () => ({ type: 'resumed' }), prioritised]],
    ['reopenings', [() => ({ type: 'resolved' }), () => ({ type: 'reopened' })]],
    ['changes of priority', [prioritised]],
    ['merges and their undoing', [() => ({ type: 'merged', into: 'C-2' }), () => ({ type: 'unmerged' })]],
    ['undoings of undoings', [(i: number) => ({ type: 'undone', event: `e${i - 1}`, id: `e${i}` })]],
    ['flags, each another', [(i: number) => ({ type: 'flagged', flag: `f${i}` })]],
  ] as const)('%s', ([, kinds]) => {
    const events = life(kinds);
    const now = OPENED + (COUNT + 1) * MINUTE;
    const started = performance.now();
    const sla = evaluateMs(policy, events, now);
    const folded = events.reduce(apply, begin(policy));
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(atMs(folded, now).clocks).toHaveLength(sla.clocks.length);
  });

  test.for([
    ['pauses', [paused, () => ({ type: 'resumed' })], 'paused'],
    ['reopenings', [() => ({ type: 'resolved' }), () => ({ type: 'reopened' })], 'solved'],
  ] as const)('nor does explaining them: %s', ([, kinds, kind]) => {
    const started = performance.now();
    const { rows, sentence } = explain(policy, life(kinds), 'resolution', OPENED + (COUNT + 1) * MINUTE);
    expect(performance.now() - started).toBeLessThan(25_000);
    expect(rows.filter((row) => row.kind === kind)).toHaveLength(COUNT / 2);
    expect(sentence).toContain(`stood still ${COUNT / 2 - 4} more times`);
  });

  test.for([
    ['milestones', (i: number) => ({ type: 'milestone', name: `m${i}` })],
    ['alerts that reach nobody', () => ({ type: 'unreachable', step: 'half' })],
  ] as const)('all in one instant: %s', ([, kind]) => {
    const events = life([kind], 0);
    const started = performance.now();
    expect(evaluateMs(policy, events, OPENED).clocks).toHaveLength(4);
    expect(atMs(events.reduce(apply, begin(policy)), OPENED).clocks).toHaveLength(4);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('a long time takes no longer than what happens in it', () => {
  const opened: CaseEvent[] = [{ type: 'opened', at: OPENED, channel: 'email' }];
  const within = (limitMs: number, under: Policy, years: number) => {
    const started = performance.now();
    const sla = evaluateMs(under, opened, OPENED + years * YEAR);
    expect(performance.now() - started).toBeLessThan(limitMs);
    return sla;
  };

  test('ten years open with updates owed every hour', () => {
    expect(within(1_000, labOf({ update: { every: '1 hour' } }), 10).effects).toHaveLength(2);
  });

  test('ten years of reminders every hour', () => {
    const steps = [{ id: 's', after: '1 hour', notify: [{ role: 'lead' }], repeat: { every: '1 hour' } }] as const;
    const { effects, nextWakeMs } = within(10_000, labOf({}, steps), 10);
    expect(effects).toHaveLength(10 * 365 * 24);
    expect(nextWakeMs).toBe(OPENED + 10 * YEAR + 60 * MINUTE);
  });

  test('a ladder that rings every second for fifty years falls silent after a million effects', () => {
    const steps = [
      { id: 's', on: 'prioritised', notify: [{ role: 'lead' }], repeat: { every: '1 second' } },
      { id: 't', on: 'prioritised', notify: [{ role: 'boss' }], acknowledgeWithin: '1 second' },
    ] as const;
    const { effects, nextWakeMs } = within(20_000, labOf({}, steps), 50);
    expect([effects.length, nextWakeMs]).toEqual([MOST_EFFECTS + 1, undefined]);
  });

  test('a repeat that can change nothing is not waited for', () => {
    const steps = [{ id: 's', after: '1 hour', raiseTo: 'L2', repeat: { every: '1 minute' } }] as const;
    const { effects, nextWakeMs } = within(1_000, labOf({}, steps), 100);
    expect([effects.length, nextWakeMs]).toEqual([1, undefined]);
  });

  test('a deadline a hundred years away, and its explanation', () => {
    const under = labOf({ resolution: { within: '36000 business days' } });
    const started = performance.now();
    const { rows } = explain(under, opened, 'resolution', OPENED);
    expect(rows.length).toBeGreaterThan(36_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
