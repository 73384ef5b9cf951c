import { afterEach, expect, test } from 'vitest';

import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';
import { buttonOf, wordsOfCard } from './testing/teams-peer.ts';

let desk: DeskForTest;
afterEach(async () => {
  expect(desk.peer.connector.cardFaults).toEqual([]);
  await desk.close();
});

const cardOf = () => {
  const found = desk.peer.connector.messages.find(
    ({ rootId, card, conversationId }) => rootId === undefined && card && conversationId === desk.triage.conversationId,
  );
  if (!found) throw new Error('no card in the channel');
  return found;
};
const threadOf = (rootId: string) => desk.peer.connector.messages.filter((message) => message.rootId === rootId);

test('a case’s life in Teams: card, claim, reply, the customer’s answer, a miss, escalation, take, resolve', async () => {
  desk = await openDeskForTest();
  const { peer, ann, bob } = desk;
  const number = await desk.mail();
  await desk.settled();
  const card = cardOf();
  expect(wordsOfCard(card.card)).toContain('Nobody can log in');
  expect(wordsOfCard(card.card)).toContain('Critical');
  expect(card.summary).toContain(number);

  const first = card.card;
  const claimed = await peer.press(ann, card, 'Claim');
  expect(claimed).toMatchObject({
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
  });
  expect(wordsOfCard(card.card)).toContain('Ann Example');
  await desk.settled();

  const late = await peer.press(bob, card, 'Claim', first && { card: first });
  expect(late.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
  expect(late.body.value).toContain('Ann Example');
  await desk.settled();
  expect(wordsOfCard(card.card)).toContain('Ann Example');

  const dialog = await peer.press(ann, card, 'Reply');
  expect(wordsOfCard(dialog.body.task.value.card.content)).toContain('maria@ashdown.example');
  const replied = await peer.fillIn(ann, desk.triage, dialog, { text: 'We are looking at it.' });
  expect(replied.body.task.type).toBe('message');
  await desk.settled();
  const view = await desk.desk.read.case(number);
  expect(view?.messages.some(({ direction, text }) => direction === 'out' && text === 'We are looking at it.')).toBe(
    true,
  );
  expect(threadOf(card.id).some(({ text }) => text?.includes('We are looking at it.'))).toBe(true);

  await desk.mail({ subject: `Re: [${number}]`, text: 'It is still down.', joins: { case: number, evidence: [] } });
  await desk.settled();
  expect(wordsOfCard(card.card)).toContain('It is still down.');
  await desk.runUntil('2026-11-23T11:01:00Z');
  await desk.settled();
  expect(threadOf(card.id).some(({ text }) => text?.includes('Next response'))).toBe(true);

  const escalate = await peer.press(ann, card, 'Escalate');
  const faulty = await peer.fillIn(ann, desk.triage, escalate, { tier: 'L2', reason: 'Database is down' });
  expect(faulty.body.task.type).toBe('continue');
  const escalated = await peer.fillIn(ann, desk.triage, faulty, {
    'handover:logs': 'see attached',
    reason: 'Database is down',
  });
  expect(escalated.body.task.type).toBe('message');
  await desk.settled();
  const alert = peer.connector.messages.find(({ conversationId }) => conversationId === `a:${bob.objectId}`);
  if (!alert) throw new Error('Bob was not told');
  expect(wordsOfCard(alert.card)).toContain('Take');
  expect(wordsOfCard(alert.card)).toContain('Hand over');
  const mention = threadOf(card.id).find((message) => message.card);
  expect(JSON.stringify(mention?.card)).toContain('<at>Bob Example</at>');

  const taken = await peer.press(bob, alert, 'Take');
  expect(taken.status).toBe(200);
  await desk.settled();
  expect(wordsOfCard(mention?.card)).not.toContain('Take');
  expect(() => buttonOf(card.card, 'Take')).toThrow();
  expect((await desk.desk.read.case(number))?.card.openAlerts).toEqual([]);

  const resolve = await peer.press(ann, card, 'Resolve');
  await peer.fillIn(ann, desk.triage, resolve, { text: 'Back since 11:05.' });
  await desk.settled();
  expect(wordsOfCard(card.card)).toContain('Resolved');
  expect(
    peer.connector.messages.filter(
      ({ card: shown, rootId, conversationId }) => shown && !rootId && conversationId.startsWith('19:'),
    ),
  ).toHaveLength(1);
});
