import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { definePolicy, evaluate } from '@sla/core';
import { preset } from '@sla/core/presets';
import { afterEach, describe, expect, it } from 'vitest';

import { startOutbox } from '../outbox.ts';
import { done } from '../testing/done.ts';
import { pagerPeer } from '../testing/pager-peer.ts';
import { mail, openTestDesk, policy, type TestDesk } from '../testing/test-desk.ts';
import type { FeedEntry } from './feed.ts';
import { createFeedFile } from './feed-file.ts';
import { createCrm } from './outside.ts';

let at: TestDesk;
afterEach(() => at.close());

const receive = async (change: Parameters<typeof mail>[0] = {}) =>
  done(await at.desk.receive(mail({ receivedAt: at.clock.now(), mayAcknowledge: false, ...change }))).case;

describe('S1-17 a holiday rota', () => {
  const dated = definePolicy({
    id: 'campus',
    version: 2,
    timeZone: 'Europe/London',
    calendars: { office: { timeZone: 'Europe/London', weekly: { 'mon-fri': '09:00-17:00' } } },
    calendar: 'office',
    tiers: ['L1'],
    rotas: {
      primary: {
        timeZone: 'Europe/London',
        layers: [
          { members: ['agent:ann', 'agent:bob'], rotation: 'weekly', handoffAt: 'mon 09:00', firstTurn: '2026-11-23' },
        ],
        dates: { '2026-11-24': { name: 'St Andrew', members: ['agent:lea'] } },
      },
    },
    priorities: {
      normal: {
        targets: { 'first-response': { within: '4 business hours' } },
        escalation: [{ id: 'ring', at: { clock: 'first-response', percent: 100 }, notify: [{ rota: 'primary' }] }],
      },
    },
    defaults: { priority: 'normal' },
  });

  it('rings other people on the named date, says so beforehand, and leaves the clocks alone', async () => {
    at = await openTestDesk({ at: '2026-11-23T16:00:00Z', policies: { current: [dated], defaultPolicy: 'campus' } });
    const [primary] = await at.desk.read.onCall();
    expect(primary).toMatchObject({ rota: 'primary', now: { name: 'Ann Example' }, next: { name: 'Lea Example' } });
    const record = await receive();
    await at.runUntil('2026-11-24T12:00:00Z');
    expect((await at.desk.read.onCall())[0]).toMatchObject({ now: { name: 'Lea Example' } });
    const view = await at.desk.read.case(record.id);
    // The holiday swaps people, not hours: an hour on Monday and three on Tuesday.
    expect(view?.sla.clocks[0]?.dueAt?.toString()).toBe('2026-11-24T12:00:00Z');
    const rung = (await at.outbox()).flatMap(({ payload }) => (payload.kind === 'notice' ? [payload] : []));
    expect(rung.find(({ notice }) => notice.step === 'ring')?.to).toEqual(['lea@desk.example']);
  });
});

describe('S1-8 every interaction goes to the customer records', () => {
  const entries = async () =>
    (await at.store.listOutbox({ destination: 'crm', limit: 100 }))
      .toReversed()
      .map(({ payload }) => payload as FeedEntry);

  it('once each, with what was said, in the line of its organisation', async () => {
    at = await openTestDesk({ practice: { feed: true } });
    const record = await receive();
    at.clock.pass({ minutes: 1 });
    done(await at.desk.reply('agent:ann', { case: record.id, text: 'We are on it.' }));
    done(await at.desk.logCall('agent:ann', { case: record.id, answered: false, summary: 'Nobody there.' }));
    expect((await entries()).map(({ type, message }) => [type, message?.text])).toEqual([
      ['case.opened', 'There is an outage: nobody can log in.'],
      ['case.assigned', undefined],
      ['case.replied', 'We are on it.'],
      ['case.noted', 'Nobody there.'],
    ]);
    const items = await at.store.listOutbox({ destination: 'crm', limit: 100 });
    expect(new Set(items.map(({ caseId }) => caseId))).toEqual(new Set(['organisation:ashdown']));
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  });

  it('at least once and in order per organisation, although the other side is away at first', async () => {
    at = await openTestDesk({ practice: { feed: true } });
    const one = await receive();
    const two = await receive({ messageId: 'two@x' });
    done(await at.desk.reply('agent:ann', { case: two.id, text: 'Second.' }));
    done(await at.desk.reply('agent:ann', { case: one.id, text: 'First.' }));
    const written = (await entries()).map(({ id }) => id);
    const peer = await pagerPeer();
    peer.answers({ status: 503, headers: { 'retry-after': '0' } }, { status: 503, headers: { 'retry-after': '0' } });
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const crm = createCrm({ kind: 'webhook', url: peer.url, secret }, { now: async () => at.clock.now() });
    const outbox = startOutbox(at.store, [crm], {
      desk: at.desk,
      onError: () => {},
      idleSeconds: 0.01,
      random: () => 0,
    });
    await expect
      .poll(
        async () => {
          at.clock.pass({ minutes: 5 });
          return (await at.store.listOutbox({ destination: 'crm', status: 'waiting', limit: 100 })).length;
        },
        { timeout: 20_000 },
      )
      .toBe(0);
    await outbox.stop();
    const arrived = peer.requests.map(({ body }) => JSON.parse(body).data.id as string);
    expect([...new Set(arrived)]).toEqual(written);
    expect(arrived.length).toBeGreaterThanOrEqual(written.length + 2);
    await peer.close();
  }, 30_000);

  it('what the other side refuses holds up its customer alone, until it goes or a lead skips it for good', async () => {
    at = await openTestDesk({ practice: { feed: true } });
    const record = await receive();
    await receive({ messageId: 'otto@x', from: { address: 'otto@kestrel.example' } });
    const all: string[] = [];
    // At least once: what is under way while the clock leaps may go twice.
    const arrived = () => [...new Set(all)];
    let isTaken = (entry: FeedEntry) => entry.organisation !== 'ashdown' || entry.type !== 'case.opened';
    const outbox = startOutbox(
      at.store,
      [
        {
          destination: 'crm',
          inOrder: true,
          deliver: async ({ payload }) => {
            const entry = payload as FeedEntry;
            if (!isTaken(entry)) return { kind: 'refused', error: 'no such customer' };
            all.push(`${entry.organisation} ${entry.type}`);
            return { kind: 'delivered' };
          },
        },
      ],
      { desk: at.desk, onError: () => {}, idleSeconds: 0.01 },
    );
    const kestrel = ['kestrel case.opened', 'kestrel case.assigned'];
    await expect.poll(arrived).toEqual(kestrel);
    // A day of tries later it still stands first, and a reply waits behind it.
    done(await at.desk.reply('agent:ann', { case: record.id, text: 'We are on it.' }));
    for (let hour = 0; hour < 24; hour += 1) {
      at.clock.pass({ hours: 2 });
      await expect.poll(async () => (await at.desk.read.waitingFeed())[0]?.attempts).toBeGreaterThan(hour);
    }
    expect(arrived()).toEqual(kestrel);
    const told = (await at.outbox()).flatMap(({ payload }) => (payload.kind === 'notice' ? [payload] : []));
    expect(new Set(told.map(({ to }) => String(to)))).toEqual(new Set(['lea@desk.example']));
    expect(told.length).toBeLessThanOrEqual(4);
    expect(told[0]?.text).toMatch(/no such customer.*wartet dahinter/s);
    const [waiting] = await at.desk.read.waitingFeed();
    expect(await at.desk.skipDelivery('agent:ann', waiting?.id ?? '')).toMatchObject({
      refusal: { code: 'not-allowed' },
    });
    expect(await at.desk.skipDelivery('agent:lea', 'nothing')).toMatchObject({ refusal: { code: 'unknown-delivery' } });
    expect(await at.desk.skipDelivery('agent:lea', waiting?.id ?? '')).toEqual({ ok: true });
    at.clock.pass({ hours: 2 });
    await expect.poll(arrived).toEqual([...kestrel, 'ashdown case.assigned', 'ashdown case.replied']);
    const [dead] = await at.store.listOutbox({ status: 'dead', destination: 'crm', limit: 9 });
    expect(dead?.lastError).toBe('skipped by lea: no such customer');
    expect(await at.desk.revive('agent:lea', dead?.id ?? '')).toMatchObject({ refusal: { code: 'out-of-order' } });
    isTaken = () => true;
    await outbox.stop();
  }, 60_000);

  it('as a file, a line for each', async () => {
    at = await openTestDesk({ practice: { feed: true } });
    await receive();
    const folder = await mkdtemp(join(tmpdir(), 'feed-'));
    const path = join(folder, 'feed.jsonl');
    const outbox = startOutbox(at.store, [createFeedFile({ path })], {
      desk: at.desk,
      onError: () => {},
      idleSeconds: 0.01,
    });
    await expect
      .poll(async () => (await at.store.listOutbox({ destination: 'crm', status: 'waiting', limit: 9 })).length)
      .toBe(0);
    await outbox.stop();
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as FeedEntry).type)).toEqual(['case.opened', 'case.assigned']);
    await rm(folder, { recursive: true });
  });
});

describe('reports', () => {
  it('S2-6 and S3-21: once a month the leads get what was kept, and the causes', async () => {
    at = await openTestDesk({ at: '2026-11-23T10:00:00Z', practice: { report: { every: 'month', hour: 8 } } });
    await at.desk.runTasks(10);
    const record = await receive();
    at.clock.pass({ minutes: 10 });
    done(await at.desk.resolve('agent:ann', { case: record.id, text: 'Done.', cause: 'certificate' }));
    at.clock.set('2026-12-01T07:59:00Z');
    // Opened after the month has ended: no part of its report, and no hindrance to it.
    await receive();
    await at.desk.runTasks(10);
    const reports = async () =>
      (await at.outbox()).flatMap(({ payload }) =>
        payload.kind === 'notice' && payload.notice.effectId.startsWith('report/') ? [payload] : [],
      );
    expect(await reports()).toEqual([]);
    at.clock.set('2026-12-01T08:00:01Z');
    await Promise.all([at.desk.runTasks(10), at.desk.runTasks(10)]);
    const [report, ...more] = await reports();
    expect(more).toEqual([]);
    expect(report?.to).toEqual(['lea@desk.example']);
    expect(report?.text).toContain('2026-11-01');
    expect(report?.text).toContain('Zusagen: 100 % gehalten (1/1)');
    expect(report?.text).toContain('certificate: 1');
    expect(report?.text).toContain('critical · first-response: 100 % gehalten (1/1) · p50 10 Minuten, p90 10 Minuten');
    expect(report?.text).toContain('Nach Klauseln\n  T-1: 100 % gehalten (1/1)');
  });

  it('S0-17 uptime: what an outage took of the month', async () => {
    const elite = preset('elite-lms');
    at = await openTestDesk({ policies: { current: [elite], defaultPolicy: elite.id } });
    const record = await receive();
    const opened = await at.desk.openIncident('agent:ann', { title: 'Down', cases: [record.id], outage: true });
    at.clock.pass({ minutes: 30 });
    if (opened.ok) await at.desk.endIncident('agent:ann', { incident: opened.incident.id, text: 'Up again.' });
    const report = await at.desk.read.report({ from: record.openedAt, to: at.clock.now().add({ hours: 1 }) });
    expect(report.availability).toMatchObject([{ policy: 'elite-lms', clause: 'S0-17' }]);
    expect(report.availability[0]?.percent).toBeLessThan(100);
  });
});

describe('S2-3 hand-over', () => {
  it('shows the receiving tier one page: what was required and given, what was found, what is promised', async () => {
    at = await openTestDesk();
    const text = 'There is an outage.\n2026-11-23T09:58:12Z ERROR worker timeout after 30 s';
    const record = await receive({ text });
    const before = await at.desk.read.handover(record.id);
    expect(before?.fields).toMatchObject([
      { field: 'logs', proposed: { text: expect.stringContaining('worker timeout') } },
    ]);
    const fields = { logs: before?.fields[0]?.proposed?.text ?? '' };
    done(await at.desk.escalate('agent:ann', { case: record.id, to: 'L2', reason: 'The database.', fields }));
    expect(await at.desk.read.handover(record.id)).toMatchObject({
      number: record.number,
      tier: 'L2',
      handedOver: { by: 'agent:ann', reason: 'The database.' },
      fields: [{ field: 'logs', given: fields.logs }],
      words: [{ text }],
      promises: [{ clock: 'first-response' }, { clock: 'resolution' }],
    });
    expect(await at.desk.read.handover('C-9')).toBeUndefined();
  });
});

describe('privacy', () => {
  it('a person gets a file of all that is kept of them, without notes', async () => {
    at = await openTestDesk();
    const record = await receive();
    done(await at.desk.note('agent:ann', { case: record.id, text: 'A difficult customer.' }));
    const email = 'MARIA@ashdown.example';
    const answer = await at.desk.exportSubject('agent:lea', { email });
    if (!answer.ok) throw new Error(answer.refusal.code);
    expect(answer.file.contact.name).toBe('Maria Sánchez');
    expect(JSON.stringify(answer.file)).toContain('nobody can log in');
    expect(JSON.stringify(answer.file)).not.toContain('difficult');
    expect(await at.desk.exportSubject('agent:ann', { email })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await at.desk.exportSubject('agent:lea', { email: 'x@y' })).toMatchObject({
      refusal: { code: 'unknown-person' },
    });
  });

  it('after an erasure no word is left, the clocks replay the same, and the audit says who did it', async () => {
    at = await openTestDesk({ practice: { feed: true } });
    const admin = { id: 'root', name: 'Root', email: 'root@desk.example', role: 'admin', teams: [] } as const;
    await at.desk.adopt({ agents: [admin], teams: [], organisations: [] });
    const record = await receive();
    const before = await at.desk.read.case(record.id);
    const erased = await at.desk.eraseSubject('agent:root', { email: 'maria@ashdown.example' });
    expect(erased).toMatchObject({ ok: true, cases: 1 });
    // What waits for the customer records goes without their words.
    expect(JSON.stringify(await at.store.listOutbox({ destination: 'crm', limit: 9 }))).not.toMatch(/Maria|log in/i);
    const after = await at.desk.read.case(record.id);
    expect(JSON.stringify([after?.messages, after?.requester, after?.record])).not.toMatch(/Maria|log in/i);
    if (!before || !after) throw new Error('no such case');
    expect(evaluate(after.policies, after.events, before.now)).toEqual(before.sla);
    expect((await at.desk.read.audit(10)).some(({ by, what }) => by === 'agent:root' && what.includes('erased'))).toBe(
      true,
    );
  });

  it('words of cases that closed long ago go by themselves', async () => {
    at = await openTestDesk({
      practice: { retentionDays: 365 },
      policies: { current: [policy], defaultPolicy: 'campus' },
    });
    const record = await receive();
    const fresh = await receive({ messageId: 'fresh@x' });
    done(await at.desk.resolve('agent:ann', { case: record.id, text: 'Done.' }));
    await at.runUntil('2026-12-05T10:00:00Z');
    expect((await at.desk.read.case(record.id))?.record.state).toBe('closed');
    for (const item of await at.outbox()) await at.store.settleOutbox(item.item.id, { kind: 'delivered' });
    at.clock.set('2027-11-01T10:00:00Z');
    await at.desk.runTasks(10);
    expect(JSON.stringify((await at.desk.read.case(record.id))?.messages)).toContain('nobody can log in');
    at.clock.set('2027-12-10T10:00:00Z');
    await at.desk.runTasks(10);
    expect(JSON.stringify((await at.desk.read.case(record.id))?.messages)).not.toContain('nobody can log in');
    expect(JSON.stringify((await at.desk.read.case(fresh.id))?.messages)).toContain('nobody can log in');
  });
});
