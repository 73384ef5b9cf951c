import { until } from '@sla/desk/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { type DeskForTest, openDeskForTest } from '../testing/desk-for-test.ts';

let slack: DeskForTest;

beforeEach(async () => {
  slack = await openDeskForTest({
    intake: (peer, workspace) => ({ kind: 'socket', appToken: peer.appToken, botToken: workspace.token }),
  });
  await connected();
});

afterEach(async () => {
  expect(slack.peer.complaints).toEqual([]);
  await slack.close();
});

const connected = () =>
  until(
    async () => ((await slack.channel().status()).connected && slack.peer.sockets.connected > 0) || undefined,
    'the socket',
  );
const opened = (id: string) => ({
  type: 'event_callback',
  event_id: id,
  team_id: 'T0ACME',
  authorizations: [{ team_id: 'T0ACME', enterprise_id: null, is_enterprise_install: false }],
  event: { type: 'app_home_opened', user: 'U0ANN', tab: 'home' },
});
const drawn = () => slack.peer.calls.filter(({ method }) => method === 'views.publish').length;

test('a command is answered in its acknowledgement; an event is kept, acknowledged, and handled once', async () => {
  const { peer } = slack;
  const command = { command: '/case', text: 'help', team_id: 'T0ACME', user_id: 'U0ANN', trigger_id: peer.trigger() };
  expect(await peer.sockets.send('slash_commands', command)).toMatchObject({ response_type: 'ephemeral' });
  await peer.sockets.send('events_api', opened('Ev1'));
  await peer.sockets.send('events_api', opened('Ev1'));
  await slack.settled();
  expect(drawn()).toBe(1);
  expect(await slack.store.findInboxItem('slack', 'event/Ev1')).toMatchObject({ status: 'settled' });
});

test('a refreshed and a broken socket are opened again; the HTTP door stays shut', async () => {
  const { peer } = slack;
  peer.sockets.refresh();
  await until(() => peer.sockets.opened >= 2 || undefined, 'a second socket');
  await connected();
  peer.sockets.breakOff();
  await until(() => peer.sockets.opened >= 3 || undefined, 'a third socket');
  await connected();
  await peer.sockets.send('events_api', opened('Ev2'));
  await slack.settled();
  expect(drawn()).toBe(1);
  expect((await slack.post(opened('Ev3'))).status).toBe(404);
});

test('while Slack opens no socket, health says so, and it recovers alone', async () => {
  const { peer } = slack;
  peer.faults.plan('apps.connections.open', { kind: 'http', status: 500 }, 1);
  peer.faults.plan('apps.connections.open', { kind: 'error', error: 'invalid_auth' }, 1);
  peer.sockets.breakOff();
  await until(
    async () => ((await slack.channel().status()).lastError?.includes('invalid_auth') ? true : undefined),
    'the refusal',
  );
  expect((await fetch(`${slack.url()}/slack/health`)).status).toBe(503);
  await connected();
  expect((await fetch(`${slack.url()}/slack/health`)).status).toBe(200);
});
