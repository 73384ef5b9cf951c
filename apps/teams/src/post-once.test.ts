import { type GraphPeer, startGraphPeer } from '@sla/graph/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type DeskForTest, openDeskForTest, rule } from './testing/desk-for-test.ts';
import { appId, tenantId, wordsOfCard } from './testing/teams-peer.ts';

const teamId = 'aaaaaaaa-0000-4000-8000-000000000001';
const channelId = '19:triage@thread.tacv2';
let graph: GraphPeer;
let desk: DeskForTest;

async function openDesk(isReadable: boolean): Promise<void> {
  graph = await startGraphPeer({ now: () => desk.now(), app: { tenantId, clientId: appId } });
  graph.teams.addChannel({ teamId, channelId });
  desk = await openDeskForTest((peer) => ({
    channels: [rule(peer.channel('triage'), isReadable ? { teamId } : {})],
    options: {
      clientSecret: 'peer-secret',
      graph: { presence: false, activityFeed: false, notifications: false, files: false },
      peer: { ...peer.options, graphFetch: graph.settings.fetch },
    },
  }));
}
beforeEach(() => openDesk(true));
afterEach(async () => {
  await desk.close();
  await graph.close();
});

const messages = () => desk.peer.connector.messages;
const cards = () => messages().filter(({ rootId }) => rootId === undefined);
const later = async () => {
  await desk.runUntil(desk.now().add({ minutes: 1 }).toString());
  await desk.settled();
};
const losesTheNextAnswer = () => desk.peer.connector.troubles.push({ status: 200, afterwards: true, only: 'POST' });
/** What the connector took stands in the channel, where Graph reads it. */
const standsInGraph = (index: number) => {
  const { rootId, text, card } = messages()[index] ?? {};
  const attachments =
    card === undefined
      ? []
      : [{ id: 'c', contentType: 'application/vnd.microsoft.card.adaptive', content: JSON.stringify(card) }];
  const app = { id: appId, displayName: 'Desk' };
  return graph.teams.post({
    teamId,
    channelId,
    content: text ?? '',
    attachments,
    app,
    ...(rootId !== undefined && { replyTo: rootId }),
  });
};

test('a card whose answer was lost is found again, and stands once', async () => {
  losesTheNextAnswer();
  const number = await desk.mail();
  await desk.settled();
  const found = standsInGraph(0);
  // The connector and Graph name a message alike.
  Object.assign(cards()[0] ?? {}, { id: found });
  await later();
  expect(cards()).toHaveLength(1);
  await desk.desk.claim('agent:ann', { case: number });
  await desk.settled();
  expect(wordsOfCard(cards()[0]?.card)).toContain('Ann Example');
});

test('so does a line of the thread', async () => {
  const number = await desk.mail();
  await desk.settled();
  const root = standsInGraph(0);
  Object.assign(cards()[0] ?? {}, { id: root });
  await desk.store
    .channelState('teams')
    .list('card/')
    .then(([entry]) =>
      desk.store.channelState('teams').put(entry?.key ?? '', { ...(entry?.value as object), activityId: root }),
    );
  losesTheNextAnswer();
  await desk.desk.claim('agent:ann', { case: number });
  await desk.settled();
  standsInGraph(1);
  await later();
  expect(messages().flatMap(({ text }) => text ?? [])).toEqual(['Ann Example claimed the case.']);
});

test('where Graph may not read the channel it is posted again, and whoever touches the first ends it', async () => {
  await desk.close();
  await graph.close();
  await openDesk(false);
  losesTheNextAnswer();
  const number = await desk.mail();
  await desk.settled();
  await later();
  const [first, second] = cards();
  if (first === undefined || second === undefined) throw new Error('it was not posted again');
  await desk.peer.press(desk.ann, first, 'Claim', { rootId: first.id });
  await desk.settled();
  expect(wordsOfCard(first.card)).toBe(
    `${number}: This was a second card of the case. The other one is kept up to date.`,
  );
  expect(wordsOfCard(second.card)).toContain('Ann Example');
  expect((await desk.desk.read.case(number))?.record.assignee).toBe('ann');
});
