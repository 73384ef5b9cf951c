import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Browser, type ConsoleUnderTest, consoleUnderTest, URL_OF_DESK } from './testing/console-under-test.ts';

const account = { channel: 'slack', account: 'T1/U1', shownAs: 'Ann <script>' } as const;

let under: ConsoleUnderTest;
let browser: Browser;
let token: string;

beforeEach(async () => {
  under = await consoleUnderTest();
  browser = await under.browser();
  token = await under.desk.accounts.ask(account);
});
afterEach(() => under.close());

const agree = (fields: Record<string, string>, headers: Record<string, string> = { origin: URL_OF_DESK }) =>
  browser.send('/link', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields),
  });
const linked = async () => (await under.desk.accounts.agentOf(account))?.id;

describe('a private link of a chat', () => {
  test('says which account asks to act as whom, and links nothing by being looked at', async () => {
    const answer = await browser.get(`/link?token=${token}`);
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('Link this Slack account to Ann Lee?');
    expect(text).toContain('“Ann &#60;script&#62;” (T1/U1)');
    expect(text).not.toContain('<script>');
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(await linked()).toBeUndefined();
  });

  test('links once the agent agrees, and only then', async () => {
    const answer = await agree({ token, csrf: browser.csrf });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('now acts as Ann Lee');
    expect(await linked()).toBe('ann');
    expect((await agree({ token, csrf: browser.csrf })).status).toBe(410);
    expect((await browser.get(`/link?token=${token}`)).status).toBe(410);
  });

  test('speaks German to who reads German', async () => {
    const german = await under.browser('ben');
    expect(await (await german.get(`/link?token=${token}`)).text()).toContain('mit Ben Ode verknüpfen?');
  });

  test('asks a stranger to sign in first', async () => {
    const answer = await under.web.fetch(new Request(`${URL_OF_DESK}/link?token=${token}`));
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('Sign in first');
    const posted = new Request(`${URL_OF_DESK}/link`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: URL_OF_DESK },
      body: new URLSearchParams({ token, csrf: browser.csrf }),
    });
    expect((await under.web.fetch(posted)).status).toBe(401);
    expect(await linked()).toBeUndefined();
  });

  test.each<readonly [string, () => Promise<Response>]>([
    ['another page', async () => agree({ token, csrf: browser.csrf }, { origin: 'https://evil.example' })],
    ['no page', async () => agree({ token, csrf: browser.csrf }, {})],
    ['a page without its token', async () => agree({ token })],
    ['a page of another session', async () => agree({ token, csrf: (await under.browser('pia')).csrf })],
  ])('is refused to %s', async (_, ask) => {
    expect((await ask()).status).toBe(403);
    expect(await linked()).toBeUndefined();
  });

  test('takes no more than a form', async () => {
    expect((await agree({ token, csrf: browser.csrf, more: 'x'.repeat(5_000) })).status).toBe(413);
  });
});
