import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';

import { collect, failureOf } from '../testing/failure.ts';
import { withPeer } from '../testing/with-peer.ts';
import { parseMessageResource } from './channel-message.ts';

const channel = { teamId: 'team-1', channelId: '19:intake@thread.tacv2' };

async function withChannel(roles?: readonly string[]) {
  const bench = await withPeer(roles ? { roles } : {});
  bench.peer.teams.addChannel(channel);
  return bench;
}

test('presence is asked for in batches of 650, each user once', async () => {
  const { peer, graph } = await withPeer();
  const ids = Array.from({ length: 1_400 }, (_, index) => `user-${index}`);
  for (const id of ids.slice(1)) peer.directory.setPresence(id, 'Available');
  peer.directory.setPresence('user-9', 'Busy', 'InACall');
  const found = await graph.presence.of([...ids, ...ids]);
  expect(found.size).toBe(1_399);
  expect(found.get('user-9')).toEqual({ userId: 'user-9', availability: 'Busy', activity: 'InACall' });
  expect(found.has('user-0')).toBe(false);
  const asked = peer.requests.filter(({ path }) => path.startsWith('/communications'));
  expect(asked.map(({ body }) => (JSON.parse(body) as { ids: string[] }).ids.length)).toEqual([650, 650, 100]);
  expect((await graph.presence.of([])).size).toBe(0);
});

const notice = {
  userId: 'user-ada',
  activityType: 'caseEscalated',
  topic: 'C-1042 Checkout returns 500',
  webUrl: 'https://teams.microsoft.com/l/entity/app/case?context=%7B%7D',
  preview: 'Escalated to you: payment outage',
  parameters: { caseNumber: 'C-1042' },
};

test('a notice rings in the activity feed with its parameters', async () => {
  const { peer, graph } = await withPeer();
  peer.directory.addUser({ id: 'user-ada', displayName: 'Ada', userPrincipalName: 'ada@desk.example' });
  await graph.activityFeed.notify({ ...notice, preview: '🙂'.repeat(151), chain: 1042 });
  expect(peer.directory.notices).toEqual([
    {
      userId: 'user-ada',
      body: {
        topic: { source: 'text', value: 'C-1042 Checkout returns 500', webUrl: notice.webUrl },
        activityType: 'caseEscalated',
        chainId: 1042,
        previewText: { content: `${'🙂'.repeat(149)}…` },
        templateParameters: [{ name: 'caseNumber', value: 'C-1042' }],
      },
    },
  ]);
});

test.each([
  [`https://teams.microsoft.com/l/${'x'.repeat(1_000)}`, /may have 1024 characters; this one has 1030/],
  ['https://desk.example/cases/C-1042', /must be a Teams deep link/],
])('a link that the feed would refuse is refused here', async (webUrl, words) => {
  const { graph } = await withPeer();
  const error = await failureOf(graph.activityFeed.notify({ ...notice, webUrl }));
  expect(error.code).toBe('invalid');
  expect(error.message).toMatch(words);
});

test('who has not installed the app, or may not be notified, is told apart', async () => {
  const { peer, graph } = await withPeer();
  peer.directory.addUser({ id: 'user-ada', displayName: 'Ada', userPrincipalName: 'ada@desk.example' });
  peer.directory.uninstallFor('user-ada');
  expect((await failureOf(graph.activityFeed.notify(notice))).code).toBe('access-denied');
  peer.tokens.revoke('TeamsActivity.Send');
  peer.tokens.expireTokens();
  const lacking = await failureOf(graph.activityFeed.notify(notice));
  expect(lacking.code).toBe('permission-missing');
  expect(lacking.message).toContain(
    'TeamsActivity.Send.User, to which whoever installs the app consents by installing or updating the Teams app, or else the application permission TeamsActivity.Send for the whole tenant: add it',
  );
});

test('a thread is read oldest first, over all pages', async () => {
  const { peer, graph, clock } = await withChannel();
  const threadId = peer.teams.post({ ...channel, content: 'It is down', subject: 'Checkout' });
  const replies = Array.from({ length: 130 }, (_, index) => {
    clock.pass({ seconds: 1 });
    return peer.teams.post({ ...channel, content: `reply ${index}`, replyTo: threadId });
  });
  const read = await collect(graph.channels.replies({ ...channel, threadId }));
  expect(read.map(({ id }) => id)).toEqual(replies);
  expect(read[0]).toMatchObject({
    ...channel,
    threadId,
    kind: 'message',
    body: { format: 'text', content: 'reply 0' },
  });
});

test('a message says who wrote it, what, where and when', async () => {
  const { peer, graph, clock } = await withChannel();
  const id = peer.teams.post({ ...channel, content: '<p>Hello</p>', contentType: 'html', subject: 'Checkout' });
  expect(await graph.channels.message({ ...channel, threadId: id, id })).toEqual({
    ...channel,
    threadId: id,
    id,
    etag: id,
    kind: 'message',
    author: { kind: 'user', id: 'user-ada', displayName: 'Ada' },
    createdAt: clock.now(),
    modifiedAt: clock.now(),
    subject: 'Checkout',
    body: { format: 'html', content: '<p>Hello</p>' },
    mentions: [],
    attachments: [],
    webUrl: expect.stringContaining(id),
  });
  const reply = peer.teams.post({ ...channel, content: 'me too', replyTo: id });
  expect(await graph.channels.message({ ...channel, threadId: id, id: reply })).toMatchObject({
    id: reply,
    threadId: id,
  });
  expect(await graph.channels.message({ ...channel, threadId: id, id: 'none' })).toBeUndefined();
});

test('since an instant come the first messages and replies written, edited or deleted after it, and nothing older', async () => {
  const { peer, graph, clock } = await withChannel();
  const old = peer.teams.post({ ...channel, content: 'old' });
  const edited = peer.teams.post({ ...channel, content: 'to edit' });
  const quiet = peer.teams.post({ ...channel, content: 'quiet' });
  const deleted = peer.teams.post({ ...channel, content: 'to delete', replyTo: quiet });
  const after = clock.now();
  clock.pass({ minutes: 1 });
  const reply = peer.teams.post({ ...channel, content: 'new reply', replyTo: old });
  peer.teams.edit(edited, 'edited');
  peer.teams.remove(deleted);
  const fresh = peer.teams.post({ ...channel, content: 'new' });

  const read = await collect(graph.channels.since(channel, after));
  expect(read.map(({ id }) => id).sort()).toEqual([reply, edited, deleted, fresh].sort());
  expect(read.find(({ id }) => id === deleted)?.deletedAt).toEqual(clock.now());
  expect(read.find(({ id }) => id === edited)?.body.content).toBe('edited');
});

test('a thread with more replies than come with it is read to the end', async () => {
  const { peer, graph } = await withChannel();
  peer.teams.repliesInline = 3;
  const threadId = peer.teams.post({ ...channel, content: 'busy' });
  for (let index = 0; index < 70; index += 1) peer.teams.post({ ...channel, content: `${index}`, replyTo: threadId });
  const read = await collect(graph.channels.since(channel, Temporal.Instant.from('2026-01-01T00:00:00Z')));
  expect(new Set(read.map(({ id }) => id)).size).toBe(71);
});

test('a team that consents for itself needs no administrator, and one that does not is told how', async () => {
  const { peer, graph } = await withChannel(['User.Read.All']);
  const error = await failureOf(collect(graph.channels.since(channel, Temporal.Instant.from('2026-01-01T00:00:00Z'))));
  expect(error.code).toBe('permission-missing');
  expect(error.message).toContain(
    'the app lacks ChannelMessage.Read.Group, to which the owner of the team consents by installing or updating the Teams app',
  );
  peer.teams.consent(channel.teamId);
  expect(await collect(graph.channels.since(channel, Temporal.Instant.from('2026-01-01T00:00:00Z')))).toEqual([]);
});

test.each([
  [
    "teams('t')/channels('19:c@thread.tacv2')/messages('1')",
    { teamId: 't', channelId: '19:c@thread.tacv2', threadId: '1', id: '1' },
  ],
  ["teams('t')/channels('c')/messages('1')/replies('2')", { teamId: 't', channelId: 'c', threadId: '1', id: '2' }],
  ["chats('c')/messages('1')", undefined],
  ['', undefined],
])('the resource %s names a message', (resource, ref) => {
  expect(parseMessageResource(resource)).toEqual(ref);
});
