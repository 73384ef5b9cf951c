import { until } from '@sla/desk/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { toTeamsOptions } from './config.ts';
import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';
import { appId, type Sending, tenantId } from './testing/teams-peer.ts';

let desk: DeskForTest;
beforeAll(async () => {
  desk = await openDeskForTest();
});
afterAll(() => desk.close());

const foreign = '99999999-8888-4777-8666-555555555555';
const rows: readonly (readonly [string, Sending, number])[] = [
  ['a right token', {}, 200],
  ['no token', { token: 'none' }, 401],
  ['something that is no token', { token: 'garbage' }, 401],
  ['a token signed with another key', { token: 'wrong-key' }, 401],
  ['a token for another app', { token: { aud: foreign } }, 401],
  ['a token of another issuer', { token: { iss: 'https://evil.example' } }, 401],
  [
    'a token of Entra, whose service URL nobody vouches for',
    { token: { iss: `https://sts.windows.net/${tenantId}/` } },
    401,
  ],
  ['an expired token', { token: { exp: Math.floor(Date.now() / 1_000) - 400 } }, 401],
  ['a token that is not valid yet', { token: { nbf: Math.floor(Date.now() / 1_000) + 400 } }, 401],
  ['a token for another service URL', { token: { serviceurl: 'https://smba.trafficmanager.net/emea/' } }, 401],
  ['a foreign tenant', { tenantId: foreign }, 403],
  ['answers to a host that is not Microsoft’s', { serviceUrl: 'https://evil.example/' }, 403],
  [
    'answers to a host that only begins like Microsoft’s',
    { serviceUrl: 'https://smba.trafficmanager.net.evil.example/' },
    403,
  ],
];

test.each(rows)('%s is answered as it deserves', async (_name, how, status) => {
  const personal = desk.peer.chatWith(desk.ann);
  const before = desk.peer.connector.calls.length;
  const answered = await desk.peer.say(desk.ann, personal, 'help', how);
  expect(answered.status).toBe(status);
  await desk.channel.idle();
  const calls = desk.peer.connector.calls.length - before;
  expect(calls > 0).toBe(status === 200);
});

test('what is no activity, or too large, is turned away', async () => {
  const post = (body: string) =>
    desk.channel.fetch(new Request('http://desk.example/teams/messages', { method: 'POST', body }));
  expect((await post('{')).status).toBe(400);
  expect((await post('{"type":"message"}')).status).toBe(400);
  expect((await post(`{"type":"${'x'.repeat(600_000)}"}`)).status).toBe(413);
  expect((await desk.channel.fetch(new Request('http://desk.example/teams/messages'))).status).toBe(405);
  expect((await desk.channel.fetch(new Request('http://desk.example/teams/nothing'))).status).toBe(404);
});

test('the same activity is worked off once', async () => {
  const personal = desk.peer.chatWith(desk.bob);
  const mine = () =>
    desk.peer.connector.messages.filter(({ conversationId }) => conversationId === personal.conversationId);
  await desk.peer.say(desk.bob, personal, 'help', { id: '1700000000001' });
  await desk.channel.idle();
  await until(() => mine().length === 1 || undefined, 'the answer');
  expect((await desk.peer.say(desk.bob, personal, 'help', { id: '1700000000001' })).status).toBe(200);
  await desk.channel.idle();
  expect(mine()).toHaveLength(1);
});

test('a variable that would open the door stops the start', () => {
  const settings = {
    desk: {
      name: 'Desk',
      address: 'a@desk.example',
      language: 'en',
      timeZone: 'Europe/London',
      casePrefix: 'C',
      url: 'https://desk.example',
    },
    channels: {
      teams: {
        clientId: appId,
        tenantId,
        clientSecret: 'x',
        tenants: [tenantId],
        serviceUrl: 'https://smba.trafficmanager.net/teams',
        channels: [],
        maxFileMegabytes: 50,
      },
    },
  };
  expect(toTeamsOptions({ ...settings, channels: {} }, {})).toBeUndefined();
  expect(toTeamsOptions(settings, { DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS: 'false' })?.clientId).toBe(appId);
  for (const name of ['DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS', 'SKIP_AUTH'])
    expect(() => toTeamsOptions(settings, { [name]: 'true' })).toThrow('lets anybody speak as Teams');
});

test('health and metrics name nobody', async () => {
  const ask = async (path: string) =>
    (await desk.channel.fetch(new Request(`http://desk.example/teams/${path}`))).text();
  expect(JSON.parse(await ask('health'))).toEqual({ status: 'well', faults: 0 });
  const metrics = await ask('metrics');
  expect(metrics).toContain('sla_teams_refused_total{kind="foreign-tenant"} 1');
  expect(metrics).not.toContain(desk.ann.objectId);
});
