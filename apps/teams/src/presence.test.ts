import { type GraphPeer, startGraphPeer } from '@sla/graph/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { AdaptiveCard } from './cards/adaptive-card.ts';
import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';
import { type PeerPerson, wordsOfCard } from './testing/teams-peer.ts';

let graph: GraphPeer;
let desk: DeskForTest;
beforeEach(async () => {
  graph = await startGraphPeer({ now: () => desk.now() });
  const { tenantId, clientId, fetch } = graph.settings;
  desk = await openDeskForTest(({ options }) => ({
    options: {
      clientId,
      tenantId,
      tenants: [tenantId],
      clientSecret: 'peer-secret',
      graph: { presence: true, activityFeed: false, notifications: false, files: false },
      peer: { ...options, graphFetch: fetch },
    },
  }));
  for (const [agent, { objectId }] of Object.entries({ ann: desk.ann, bob: desk.bob, pia: desk.pia })) {
    const account = `${tenantId}/${objectId}`;
    await desk.desk.accounts.link('agent:adam', { channel: 'teams', account }, agent);
  }
});
afterEach(async () => {
  expect(desk.peer.connector.cardFaults).toEqual([]);
  await desk.close();
  await graph.close();
});

const shows = (person: PeerPerson, availability: string) => graph.directory.setPresence(person.objectId, availability);
const agents = ['ann', 'bob', 'pia', 'adam'];

test.each([
  ['Available', 'available'],
  ['AvailableIdle', 'available'],
  ['Busy', 'busy'],
  ['DoNotDisturb', 'busy'],
  ['BeRightBack', 'away'],
  ['Offline', 'offline'],
])('%s is said as %s', async (availability, presence) => {
  shows(desk.ann, availability);
  shows(desk.bob, 'PresenceUnknown');
  expect(await desk.channel.presenceOf(agents)).toEqual(new Map([['ann', presence]]));
});

test('whoever hands over sees who is there, and the thread says that the person on call is not', async () => {
  const { peer, pia } = desk;
  shows(desk.pia, 'Offline');
  shows(desk.ann, 'Busy');
  shows(desk.bob, 'Available');
  await desk.mail();
  await desk.runUntil('2026-11-23T11:01:00Z');
  await desk.settled();
  const alertIn = (conversationId: string) => {
    const found = peer.connector.messages.find(
      (message) =>
        message.conversationId === conversationId && message.card?.actions?.some(({ title }) => title === 'Hand over'),
    );
    if (!found) throw new Error(`nobody was asked in ${conversationId}`);
    return found;
  };
  const sentence = 'Teams shows Pia Example as offline; hand it over if there is no answer.';
  const alert = alertIn(`a:${pia.objectId}`);
  expect(wordsOfCard(alert.card)).not.toContain(sentence);
  const thread = peer.connector.messages.filter(({ rootId, card }) => rootId !== undefined && card !== undefined);
  expect(thread.map(({ card }) => wordsOfCard(card)).join()).toContain(sentence);

  const [inThread] = thread.filter(({ card }) => wordsOfCard(card).includes(sentence));
  if (inThread === undefined) throw new Error('the thread has no alert');
  const { tenantId, clientId } = graph.settings;
  const offered = async () => {
    const dialog = await peer.press(pia, alert, 'Hand over', { tenantId, token: { aud: clientId } });
    return choicesOf(dialog.body.task.value.card.content);
  };
  expect(await offered()).toEqual(['Bob Example – available', 'Adam Example', 'Ann Example – busy']);
  graph.fail({ fault: 'missing-permission', path: /^\/communications/ });
  expect(await offered()).toEqual(['Adam Example', 'Ann Example', 'Bob Example']);

  // Somebody without an account presses it, then a colleague takes it: it says all the while that she was away.
  const how = { tenantId, token: { aud: clientId } };
  await peer.press(desk.peer.person('Stranger', 77), inThread, 'Take', how);
  await desk.settled();
  expect(wordsOfCard(inThread.card)).toContain(sentence);
  expect(inThread.card?.actions?.map(({ title }) => title)).toContain('Take');
  await peer.press(desk.bob, inThread, 'Take', how);
  await desk.settled();
  expect(wordsOfCard(inThread.card)).toContain(sentence);
  expect(inThread.card?.actions?.map(({ title }) => title)).not.toContain('Take');
});

const choicesOf = ({ body }: AdaptiveCard) =>
  body.flatMap((element) => (element.type === 'Input.ChoiceSet' ? element.choices.map(({ title }) => title) : []));
