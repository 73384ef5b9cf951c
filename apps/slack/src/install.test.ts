import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type DeskForTest, openDeskForTest } from './testing/desk-for-test.ts';
import type { Workspace } from './testing/slack-peer/workspace.ts';

let slack: DeskForTest;

beforeEach(async () => {
  slack = await openDeskForTest({
    intake: (peer) => ({
      kind: 'http',
      signingSecrets: ['the secret that is being replaced', peer.signingSecret],
      oauth: { clientId: peer.client.id, clientSecret: peer.client.secret },
    }),
    routes: [
      { channel: 'C0TRIAGE', workspace: 'T0ACME', priorities: ['critical'], restricted: false },
      { channel: 'C0OTHER', workspace: 'T0OTHER', restricted: false },
    ],
  });
});

afterEach(async () => {
  expect(slack.peer.complaints).toEqual([]);
  await slack.close();
});

async function install(workspace: Workspace): Promise<Response> {
  const begun = await fetch(`${slack.url()}/slack/install`, { redirect: 'manual' });
  const location = new URL(begun.headers.get('location') ?? '');
  expect(location.searchParams.get('redirect_uri')).toBe('https://desk.example/slack/oauth_redirect');
  expect(location.searchParams.get('scope')).toContain('chat:write');
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  const back = new URL(`${slack.url()}/slack/oauth_redirect`);
  back.searchParams.set('code', slack.peer.code(workspace));
  back.searchParams.set('state', location.searchParams.get('state') ?? '');
  return fetch(back, { headers: { cookie } });
}

describe('many workspaces', () => {
  test('each posts with its own token; tokens lie encrypted', async () => {
    const other = slack.peer.addWorkspace({ id: 'T0OTHER', name: 'other' });
    const otherChannel = slack.peer.addChannel(other, { id: 'C0OTHER' });
    expect(await (await install(slack.workspace)).text()).toContain('installed in acme');
    expect((await install(other)).status).toBe(200);
    const kept = JSON.stringify(await slack.store.channelState('slack').list('installation/'));
    expect(kept).toContain('installation/T0ACME');
    expect(kept).not.toContain('xoxb');
    await slack.mail();
    await slack.mail({ subject: 'A question', text: 'How do I print?' });
    await slack.settled();
    expect(slack.triage.messages).toHaveLength(1);
    expect(otherChannel.messages).toHaveLength(1);
  });

  test('an unknown workspace is turned away; a removed app is forgotten, and its cards found again when it comes back', async () => {
    const answer = await slack.command(slack.ann, 'list');
    expect(answer.status).toBe(401);
    await install(slack.workspace);
    const number = await slack.mail();
    await slack.settled();
    await slack.event({ type: 'app_uninstalled' });
    await slack.settled();
    expect((await slack.channel().status()).workspaces).toEqual([]);
    expect((await fetch(`${slack.url()}/slack/health`)).status).toBe(503);
    await slack.desk.claim('agent:ann', { case: number });
    await slack.settled();
    await install(slack.workspace);
    await slack.desk.note('agent:ann', { case: number, text: 'Back again.' });
    await slack.settled();
    expect(JSON.stringify(slack.cardOf(number).blocks)).toContain('Ann Example');
    expect(slack.triage.messages.filter(({ thread }) => thread === undefined)).toHaveLength(1);
  });

  test('a token that runs out is renewed once, however many ask at that moment', async () => {
    slack.workspace.rotates = true;
    const { token } = slack.workspace;
    await install(slack.workspace);
    await Promise.all([slack.mail(), slack.mail(), slack.mail()]);
    await slack.settled();
    expect(slack.workspace.token).not.toBe(token);
    expect(slack.triage.messages).toHaveLength(3);
    const renewals = slack.peer.calls.filter(
      ({ method, args }) => method === 'oauth.v2.access' && args.grant_type === 'refresh_token',
    );
    expect(renewals).toHaveLength(1);
  });

  test('revoked tokens of people do not matter; those of the bot do', async () => {
    await install(slack.workspace);
    await slack.event({ type: 'tokens_revoked', tokens: { oauth: ['U0ANN'] } });
    await slack.settled();
    expect((await slack.channel().status()).workspaces).toHaveLength(1);
    await slack.event({ type: 'tokens_revoked', tokens: { bot: [slack.workspace.bot.user] } });
    await slack.settled();
    expect(await slack.channel().status()).toMatchObject({
      workspaces: [],
      troubles: [{ place: 'T0ACME', sentence: expect.stringContaining('was revoked') }],
    });
  });
});

describe('nobody else installs', () => {
  test('a link without its cookie, a foreign state, a used code, a wrong secret', async () => {
    const back = (query: string, cookie = '') =>
      fetch(`${slack.url()}/slack/oauth_redirect?${query}`, { headers: { cookie } });
    const code = slack.peer.code(slack.workspace);
    expect((await back(`code=${code}&state=abc`)).status).toBe(400);
    expect((await back(`code=${code}&state=abc`, 'slack_install=xyz')).status).toBe(400);
    expect((await back('code=wrong&state=abc', 'slack_install=abc')).status).toBe(502);
    expect((await back('error=access_denied&state=abc', 'slack_install=abc')).status).toBe(400);
    expect((await slack.channel().status()).workspaces).toEqual([]);
  });
});
