import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Browser, type ConsoleUnderTest, consoleUnderTest, URL_OF_DESK } from './testing/console-under-test.ts';

const slack = (account: string) => ({ channel: 'slack', account }) as const;

let under: ConsoleUnderTest;
let ann: Browser;
let root: Browser;

beforeEach(async () => {
  under = await consoleUnderTest();
  const [agents, teams] = await Promise.all([under.desk.read.agents(), under.desk.read.teams()]);
  const admin = { id: 'root', name: 'Root', email: 'root@desk.example', role: 'admin', teams: [] } as const;
  await under.desk.adopt({ agents: [...agents, admin], teams, organisations: [] });
  await under.desk.accounts.link('system', slack('T1/ANN'), 'ann');
  await under.desk.accounts.link('system', slack('T1/BEN'), 'ben');
  [ann, root] = [await under.browser('ann'), await under.browser('root')];
});
afterEach(() => under.close());

const post = (browser: Browser, fields: Record<string, string>) =>
  browser.send('/link/accounts', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: URL_OF_DESK },
    body: new URLSearchParams({ csrf: browser.csrf, channel: 'slack', ...fields }),
  });
const textOf = async (browser: Browser) => (await browser.get('/link/accounts')).text();
const agentOf = async (account: string) => (await under.desk.accounts.agentOf(slack(account)))?.id;

describe('the page of linked accounts', () => {
  test('shows agents their own, and an administrator everybody’s', async () => {
    const own = await textOf(ann);
    expect(own).toContain('Ann Lee: Slack T1/ANN');
    expect(own).not.toContain('T1/BEN');
    expect(own).not.toContain('Link an account by hand');
    const all = await textOf(root);
    expect(all).toContain('T1/BEN');
    expect(all).toContain('Link an account by hand');
    expect((await under.web.fetch(new Request(`${URL_OF_DESK}/link/accounts`))).status).toBe(401);
  });

  test('unlinks one’s own, and nobody else’s', async () => {
    expect((await post(ann, { do: 'unlink', account: 'T1/ANN' })).status).toBe(303);
    expect(await agentOf('T1/ANN')).toBeUndefined();
    const refused = await post(ann, { do: 'unlink', account: 'T1/BEN' });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('This needs the role admin.');
    expect(await agentOf('T1/BEN')).toBe('ben');
  });

  test('lets an administrator link and unlink by hand, and nobody else', async () => {
    expect((await post(root, { do: 'link', account: 'T1/NEW', agent: 'pia' })).status).toBe(303);
    expect(await agentOf('T1/NEW')).toBe('pia');
    expect((await post(root, { do: 'unlink', account: 'T1/NEW' })).status).toBe(303);
    expect(await agentOf('T1/NEW')).toBeUndefined();
    expect((await post(ann, { do: 'link', account: 'T1/EVE', agent: 'ann' })).status).toBe(409);
    expect(await agentOf('T1/EVE')).toBeUndefined();
  });

  test.each(['ann', '', 'T1/ANN/more', '<b>/x'])('says that %j is no account', async (account) => {
    expect((await post(root, { do: 'link', account, agent: 'ann' })).status).toBe(422);
  });

  test('changes nothing without its token', async () => {
    expect((await post(ann, { do: 'unlink', account: 'T1/ANN', csrf: 'x' })).status).toBe(403);
    expect(await agentOf('T1/ANN')).toBe('ann');
  });
});
