import { afterEach, beforeEach, expect, test } from 'vitest';

import { slackDoctor } from './doctor.ts';
import { botScopes, type SlackOptions } from './options.ts';
import { type SlackPeer, startSlackPeer } from './testing/slack-peer/slack-peer.ts';
import type { Workspace } from './testing/slack-peer/workspace.ts';

let peer: SlackPeer;
let workspace: Workspace;

beforeEach(async () => {
  peer = await startSlackPeer();
  workspace = peer.addWorkspace();
  peer.addChannel(workspace);
});

afterEach(() => peer.stop());

function options(change: Partial<SlackOptions> = {}): SlackOptions {
  return {
    intake: { kind: 'socket', appToken: peer.appToken, botToken: workspace.token },
    routes: [{ channel: 'C0TRIAGE', restricted: false }],
    url: 'https://desk.example',
    maxFileMegabytes: 20,
    platform: {
      apiUrl: peer.apiUrl,
      authorizeUrl: `${peer.url}/authorize`,
      fileHosts: [peer.host],
      uploadHosts: [peer.host],
      responseHosts: [peer.host],
      protocol: 'http:',
    },
    ...change,
  };
}

const faults = async (change: Partial<SlackOptions> = {}) =>
  (await slackDoctor(options(change), [])).filter(({ ok }) => !ok).map(({ what, sentence }) => `${what}: ${sentence}`);

test('all is fine', async () => {
  const findings = await slackDoctor(options(), []);
  expect(findings.every(({ ok }) => ok)).toBe(true);
  expect(findings.map(({ what }) => what)).toEqual([
    'app token',
    'workspace acme',
    'scopes',
    'channel C0TRIAGE #triage',
  ]);
});

test('a missing scope is named', async () => {
  workspace.scopes = botScopes.filter((scope) => scope !== 'files:write' && scope !== 'im:write');
  expect(await faults()).toEqual([expect.stringMatching(/^scopes: Lacking: files:write, im:write\./)]);
});

test('tokens and secrets that are none, or no longer', async () => {
  expect(await faults({ intake: { kind: 'socket', appToken: 'xoxb-1', botToken: workspace.token } })).toEqual([
    expect.stringContaining('begin with xapp-'),
  ]);
  expect(await faults({ intake: { kind: 'socket', appToken: 'xapp-wrong', botToken: 'xoxb-wrong' } })).toEqual([
    expect.stringContaining('opens no socket for it (invalid_auth)'),
    expect.stringContaining('does not take the token'),
  ]);
  expect(
    await faults({ intake: { kind: 'http', signingSecrets: ['a-client-secret'], botToken: workspace.token } }),
  ).toEqual([expect.stringContaining('32 hexadecimal digits')]);
  workspace.revoked = 'account_inactive';
  expect(await faults()).toEqual([expect.stringContaining('switched off')]);
});

test.each([
  ['absent', { channel: 'C0NOWHERE' }, {}, 'is not known to Slack'],
  ['archived', {}, { archived: true }, 'It is archived'],
  ['without the app', {}, { member: false }, '/invite @Cases'],
  ['shared with strangers', {}, { shared: true }, 'Slack Connect'],
  ['open, for restricted cases', { restricted: true }, {}, 'make it private'],
])('a channel that is %s', async (_what, route, channel, sentence) => {
  Object.assign(workspace.channels.get('C0TRIAGE') ?? {}, channel);
  const all = await faults({ routes: [{ channel: 'C0TRIAGE', restricted: false, ...route }] });
  expect(all[0]).toContain(sentence);
});

test('channels that leave cases out', async () => {
  expect(await faults({ routes: [] })).toEqual([expect.stringContaining('No channel is named')]);
  expect(await faults({ routes: [{ channel: 'C0TRIAGE', team: 'platform', restricted: false }] })).toEqual([
    expect.stringContaining('name one that takes all other cases'),
  ]);
});

test('nobody has installed it yet', async () => {
  const intake = {
    kind: 'http' as const,
    signingSecrets: ['0123456789abcdef0123456789abcdef'],
    oauth: { clientId: 'x', clientSecret: 'y' },
  };
  expect(await faults({ intake })).toEqual([expect.stringContaining('open https://desk.example/slack/install')]);
  const installed = [{ key: 'T0ACME', name: 'acme', botToken: workspace.token }];
  expect((await slackDoctor(options({ intake }), installed)).every(({ ok }) => ok)).toBe(true);
});
