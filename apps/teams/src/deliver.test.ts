import { afterEach, expect, test } from 'vitest';

import type { PeerMessage } from './testing/connector-server.ts';
import { type DeskForTest, openDeskForTest, rule } from './testing/desk-for-test.ts';
import { wordsOfCard } from './testing/teams-peer.ts';

let desk: DeskForTest;
afterEach(async () => {
  expect(desk.peer.connector.cardFaults).toEqual([]);
  await desk.close();
});

const posts = (conversationId = desk.triage.conversationId): readonly PeerMessage[] =>
  desk.peer.connector.messages.filter(
    (message) => message.conversationId === conversationId && message.rootId === undefined,
  );
const dead = async () => desk.store.listOutbox({ status: 'dead', destination: 'teams', limit: 10 });
const later = (minutes: number) => desk.runUntil(desk.now().add({ minutes }).toString());
const retried = async () => {
  await later(1);
  await desk.settled();
};

test('a case has one card, whose edits are coalesced to the newest state', async () => {
  desk = await openDeskForTest();
  desk.peer.connector.troubles.push({ status: 502 });
  const number = await desk.mail();
  await desk.settled();
  expect(posts()).toEqual([]);
  await desk.desk.claim('agent:ann', { case: number });
  await desk.desk.prioritise('agent:ann', { case: number, priority: 'normal' });
  await retried();
  expect(posts()).toHaveLength(1);
  expect(posts()[0]?.edits).toBe(0);
  expect(wordsOfCard(posts()[0]?.card)).toContain('Ann Example');
  expect(wordsOfCard(posts()[0]?.card)).toContain('Normal');
});

test.each([
  ['throttled', { status: 429, headers: { 'retry-after': '1' } }],
  ['busy elsewhere', { status: 412 }],
  ['a bad gateway', { status: 502 }],
  ['too slow', { status: 504 }],
])('a connector that is %s is asked again', async (_name, trouble) => {
  desk = await openDeskForTest();
  desk.peer.connector.troubles.push(trouble);
  await desk.mail();
  await desk.settled();
  await retried();
  expect(posts()).toHaveLength(1);
  expect(await dead()).toEqual([]);
});

test('as long as Teams asks us to wait, we wait', async () => {
  desk = await openDeskForTest();
  desk.peer.connector.troubles.push({ status: 429, code: 'Throttled', headers: { 'retry-after': '40' } });
  await desk.mail();
  await desk.settled();
  const [item] = await desk.store.listOutbox({ status: 'waiting', destination: 'teams', limit: 1 });
  expect(item?.notBefore.toString()).toBe('2026-11-23T10:00:40Z');
});

test('a burst beyond what the channel takes is sent little by little: none lost, none twice', async () => {
  desk = await openDeskForTest();
  desk.peer.connector.limit = { count: 4, withinMs: 1_000 };
  for (let mails = 0; mails < 12; mails += 1) await desk.mail({ subject: `Case ${mails}` });
  await desk.settled();
  for (let tries = 0; posts().length < 12 && tries < 10; tries += 1) await retried();
  expect(posts()).toHaveLength(12);
  expect(new Set(posts().map(({ summary }) => summary)).size).toBe(12);
  expect(await dead()).toEqual([]);
});

test('an edit whose answer was lost is made again, and does no harm', async () => {
  desk = await openDeskForTest();
  const number = await desk.mail();
  await desk.settled();
  desk.peer.connector.troubles.push({ status: 200, afterwards: true, only: 'PUT' });
  await desk.desk.claim('agent:ann', { case: number });
  await desk.settled();
  await retried();
  expect(posts()).toHaveLength(1);
  expect(wordsOfCard(posts()[0]?.card)).toContain('Ann Example');
  const lines = desk.peer.connector.messages.filter(({ rootId }) => rootId === posts()[0]?.id).map(({ text }) => text);
  expect(lines).toHaveLength(new Set(lines).size);
});

test('a card that Teams has lost is posted anew and linked again', async () => {
  desk = await openDeskForTest();
  const number = await desk.mail();
  await desk.settled();
  desk.peer.connector.troubles.push({ status: 404, code: 'ActivityNotFoundInConversation', only: 'PUT' });
  await desk.desk.claim('agent:ann', { case: number });
  await desk.settled();
  const [, anew] = posts();
  expect(wordsOfCard(anew?.card)).toContain('Ann Example');
  await desk.peer.say(desk.ann, desk.triage, 'I look at the database', { rootId: anew?.id ?? '' });
  await desk.settled();
  const view = await desk.desk.read.case(number);
  expect(view?.messages.find(({ direction }) => direction === 'note')?.text).toBe('I look at the database');
});

test('a channel that is gone is told, and the next one stands in', async () => {
  desk = await openDeskForTest((peer) => ({
    channels: [
      rule(peer.channel('gone'), { team: 'first-line' }),
      rule(peer.channel('gone')),
      rule(peer.channel('spare')),
    ],
  }));
  desk.peer.connector.closed.set('19:gone@thread.tacv2', { status: 404, code: 'ConversationNotFound' });
  await desk.mail();
  await desk.settled();
  expect(posts('19:spare@thread.tacv2')).toHaveLength(1);
  expect(desk.channel.status().faults).toMatchObject([
    { place: '19:gone@thread.tacv2', sentence: expect.stringContaining('does not exist any more') },
  ]);
  const health = await desk.channel.fetch(new Request('http://desk.example/teams/health'));
  expect([health.status, await health.json()]).toEqual([503, { status: 'troubled', faults: 1 }]);
});

test('where no channel takes it, it is a dead letter with a sentence on what to do', async () => {
  desk = await openDeskForTest();
  desk.peer.connector.closed.set(desk.triage.conversationId, { status: 403, code: 'BotNotInConversationRoster' });
  await desk.mail();
  await desk.settled();
  expect((await dead())[0]?.lastError).toContain('Install it there again');
});

test('once the channel works again what was given up is drawn, and no dead letter of an older card stays', async () => {
  desk = await openDeskForTest();
  desk.peer.connector.closed.set(desk.triage.conversationId, { status: 403, code: 'BotNotInConversationRoster' });
  const [one, other] = [await desk.mail(), await desk.mail({ subject: 'Slow' })];
  await desk.settled();
  await desk.desk.claim('agent:ann', { case: one });
  await desk.settled();
  expect(await dead()).toHaveLength(3);
  desk.peer.connector.closed.clear();
  await desk.desk.claim('agent:bob', { case: other });
  await expect.poll(dead).toEqual([]);
  await desk.settled();
  expect(
    posts()
      .map(({ card }) => wordsOfCard(card))
      .toSorted(),
  ).toEqual([
    expect.stringMatching(/Nobody can log in[\s\S]*Ann Example/),
    expect.stringMatching(/Slow[\s\S]*Bob Example/),
  ]);
});

test('a case goes to the channel that its team and priority choose, and moves with them', async () => {
  desk = await openDeskForTest((peer) => ({
    channels: [rule(peer.channel('critical'), { priorities: ['critical'] }), rule(peer.channel('triage'))],
  }));
  const number = await desk.mail({ subject: 'Slow', text: 'A bit slow today.' });
  await desk.settled();
  expect(posts()).toHaveLength(1);
  await desk.desk.prioritise('agent:ann', { case: number, priority: 'critical' });
  await desk.settled();
  expect(posts('19:critical@thread.tacv2')).toHaveLength(1);
  expect(wordsOfCard(posts()[0]?.card)).toContain('another channel');
  expect(wordsOfCard(posts()[0]?.card)).not.toContain('Slow');
});

test('a restricted case is never shown to more people than may read it', async () => {
  desk = await openDeskForTest((peer) => ({
    channels: [rule(peer.channel('triage')), rule(peer.channel('closed'), { restricted: true })],
  }));
  const number = await desk.mail();
  await desk.settled();
  await desk.desk.tag('agent:adam', { case: number, add: ['restricted'] });
  await desk.settled();
  expect(wordsOfCard(posts()[0]?.card)).toBe(
    'This case is not shown here; more people read this conversation than may read the case.',
  );
  expect(wordsOfCard(posts('19:closed@thread.tacv2')[0]?.card)).toContain('Nobody can log in');
  await desk.peer.say(desk.ann, desk.triage, `show ${number}`, { mention: true });
  await desk.peer.say(desk.ann, desk.triage, 'list', { mention: true });
  await desk.settled();
  const said = desk.peer.connector.messages.filter(
    ({ conversationId, rootId }) => conversationId === desk.triage.conversationId && rootId,
  );
  expect(said.map(({ card }) => wordsOfCard(card)).join()).not.toContain('Nobody can log in');
});

test('somebody who blocked the app is told of on the board, and reached by mail instead', async () => {
  desk = await openDeskForTest();
  desk.peer.connector.closed.set(`a:${desk.pia.objectId}`, { status: 403, code: 'MessageWritesBlocked' });
  await desk.mail();
  await desk.settled();
  await later(61);
  await desk.settled();
  expect((await dead())[0]?.lastError).toContain('has blocked the app');
  expect(desk.channel.status().faults.some(({ sentence }) => sentence.startsWith('Pia Example: '))).toBe(true);
  const told = await desk.store.listOutbox({ status: 'waiting', destination: 'email', limit: 50 });
  expect(told.some(({ payload }) => JSON.stringify(payload).includes('pia@desk.example'))).toBe(true);
});

test('an alert that nobody takes goes on, and ends everywhere when it is taken in the console', async () => {
  desk = await openDeskForTest();
  const number = await desk.mail();
  await desk.settled();
  await later(61);
  await desk.settled();
  const isAlert = ({ card }: PeerMessage) => card?.actions?.some(({ title }) => title === 'Take') ?? false;
  const alerts = desk.peer.connector.messages.filter(isAlert).filter(({ id }) => id !== posts()[0]?.id);
  expect(alerts.map(({ conversationId }) => conversationId).toSorted()).toEqual([
    desk.triage.conversationId,
    `a:${desk.pia.objectId}`,
  ]);
  await desk.desk.take('agent:pia', { case: number, step: 'call-duty' });
  await desk.settled();
  expect(desk.peer.connector.messages.filter(isAlert)).toEqual([]);
  for (const { card } of alerts) expect(wordsOfCard(card)).toContain(number);
});

test('where no channel may show a case the flow does, one way and with a summary', async () => {
  desk = await openDeskForTest((peer) => ({
    channels: [],
    options: { workflow: { url: `${peer.connector.url}/workflow` } },
  }));
  const number = await desk.mail();
  await desk.settled();
  expect(desk.peer.connector.workflowPosts).toMatchObject([
    { type: 'message', summary: expect.stringContaining('Nobody can log in') },
  ]);
  expect(JSON.stringify(desk.peer.connector.workflowPosts)).not.toContain('There is an outage');
  await desk.desk.note('agent:ann', { case: number, text: 'Nothing that a channel must know.' });
  await desk.settled();
  expect(desk.peer.connector.workflowPosts).toHaveLength(1);
  await desk.desk.prioritise('agent:ann', { case: number, priority: 'normal' });
  await desk.settled();
  expect(desk.peer.connector.workflowPosts).toHaveLength(2);
});
