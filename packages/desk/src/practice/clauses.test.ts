import type { CaseRecord } from '@sla/case-store';
import { preset } from '@sla/core/presets';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { done, refusalOf } from '../testing/done.ts';
import { mail, openTestDesk, type TestDesk } from '../testing/test-desk.ts';

/** Clauses that a rule of the desk keeps, each by the command that does it; those with more to them have files of their own. */
let at: TestDesk;
const policies = [preset('velsoft'), preset('lms-platform'), preset('learning-pool'), preset('elite-lms')];
let mails = 0;
beforeEach(async () => {
  at = await openTestDesk({ policies: { current: policies, defaultPolicy: 'velsoft' }, autoAssign: 'round-robin' });
});
afterEach(() => at.close());

const receive = async (change: Parameters<typeof mail>[0] = {}) => {
  mails += 1;
  return done(await at.desk.receive(mail({ receivedAt: at.clock.now(), messageId: `clause-${mails}@x`, ...change })));
};
const viewOf = async ({ id }: Pick<CaseRecord, 'id'>) => {
  const found = await at.desk.read.case(id);
  if (!found) throw new Error('no such case');
  return found;
};
const mailed = async () =>
  (await at.outbox()).filter(({ payload }) => payload.kind === 'message' && payload.purpose !== 'receipt').length;

it('S0-7 essential services first: the desk says when service is back, before it is solved', async () => {
  const { case: record } = await receive({ policy: 'elite-lms', priority: 'critical' });
  done(await at.desk.reach('agent:ann', { case: record.id, milestone: 'milestone:service-restored' }));
  const { events, record: after } = await viewOf(record);
  expect(events.some((event) => event.type === 'milestone' && event.name === 'service-restored')).toBe(true);
  expect(after.state).not.toBe('resolved');
});

it('S1-2 and S1-3 whoever writes without any evidence still has a case with a number', async () => {
  const { case: record } = await receive({ subject: '', text: 'It does not work.' });
  expect(record.number).toMatch(/^C-\d+$/);
});

it('S1-4 a case is given to a named person of the team, and gets a priority by itself', async () => {
  await at.desk.adopt({
    agents: [{ id: 'ann', name: 'Ann', email: 'ann@desk.example', role: 'agent', teams: ['front'] }],
    teams: [{ id: 'front', name: 'Front', tier: 'frontline' }],
    organisations: [],
  });
  const { case: record } = await receive();
  expect(record).toMatchObject({ assignee: 'ann', priority: 'medium' });
});

it('S1-7 while others are drawn in the clock runs: this agreement stops it for nobody', async () => {
  const { case: record } = await receive();
  const pause = { case: record.id, reason: 'awaiting-vendor' };
  done(await at.desk.pause('agent:ann', pause));
  done(await at.desk.note('agent:ann', { case: record.id, text: 'Their technicians look at the firewall.' }));
  expect((await viewOf(record)).sla.clocks.every(({ status }) => status === 'running')).toBe(true);
});

it('S1-9 a case is resolved by telling the requester', async () => {
  const { case: record } = await receive();
  expect(refusalOf(await at.desk.resolve('agent:ann', { case: record.id }))).toBe('resolve-needs-a-message');
  done(await at.desk.resolve('agent:ann', { case: record.id, text: 'A new certificate is in place.' }));
  expect((await viewOf(record)).messages.at(-1)?.to).toEqual(['maria@ashdown.example']);
});

it('S1-10 a closed case can be looked up and not written to', async () => {
  const { case: record } = await receive();
  done(await at.desk.resolve('agent:ann', { case: record.id, text: 'Done.' }));
  done(await at.desk.close('agent:ann', { case: record.id }));
  expect(refusalOf(await at.desk.reply('agent:ann', { case: record.id, text: 'One more thing.' }))).toBe(
    'case-is-closed',
  );
  expect((await at.desk.read.queue({ text: 'Nobody can log in' })).cases).toHaveLength(1);
});

it('S1-14 staff weigh how serious it is, with a reason that stays in the log', async () => {
  const { case: record } = await receive();
  const command = { case: record.id, priority: 'high', reason: 'Exams start tomorrow.' };
  done(await at.desk.prioritise('agent:ann', command));
  expect((await viewOf(record)).events.at(-1)).toMatchObject({
    type: 'prioritised',
    by: 'agent:ann',
    reason: command.reason,
  });
});

it('S3-1 and S3-20 the queue shows first what is due first', async () => {
  const low = await receive({ policy: 'lms-platform', priority: 'low' });
  const critical = await receive({ policy: 'lms-platform', priority: 'critical' });
  const { cases } = await at.desk.read.queue({ order: 'next-due' });
  expect(cases.map(({ card }) => card.number)).toEqual([critical.case.number, low.case.number]);
});

it('S3-2 the requester is mailed what is public, and nothing of what happens inside', async () => {
  const { case: record } = await receive({ policy: 'lms-platform' });
  done(await at.desk.note('agent:ann', { case: record.id, text: 'Hm.' }));
  done(await at.desk.assign('agent:ann', { case: record.id, to: 'agent:ann' }));
  expect(await mailed()).toBe(0);
  done(await at.desk.update('agent:ann', { case: record.id, text: 'We have found the cause.' }));
  expect(await mailed()).toBe(1);
});

it('S3-5 a reply acknowledges and begins: it stops both clocks', async () => {
  const { case: record } = await receive({ priority: 'high', mayAcknowledge: false });
  at.clock.pass({ minutes: 1 });
  done(await at.desk.reply('agent:ann', { case: record.id, text: 'We look into it.' }));
  const status = Object.fromEntries((await viewOf(record)).sla.clocks.map((clock) => [clock.clock, clock.status]));
  expect(status).toMatchObject({ acknowledgement: 'met', 'first-response': 'met' });
});

it('S3-23 an urgent matter is phoned in at any hour', async () => {
  at.clock.set('2026-11-29T03:00:00Z');
  const call = { from: { address: 'maria@ashdown.example' }, subject: 'Down', summary: 'All is down.', key: 'night' };
  done(await at.desk.takeCall('agent:ann', { ...call, priority: 'high' }));
});

it('S3-24 a question of the forum becomes a case by hand, without a clock before', async () => {
  const { case: record } = await receive({ channel: 'forum', subject: 'How do I export?' });
  expect(record).toMatchObject({ channel: 'forum', openedAt: at.clock.now() });
});

it('S4-1 a person holds the case: whoever claims it, until it is handed on', async () => {
  const { case: record } = await receive({ policy: 'learning-pool' });
  done(await at.desk.assign('agent:lea', { case: record.id, to: 'agent:bob' }));
  expect((await viewOf(record)).record.assignee).toBe('bob');
});

it('S0-16, S2-2 and S3-17 what is not solved goes to another tier, with its reason', async () => {
  const { case: record } = await receive({ policy: 'lms-platform', priority: 'medium' });
  done(await at.desk.escalate('agent:ann', { case: record.id, to: 'tier-2', reason: 'Needs the logs of the server.' }));
  expect((await viewOf(record)).record.tier).toBe('tier-2');
  expect(refusalOf(await at.desk.escalate('agent:ann', { case: record.id, to: 'tier-1', reason: 'x' }))).toBe(
    'not-allowed',
  );
});
