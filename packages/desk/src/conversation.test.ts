import type { CaseRecord } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { IncomingMessage } from './desk.ts';
import { done, refusalOf } from './testing/done.ts';
import { mail, openTestDesk, type TestDesk } from './testing/test-desk.ts';

let at: TestDesk;
let record: CaseRecord;
beforeEach(async () => {
  at = await openTestDesk();
  record = done(await at.desk.receive(mail())).case;
});
afterEach(() => at.close());

const view = async () => {
  const found = await at.desk.read.case(record.id);
  if (!found) throw new Error('no such case');
  return found;
};
const clockOf = async (name: string) => (await view()).sla.clocks.findLast(({ clock }) => clock === name);
const types = async () => (await view()).events.map(({ type }) => type);

let mails = 0;
/** What Maria writes next, on the case. */
function answer(change: Partial<IncomingMessage> = {}): IncomingMessage {
  mails += 1;
  return mail({
    receivedAt: at.clock.now(),
    messageId: `answer-${mails}@ashdown.example`,
    text: 'Still the same.',
    joins: { case: record.number, evidence: ['answers a message of ours'] },
    ...change,
  });
}

describe('a reply', () => {
  it('to somebody of a chat who has no address goes by no mail', async () => {
    const from = { address: '11111111@tenant.teams.invalid', name: 'Maria' };
    const asked = done(await at.desk.receive(mail({ channel: 'teams', from, messageId: 'from-teams@x.example' })));
    const before = await at.outbox();
    const { message } = done(await at.desk.reply('agent:ann', { case: asked.case.number, text: 'Try now.' }));
    expect(message).toMatchObject({ to: [], cc: [] });
    expect(await at.desk.read.answerGoesTo(asked.case.id)).toEqual({ to: [], cc: [] });
    expect((await at.outbox()).map(({ item }) => item.key)).toEqual(before.map(({ item }) => item.key));
  });

  it('meets the first response and waits in the outbox with its own stable id', async () => {
    at.clock.pass({ minutes: 20 });
    const { message, case: after } = done(
      await at.desk.reply('agent:ann', { case: record.number, text: 'We are on it.' }),
    );
    expect(after.state).toBe('open');
    expect(await clockOf('first-response')).toMatchObject({ status: 'met', stoppedAt: at.clock.now() });
    expect(message).toMatchObject({
      direction: 'out',
      author: 'agent:ann',
      authorName: 'Ann Example',
      automatic: false,
      messageId: 'out.1001.2@desk.example',
      references: ['ack.1001.1@desk.example', 'm1@ashdown.example'],
      subject: 'Re: [C-1001] Nobody can log in',
      to: ['maria@ashdown.example'],
      cc: [],
      delivery: 'waiting',
    });
    const sent = (await at.outbox()).at(-1);
    expect(sent?.payload).toEqual({ kind: 'message', message: message.id, purpose: 'reply' });
  });

  it('goes in copy to whoever wrote last or was in copy, but never to ourselves', async () => {
    const from = { address: 'tom@ashdown.example' };
    await at.desk.receive(
      answer({ from, cc: ['Support@desk.example', 'MARIA@ashdown.example', 'dean@ashdown.example'] }),
    );
    const { message } = done(await at.desk.reply('agent:ann', { case: record.id, text: 'Fixed for you both?' }));
    expect(message).toMatchObject({
      to: ['maria@ashdown.example'],
      cc: ['tom@ashdown.example', 'dean@ashdown.example'],
    });
  });

  it('is said once however often it is sent with the same key', async () => {
    const command = { case: record.id, text: 'We are on it.', key: 'form-1' };
    const first = done(await at.desk.reply('agent:ann', command));
    const again = done(await at.desk.reply('agent:ann', command));
    expect(again.message.id).toBe(first.message.id);
    expect((await types()).filter((type) => type === 'replied')).toHaveLength(1);
  });

  it('is refused without words', async () => {
    expect(refusalOf(await at.desk.reply('agent:ann', { case: record.id, text: ' \n' }))).toBe('empty-message');
  });

  it('starts the next response when it is answered in turn, from the oldest open question', async () => {
    await at.desk.reply('agent:ann', { case: record.id, text: 'Please try again.' });
    at.clock.pass({ minutes: 30 });
    await at.desk.receive(answer());
    at.clock.pass({ minutes: 10 });
    const { case: after } = done(await at.desk.receive(answer({ text: 'Hello?' })));
    expect(after.state).toBe('open');
    expect(await clockOf('next-response')).toMatchObject({
      status: 'running',
      dueAt: Temporal.Instant.from('2026-11-23T11:30:00Z'),
    });
    expect(done(await at.desk.noReplyNeeded('agent:ann', { case: record.id, reason: 'a word of thanks' })).ok).toBe(
      true,
    );
    expect(await clockOf('next-response')).toMatchObject({ status: 'met' });
    expect(refusalOf(await at.desk.noReplyNeeded('agent:ann', { case: record.id, reason: 'again' }))).toBe(
      'nothing-to-do',
    );
  });
});

describe('waiting for the requester', () => {
  it('stops the clocks that the policy says, until they answer', async () => {
    await at.desk.reply('agent:ann', { case: record.id, text: 'Which browser?' });
    await at.desk.pause('agent:ann', { case: record.id, reason: 'awaiting-requester' });
    expect(await clockOf('resolution')).toMatchObject({ status: 'paused', reason: 'awaiting-requester' });
    at.clock.pass({ hours: 2 });
    await at.desk.receive(answer({ text: 'Firefox.' }));
    expect((await types()).slice(-2)).toEqual(['requester-replied', 'resumed']);
    expect(await clockOf('resolution')).toMatchObject({
      status: 'running',
      dueAt: Temporal.Instant.from('2026-11-23T16:00:00Z'),
    });
  });

  it('goes on through another pause', async () => {
    await at.desk.pause('agent:ann', { case: record.id, reason: 'awaiting-vendor' });
    await at.desk.receive(answer());
    expect((await types()).at(-1)).toBe('requester-replied');
    expect(done(await at.desk.resume('agent:ann', { case: record.id })).case.state).not.toBe('on-hold');
    expect(refusalOf(await at.desk.resume('agent:ann', { case: record.id }))).toBe('not-paused');
  });

  it('needs a reason that the policy knows', async () => {
    expect(await at.desk.pause('agent:ann', { case: record.id, reason: 'lunch' })).toMatchObject({
      refusal: { code: 'unknown-reason', facts: { reason: 'lunch', known: 'awaiting-requester, awaiting-vendor' } },
    });
  });
});

describe('resolving', () => {
  it('needs words to the requester, or an earlier answer', async () => {
    expect(refusalOf(await at.desk.resolve('agent:ann', { case: record.id }))).toBe('resolve-needs-a-message');
    await at.desk.logCall('agent:ann', { case: record.id, answered: false, summary: 'Nobody picked up.' });
    expect(refusalOf(await at.desk.resolve('agent:ann', { case: record.id }))).toBe('resolve-needs-a-message');
    await at.desk.logCall('agent:ann', { case: record.id, answered: true, summary: 'Restarted it together.' });
    expect(done(await at.desk.resolve('agent:ann', { case: record.id, cause: 'outage' })).case.state).toBe('resolved');
  });

  it('says so and ends in one save, the message before the status', async () => {
    const command = { case: record.id, text: 'It is back.', cause: 'outage', key: 'form-1' };
    const { case: after } = done(await at.desk.resolve('agent:ann', command));
    expect(after).toMatchObject({ state: 'resolved', resolvedAt: at.clock.now() });
    expect((await types()).slice(-2)).toEqual(['replied', 'resolved']);
    expect(await clockOf('first-response')).toMatchObject({ status: 'met' });
    expect((await at.outbox()).at(-1)?.payload).toMatchObject({ purpose: 'resolution' });
    expect(done(await at.desk.resolve('agent:ann', command)).case.version).toBe(after.version);
    expect(refusalOf(await at.desk.resolve('agent:ann', { case: record.id }))).toBe('already-resolved');
  });

  it('can be done by a reply', async () => {
    const { case: after } = done(
      await at.desk.reply('agent:ann', { case: record.id, text: 'It is back.', resolve: true }),
    );
    expect(after.state).toBe('resolved');
  });

  it('can be said by the requester without a word of ours', async () => {
    const { case: after } = done(await at.desk.resolve(`requester:${record.requester}`, { case: record.id }));
    expect(after.state).toBe('resolved');
  });
});

describe('a requester who writes after it was resolved', () => {
  beforeEach(async () => {
    await at.desk.resolve('agent:ann', { case: record.id, text: 'It is back.' });
  });

  it('opens the case again within the grace, and the same resolution runs on', async () => {
    at.clock.pass({ hours: 24 });
    const { case: after, opened } = done(await at.desk.receive(answer()));
    expect(opened).toBe(false);
    expect(after).toMatchObject({ id: record.id, state: 'open' });
    expect((await types()).slice(-2)).toEqual(['requester-replied', 'reopened']);
    expect(await clockOf('resolution')).toMatchObject({ cycle: 1, status: 'running' });
  });

  it('opens another case after the grace, as this policy wants', async () => {
    await at.runUntil('2026-12-01T09:00:00Z');
    expect((await view()).record.state).toBe('closed');
    const { case: after, opened, message } = done(await at.desk.receive(answer()));
    expect(opened).toBe(true);
    expect(after.id).not.toBe(record.id);
    expect(message.evidence).toContain('follows C-1001, which was done with');
  });

  it('is heard also when the mail crossed with our last word', async () => {
    const early = Temporal.Instant.from('2026-11-23T09:59:00Z');
    at.clock.pass({ minutes: 5 });
    const { case: after } = done(await at.desk.receive(answer({ receivedAt: early })));
    expect(after.state).toBe('open');
  });

  it('may open it again in the portal, strangers may not', async () => {
    expect(refusalOf(await at.desk.reopen('requester:somebody', { case: record.id }))).toBe('no-such-case');
    expect(done(await at.desk.reopen(`requester:${record.requester}`, { case: record.id })).case.state).toBe('open');
  });
});

describe('closing', () => {
  it('follows by itself seven days after it was resolved, at that instant', async () => {
    await at.desk.resolve('agent:ann', { case: record.id, text: 'It is back.' });
    at.clock.set('2026-12-02T12:00:00Z');
    await at.desk.runClocks(10);
    const { record: after, events } = await view();
    expect(after.state).toBe('closed');
    expect(events.at(-1)).toMatchObject({ type: 'closed', by: 'system' });
    expect(String(events.at(-1)?.at)).toBe('2026-11-30T10:00:00Z');
    expect(await at.desk.read.nextDueAt()).toBeUndefined();
    expect(refusalOf(await at.desk.reply('agent:ann', { case: record.id, text: 'Hm.' }))).toBe('case-is-closed');
    expect(done(await at.desk.reopen('agent:ann', { case: record.id })).case.state).not.toBe('closed');
  });

  it('by hand is for who leads, unless it was resolved', async () => {
    expect(refusalOf(await at.desk.close('agent:ann', { case: record.id }))).toBe('not-resolved');
    expect(done(await at.desk.close('agent:lea', { case: record.id })).case.state).toBe('closed');
    expect(refusalOf(await at.desk.close('agent:lea', { case: record.id }))).toBe('nothing-to-do');
  });
});

describe('acknowledging by hand', () => {
  it('tells the requester, once', async () => {
    done(await at.desk.acknowledge('agent:ann', { case: record.id }));
    const last = (await view()).messages.at(-1);
    expect(last?.text).toContain('Ann Example has read your request “Nobody can log in” (C-1001)');
    expect(refusalOf(await at.desk.acknowledge('agent:bob', { case: record.id }))).toBe('nothing-to-do');
  });
});

describe('promising a time', () => {
  it('tells it in the requester’s zone', async () => {
    const fixBy = Temporal.Instant.from('2026-11-24T09:00:00Z');
    const { message } = done(await at.desk.estimate('agent:ann', { case: record.id, fixBy }));
    expect(message.text).toContain('to be fixed by Tue 24 Nov, 09:00 (Europe/London)');
    expect((await types()).slice(-2)).toEqual(['updated', 'estimated']);
  });
});

describe('deferring to product', () => {
  it('ends the clocks, and the ladder tells the requester', async () => {
    await at.desk.prioritise('agent:ann', { case: record.id, priority: 'normal' });
    const { case: after } = done(await at.desk.defer('agent:ann', { case: record.id, reason: 'a feature' }));
    expect(after.state).toBe('deferred');
    const last = (await view()).messages.at(-1);
    expect(last).toMatchObject({ automatic: true, direction: 'out', to: ['maria@ashdown.example'] });
    expect(last?.text).toContain('has been handed to our product team');
  });
});
