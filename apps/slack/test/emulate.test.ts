import webApi from '@slack/web-api';
import { createEmulator } from 'emulate';
import { expect, test } from 'vitest';

import { openDeskForTest } from '../src/testing/desk-for-test.ts';

const client = { id: '111.222', secret: 'a-client-secret' };
const slackSettings = {
  team: { name: 'Acme', domain: 'acme' },
  users: [{ name: 'ann', real_name: 'Ann Example', email: 'ann@desk.example' }],
  channels: [{ name: 'triage' }],
  oauth_apps: [
    {
      client_id: client.id,
      client_secret: client.secret,
      name: 'Cases',
      redirect_uris: ['https://desk.example/slack/oauth_redirect'],
      scopes: ['chat:write', 'channels:read', 'channels:history'],
    },
  ],
  tokens: [{ token: 'xoxp-of-the-test', user: 'ann', scopes: ['channels:read', 'channels:history', 'chat:write'] }],
};

/** Somebody else's reading of Slack's Web API and OAuth: it checks no blocks, and knows no socket. */
test('installed by OAuth, the card is posted, edited and threaded at the public emulator too', async () => {
  const emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: slackSettings } });
  const reader = new webApi.WebClient('xoxp-of-the-test', { slackApiUrl: `${emulator.url}/api/` });
  const { channels } = await reader.conversations.list();
  const channel = channels?.find(({ name }) => name === 'triage')?.id ?? '';
  const { host } = new URL(emulator.url);
  const slack = await openDeskForTest({
    routes: [{ channel, restricted: false }],
    intake: (peer) => ({
      kind: 'http',
      signingSecrets: [peer.signingSecret],
      oauth: { clientId: client.id, clientSecret: client.secret },
    }),
    options: {
      platform: {
        apiUrl: `${emulator.url}/api/`,
        authorizeUrl: `${emulator.url}/oauth/v2/authorize`,
        fileHosts: [host],
        uploadHosts: [host],
        responseHosts: [host],
        protocol: 'http:',
      },
    },
  });
  try {
    const begun = await fetch(`${slack.url()}/slack/install`, { redirect: 'manual' });
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await (await fetch(begun.headers.get('location') ?? '')).text();
    const form = new URLSearchParams(
      [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [
        name,
        value.replaceAll('&amp;', '&'),
      ]),
    );
    const agreed = await fetch(`${emulator.url}/oauth/v2/authorize/callback`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const back = new URL(agreed.headers.get('location') ?? '');
    const done = await fetch(`${slack.url()}${back.pathname}${back.search}`, { headers: { cookie } });
    expect(await done.text()).toContain('The app is installed in Acme');

    const number = await slack.mail();
    await slack.settled();
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    const { messages = [] } = await reader.conversations.history({ channel, include_all_metadata: true });
    const [card] = messages.filter(({ text }) => text?.includes(number));
    expect(card?.metadata).toMatchObject({ event_type: 'case_card' });
    expect(JSON.stringify(card?.blocks)).toContain('Ann Example');
    const { messages: thread = [] } = await reader.conversations.replies({ channel, ts: card?.ts ?? '' });
    expect(thread).toHaveLength(2);
    expect((await slack.channel().status()).troubles).toEqual([]);
  } finally {
    await slack.close();
    await emulator.close();
  }
});
