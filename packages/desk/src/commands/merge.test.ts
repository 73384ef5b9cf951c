import type { CaseRecord } from '@sla/case-store';
import { evaluate } from '@sla/core';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { CaseView, IncomingMessage } from '../desk.ts';
import { done, refusalOf } from '../testing/done.ts';
import { mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';

let at: TestDesk;
let first: CaseRecord;
let second: CaseRecord;
let mails = 0;

const receive = async (change: Partial<IncomingMessage> = {}) => {
  mails += 1;
  const messageId = `mail-${mails}@ashdown.example`;
  return done(await at.desk.receive(mail({ receivedAt: at.clock.now(), messageId, ...change })));
};
const viewOf = async ({ id }: CaseRecord): Promise<CaseView> => {
  const found = await at.desk.read.case(id);
  if (!found) throw new Error('no such case');
  return found;
};
const clockOf = async (record: CaseRecord, name: string) =>
  (await viewOf(record)).sla.clocks.findLast(({ clock }) => clock === name);
/** What evaluation says of the clocks, from nothing but the events. */
const evaluated = async (record: CaseRecord) => {
  const { policies, events, now } = await viewOf(record);
  return evaluate(policies, events, now).clocks;
};

beforeEach(async () => {
  at = await openTestDesk();
  first = (await receive({ subject: 'Nobody can log in' })).case;
  at.clock.pass({ minutes: 10 });
  second = (await receive({ subject: 'Log in broken', from: { address: 'tom@ashdown.example', name: 'Tom' } })).case;
});
afterEach(() => at.close());

describe('merging', () => {
  it('moves the survivor to the earlier anchor, and ends the clocks of the other', async () => {
    at.clock.pass({ minutes: 5 });
    const merged = done(await at.desk.merge('agent:ann', { case: first.number, into: second.number }));
    expect(merged.case).toMatchObject({ state: 'merged', mergedInto: second.number });
    expect(await clockOf(second, 'first-response')).toMatchObject({ startedAt: first.openedAt, status: 'running' });
    expect((await viewOf(first)).sla.clocks.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(await evaluated(second)).toEqual((await viewOf(second)).sla.clocks);
  });

  it('gives the survivor the question that nobody had answered', async () => {
    await at.desk.reply('agent:ann', { case: second.id, text: 'We look into it.' });
    at.clock.pass({ minutes: 5 });
    await at.desk.merge('agent:ann', { case: first.id, into: second.id });
    expect(await clockOf(second, 'next-response')).toMatchObject({ startedAt: first.openedAt, status: 'running' });
    at.clock.pass({ minutes: 1 });
    done(await at.desk.reply('agent:ann', { case: second.id, text: 'It works again.' }));
    expect((await clockOf(second, 'next-response'))?.status).toBe('met');
  });

  it('leaves one clock to answer both, where neither was answered', async () => {
    await at.desk.merge('agent:ann', { case: first.id, into: second.id });
    expect(await clockOf(second, 'next-response')).toBeUndefined();
  });

  it('brings answers to either to the survivor, and copies to everybody who asked', async () => {
    await at.desk.merge('agent:ann', { case: second.id, into: first.id });
    at.clock.pass({ minutes: 1 });
    const joined = await receive({ joins: { case: second.number, evidence: [] }, text: 'Still broken.' });
    expect(joined.case.id).toBe(first.id);
    const view = await viewOf(first);
    expect(view.messages.filter(({ direction }) => direction === 'in').map(({ caseId }) => caseId)).toEqual([
      first.id,
      second.id,
      first.id,
    ]);
    const { message } = done(await at.desk.reply('agent:ann', { case: first.id, text: 'Fixed.' }));
    expect(message).toMatchObject({ to: ['maria@ashdown.example'], cc: ['tom@ashdown.example'] });
    expect(message.references).toContain('mail-2@ashdown.example'.replace('2', String(mails - 1)));
  });

  it('is refused for oneself, for strangers, for what is over, and twice', async () => {
    const merge = async (source: CaseRecord, into: CaseRecord) =>
      refusalOf(await at.desk.merge('agent:ann', { case: source.id, into: into.id }));
    expect(await merge(first, first)).toBe('same-case');
    const foreign = await receive({ from: { address: 'x@kestrel.example' } });
    expect(await merge(foreign.case, first)).toBe('other-organisation');
    expect(refusalOf(await at.desk.merge('agent:ann', { case: 'C-9', into: first.id }))).toBe('no-such-case');
    const by = `requester:${first.requester}` as const;
    expect(refusalOf(await at.desk.merge(by, { case: first.id, into: second.id }))).toBe('not-an-agent');
    done(await at.desk.merge('agent:ann', { case: first.id, into: second.id }));
    expect(await merge(first, second)).toBe('case-is-merged');
    expect(await merge(second, first)).toBe('case-is-merged');
    expect(refusalOf(await at.desk.reply('agent:ann', { case: first.id, text: 'x' }))).toBe('case-is-merged');
    await at.desk.unmerge('agent:ann', { case: first.id });
    done(await at.desk.resolve('agent:ann', { case: second.id, text: 'Done.' }));
    expect(await merge(first, second)).toBe('already-resolved');
  });

  it('does not hang when two agents merge two cases into each other at once', async () => {
    const both = await Promise.all([
      at.desk.merge('agent:ann', { case: first.id, into: second.id }),
      at.desk.merge('agent:bob', { case: second.id, into: first.id }),
    ]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });
});

describe('unmerging', () => {
  it('leaves both as if they had never been merged, but for what fell due meanwhile', async () => {
    const before = [await evaluated(first), await evaluated(second)];
    await at.desk.merge('agent:ann', { case: first.id, into: second.id });
    const freed = done(await at.desk.unmerge('agent:ann', { case: first.number }));
    expect(freed.case).toMatchObject({ state: 'new' });
    expect(freed.case.mergedInto).toBeUndefined();
    expect([await evaluated(first), await evaluated(second)]).toEqual(before);
    expect(refusalOf(await at.desk.unmerge('agent:ann', { case: first.id }))).toBe('not-merged');
    const answer = await receive({ joins: { case: first.number, evidence: [] } });
    expect(answer.case.id).toBe(first.id);
  });

  it('tells at once of what was missed while it was merged', async () => {
    await at.desk.merge('agent:ann', { case: first.id, into: second.id });
    await at.desk.reply('agent:ann', { case: second.id, text: 'We are on it.' });
    await at.runUntil('2026-11-23T13:00:00Z');
    await at.desk.unmerge('agent:ann', { case: first.id });
    expect(await clockOf(first, 'first-response')).toMatchObject({ status: 'running', breachedAt: at.clock.now() });
    expect(await clockOf(second, 'first-response')).toMatchObject({ status: 'met', startedAt: second.openedAt });
  });

  it('takes the last merge back first', async () => {
    const third = (await receive()).case;
    await at.desk.merge('agent:ann', { case: first.id, into: second.id });
    await at.desk.merge('agent:ann', { case: second.id, into: third.id });
    expect(await clockOf(third, 'first-response')).toMatchObject({ startedAt: first.openedAt });
    expect(refusalOf(await at.desk.unmerge('agent:ann', { case: first.id }))).toBe('case-is-merged');
    done(await at.desk.unmerge('agent:ann', { case: second.id }));
    done(await at.desk.unmerge('agent:ann', { case: first.id }));
    expect(await clockOf(third, 'first-response')).toMatchObject({ startedAt: third.openedAt });
    expect(await clockOf(second, 'first-response')).toMatchObject({ startedAt: second.openedAt });
  });
});

/** Small acts of a case's life; each is refused where it does not fit, which is fine. */
const acts: Readonly<Record<string, (record: CaseRecord) => Promise<unknown>>> = {
  reply: ({ id }) => at.desk.reply('agent:ann', { case: id, text: 'We look into it.' }),
  write: ({ number }) => receive({ joins: { case: number, evidence: [] } }),
  normal: ({ id }) => at.desk.prioritise('agent:ann', { case: id, priority: 'normal' }),
  critical: ({ id }) => at.desk.prioritise('agent:ann', { case: id, priority: 'critical' }),
  pause: ({ id }) => at.desk.pause('agent:ann', { case: id, reason: 'awaiting-requester' }),
  resume: ({ id }) => at.desk.resume('agent:ann', { case: id }),
  wait: async () => at.clock.pass({ minutes: 25 }),
};

it('whatever happened before, merging and unmerging leave the clocks as they were', async () => {
  const act = fc.record({ name: fc.constantFrom(...Object.keys(acts)), on: fc.constantFrom('first', 'second') });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 6 }), async (life) => {
      const records = { first: (await receive()).case, second: (await receive()).case };
      for (const { name, on } of life) await acts[name]?.(records[on as 'first' | 'second']);
      await at.desk.runClocks(50);
      const before = [await evaluated(records.first), await evaluated(records.second)];
      done(await at.desk.merge('agent:ann', { case: records.first.id, into: records.second.id }));
      const anchors = (await evaluated(records.second)).map(({ startedAt }) => startedAt.epochMilliseconds);
      expect(Math.min(...anchors)).toBeLessThanOrEqual(records.first.openedAt.epochMilliseconds);
      done(await at.desk.unmerge('agent:ann', { case: records.first.id }));
      expect([await evaluated(records.first), await evaluated(records.second)]).toEqual(before);
    }),
    { numRuns: 12 },
  );
}, 60_000);
