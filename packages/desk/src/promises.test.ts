import type { CaseRecord } from '@sla/case-store';
import { definePolicy, Temporal } from '@sla/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ClocksFailed } from './run-clocks.ts';
import { done, refusalOf } from './testing/done.ts';
import { agents, mail, openTestDesk, type TestDesk } from './testing/test-desk.ts';

let at: TestDesk;
let record: CaseRecord;
beforeEach(async () => {
  at = await openTestDesk({ channels: ['phone'] });
  record = done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
});
afterEach(() => at.close());

/** Notices in the outbox, as `address: subject`. */
async function notices(): Promise<readonly string[]> {
  return (await at.outbox()).flatMap(({ payload }) =>
    payload.kind === 'notice' ? [`${payload.to.join(', ')}: ${payload.subject}`] : [],
  );
}

async function view() {
  const found = await at.desk.read.case(record.id);
  if (!found) throw new Error('no such case');
  return found;
}

describe('a promise that runs out', () => {
  it('warns who keeps the case, is missed, climbs the ladder and tells each person once', async () => {
    await at.runUntil('2026-11-23T10:45:00Z');
    expect(await notices()).toEqual([
      'ann@desk.example: [C-1001] First response due in 15 minutes: Nobody can log in',
      'bob@desk.example: [C-1001] First response due in 15 minutes: Nobody can log in',
      'lea@desk.example: [C-1001] Erste Antwort fällig in 15 Minuten: Nobody can log in',
    ]);
    expect((await view()).card).toMatchObject({ risk: 'at-risk', next: { clock: 'first-response' } });

    await at.runUntil('2026-11-23T11:00:00Z');
    const { record: missed, sla, card, events } = await view();
    expect(sla.clocks[0]).toMatchObject({
      status: 'running',
      breachedAt: Temporal.Instant.from('2026-11-23T11:00:00Z'),
    });
    expect(missed).toMatchObject({ tier: 'L2', team: 'platform', nextDue: { missed: true } });
    expect(card).toMatchObject({ risk: 'missed', openAlerts: [{ step: 'call-duty', to: 'duty' }] });
    expect(events.map(({ type }) => type)).toEqual(['opened', 'assigned', 'alerted', 'assigned']);
    expect((await notices()).slice(3)).toEqual([
      'ann@desk.example: [C-1001] First response missed: Nobody can log in',
      'bob@desk.example: [C-1001] First response missed: Nobody can log in',
      'lea@desk.example: [C-1001] Erste Antwort verpasst: Nobody can log in',
      'agent:pia: [C-1001] Escalated to you (call-duty): Nobody can log in',
    ]);

    await at.desk.runClocks(10);
    expect(await notices()).toHaveLength(7);
  });

  it('says what, which case, how long is left, what to do and where', async () => {
    await at.runUntil('2026-11-23T10:45:00Z');
    const [notice] = await at.outbox();
    expect(notice?.payload.kind === 'notice' && notice.payload.text).toMatchInlineSnapshot(`
      "First response: due Mon 23 Nov, 11:00 (Europe/London), in 15 minutes.

      Case: C-1001 Nobody can log in
      From: Maria Sánchez, Ashdown College
      Priority: Critical
      Assignee: nobody yet
      Clause: T-1

      Answer the requester.
      Open the case: https://desk.example/cases/C-1001"
    `);
  });

  it('says when a way of telling is not set up here', async () => {
    await at.close();
    at = await openTestDesk();
    record = done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
    await at.runUntil('2026-11-23T11:00:00Z');
    const payloads = (await at.outbox()).map((each) => each.payload);
    const payload = payloads.find((each) => each.kind === 'notice' && each.notice.step === 'call-duty');
    expect(payload?.kind === 'notice' && payload.text).toContain(
      'The policy asks for this by phone; that is not set up on this desk, so it comes by mail.',
    );
    expect(payload?.kind === 'notice' && payload.text).toContain('Take this alert within 15 minutes');
  });

  it('goes quiet with an answer', async () => {
    await at.desk.claim('agent:ann', { case: record.id });
    await at.desk.reply('agent:ann', { case: record.id, text: 'On it.' });
    await at.runUntil('2026-11-23T12:00:00Z');
    expect(await notices()).toEqual([]);
  });

  it('tells its assignee alone once somebody has it', async () => {
    await at.desk.claim('agent:bob', { case: record.id });
    await at.runUntil('2026-11-23T10:45:00Z');
    expect(await notices()).toEqual(['bob@desk.example: [C-1001] First response due in 15 minutes: Nobody can log in']);
  });
});

describe('an alert', () => {
  it('falls through to the next step when nobody takes it in time', async () => {
    await at.runUntil('2026-11-23T11:15:00Z');
    expect((await notices()).at(-1)).toBe(
      'boss@desk.example: [C-1001] Escalated to you (tell-boss): Nobody can log in',
    );
  });

  it('rests with who takes it', async () => {
    await at.runUntil('2026-11-23T11:05:00Z');
    done(await at.desk.take('agent:pia', { case: record.id, step: 'call-duty' }));
    expect(refusalOf(await at.desk.take('agent:ann', { case: record.id, step: 'call-duty' }))).toBe('unknown-alert');
    await at.runUntil('2026-11-23T11:30:00Z');
    expect((await notices()).some((notice) => notice.startsWith('boss@'))).toBe(false);
    expect((await view()).card.openAlerts).toEqual([]);
  });

  it('falls through at once when it reaches nobody', async () => {
    await at.close();
    at = await openTestDesk({
      directory: {
        roles: { duty: { people: [], email: [] }, management: { people: [], email: ['boss@desk.example'] } },
      },
    });
    record = done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
    await at.runUntil('2026-11-23T11:00:00Z');
    expect((await view()).events.map(({ type }) => type)).toContain('unreachable');
    expect((await notices()).at(-1)).toBe(
      'boss@desk.example: [C-1001] Escalated to you (tell-boss): Nobody can log in',
    );
  });

  it('goes by every way that is set up', async () => {
    await at.close();
    at = await openTestDesk({ channels: ['phone'] });
    record = done(await at.desk.receive(mail({ mayAcknowledge: false }))).case;
    await at.runUntil('2026-11-23T11:00:00Z');
    const call = (await at.outbox()).find(({ item }) => item.destination === 'phone');
    expect(call?.payload).toMatchObject({
      kind: 'notice',
      to: ['agent:pia'],
      notice: { step: 'call-duty', to: 'duty' },
    });
  });
});

describe('a change of priority', () => {
  it('that puts a deadline into the past misses it there, marked as tightened', async () => {
    const calm = done(
      await at.desk.receive(mail({ priority: 'normal', messageId: 'm2@c', mayAcknowledge: false })),
    ).case;
    await at.runUntil('2026-11-23T11:30:00Z');
    done(await at.desk.prioritise('agent:ann', { case: calm.id, priority: 'critical', reason: 'all of them' }));
    const { sla } = (await at.desk.read.case(calm.id)) ?? {};
    expect(sla?.clocks.find(({ clock }) => clock === 'first-response')).toMatchObject({
      breachedAt: Temporal.Instant.from('2026-11-23T11:30:00Z'),
      tightened: true,
    });
    expect(refusalOf(await at.desk.prioritise('agent:ann', { case: calm.id, priority: 'critical' }))).toBe(
      'nothing-to-do',
    );
    expect(refusalOf(await at.desk.prioritise('agent:ann', { case: calm.id, priority: 'hot' }))).toBe(
      'unknown-priority',
    );
  });
});

describe('a desk that was away', () => {
  it('tells late what happened, with its true instant, one mail a person', async () => {
    for (let n = 2; n <= 6; n += 1) await at.desk.receive(mail({ messageId: `${n}@c`, mayAcknowledge: false }));
    at.clock.set('2026-11-24T10:00:00Z');
    expect(await at.desk.runClocks(100)).toBe(6);
    const { sla } = await view();
    expect(sla.clocks[0]?.breachedAt?.toString()).toBe('2026-11-23T11:00:00Z');
    const digests = (await at.outbox()).filter(({ payload }) => payload.kind === 'notice');
    expect(digests.map(({ payload }) => payload.kind === 'notice' && payload.to)).toEqual(
      expect.arrayContaining([
        ['ann@desk.example'],
        ['bob@desk.example'],
        ['lea@desk.example'],
        ['agent:pia'],
        ['boss@desk.example'],
      ]),
    );
    expect(digests).toHaveLength(5);
    const boss = digests.find(({ payload }) => payload.kind === 'notice' && payload.to.includes('boss@desk.example'));
    expect(boss?.payload).toMatchObject({ subject: 'Needs you: 6 escalated' });
    expect(boss?.payload.kind === 'notice' && boss.payload.more).toHaveLength(5);
    expect(await at.desk.runClocks(100)).toBe(0);
  });
});

describe('a case whose clocks cannot be run', () => {
  it('is laid up and holds up nobody else', async () => {
    const lost = definePolicy({
      id: 'lost',
      version: 1,
      timeZone: 'Europe/London',
      priorities: { normal: { targets: { 'first-response': { within: '30 minutes' } } } },
      defaults: { priority: 'normal' },
    });
    // Opened by a desk that knew a policy which was never kept.
    const { createDesk } = await import('./create-desk.ts');
    const { identity } = await import('./testing/test-desk.ts');
    const careless = createDesk({
      store: at.store,
      policies: { current: [lost], defaultPolicy: 'lost' },
      directory: { roles: {} },
      identity,
      newId: () => crypto.randomUUID(),
    });
    const sick = done(await careless.receive(mail({ messageId: 'm2@c', mayAcknowledge: false }))).case;
    at.clock.set('2026-11-23T11:00:00Z');
    await expect(at.desk.runClocks(10)).rejects.toThrow(ClocksFailed);
    await expect(at.desk.runClocks(10)).resolves.toBe(0);
    expect((await view()).sla.clocks[0]?.breachedAt).toBeDefined();
    expect(await notices()).not.toEqual([]);
    at.clock.pass({ minutes: 1 });
    await expect(at.desk.runClocks(10)).rejects.toThrow(`the clocks of 1 case(s) could not be run: ${sick.id}`);
  });
});

describe('working a case', () => {
  it('is claimed, handed on, and told to whoever gets it', async () => {
    done(await at.desk.claim('agent:ann', { case: record.id }));
    expect(refusalOf(await at.desk.claim('agent:ann', { case: record.id }))).toBe('nothing-to-do');
    done(await at.desk.assign('agent:ann', { case: record.id, to: 'agent:bob' }));
    expect((await view()).record.assignee).toBe('bob');
    expect(await notices()).toEqual(['bob@desk.example: [C-1001] Assigned to you: Nobody can log in']);
    expect(refusalOf(await at.desk.assign('agent:ann', { case: record.id, to: 'agent:zoe' }))).toBe('unknown-agent');
    expect(refusalOf(await at.desk.assign('agent:ann', { case: record.id, team: 'nine' }))).toBe('unknown-team');
  });

  it('escalates with what the next tier needs to know, and not back without a lead', async () => {
    const command = { case: record.id, to: 'L2', reason: 'beyond us' };
    expect(await at.desk.escalate('agent:ann', command)).toMatchObject({
      refusal: { code: 'missing-handover-fields', facts: { tier: 'L2', fields: 'logs' } },
    });
    const { case: after } = done(await at.desk.escalate('agent:ann', { ...command, fields: { logs: 'see above' } }));
    expect(after).toMatchObject({ tier: 'L2', team: 'platform' });
    expect(await notices()).toEqual(['pia@desk.example: [C-1001] Handed to your team: Nobody can log in']);
    expect(refusalOf(await at.desk.escalate('agent:pia', { ...command, to: 'L1' }))).toBe('not-allowed');
    expect(done(await at.desk.escalate('agent:lea', { ...command, to: 'L1' })).case.tier).toBe('L1');
    expect(refusalOf(await at.desk.escalate('agent:lea', { ...command, to: 'L9' }))).toBe('unknown-tier');
  });

  it('is for agents', async () => {
    const requester = `requester:${record.requester}` as const;
    expect(refusalOf(await at.desk.claim(requester, { case: record.id }))).toBe('not-an-agent');
    expect(refusalOf(await at.desk.note('agent:nobody', { case: record.id, text: 'Hm.' }))).toBe('not-an-agent');
    expect(refusalOf(await at.desk.note('requester:stranger', { case: record.id, text: 'Hm.' }))).toBe('no-such-case');
    expect(refusalOf(await at.desk.claim('agent:ann', { case: 'C-9' }))).toBe('no-such-case');
    expect(refusalOf(await at.desk.moveToPolicy('agent:ann', { case: record.id, policy: 'campus' }))).toBe(
      'not-allowed',
    );
    expect(refusalOf(await at.desk.moveToPolicy('agent:lea', { case: record.id, policy: 'campus' }))).toBe(
      'nothing-to-do',
    );
    expect(agents).toHaveLength(4);
  });

  it('keeps notes inside', async () => {
    const { message } = done(await at.desk.note('agent:ann', { case: record.id, text: 'Smells like DNS.' }));
    expect(message).toMatchObject({ direction: 'note', to: [] });
    expect(await at.outbox()).toEqual([]);
  });
});

describe('what lists show', () => {
  it('is the case that is due first, with the same risk as its page', async () => {
    const calm = done(
      await at.desk.receive(mail({ priority: 'normal', messageId: 'm2@c', mayAcknowledge: false })),
    ).case;
    await at.runUntil('2026-11-23T10:50:00Z');
    const { total, cases } = await at.desk.read.queue({ order: 'next-due' });
    expect(total).toBe(2);
    expect(cases.map(({ card }) => [card.number, card.risk])).toEqual([
      ['C-1001', 'at-risk'],
      [calm.number, 'none'],
    ]);
    expect((await view()).card.risk).toBe('at-risk');
    expect(await at.desk.read.summary()).toEqual({ open: 2, atRisk: 1, missed: 0, unassigned: 2 });
    at.clock.set('2026-11-23T11:00:00Z');
    expect(await at.desk.read.summary()).toMatchObject({ atRisk: 0, missed: 1 });
  });

  it('explains each deadline', async () => {
    const { ledgers } = await view();
    expect(ledgers.map(({ clock, rule }) => [clock, rule])).toEqual([
      ['first-response', '1 hour'],
      ['resolution', '4 hours'],
    ]);
    expect(await at.desk.read.explain(record.number, 'first-response')).toMatchObject({ clause: 'T-1' });
    expect(await at.desk.read.explain(record.number, 'update')).toBeUndefined();
  });
});
