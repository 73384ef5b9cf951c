import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type ConsoleUnderTest, consoleUnderTest, IDENTITY, URL_OF_DESK } from '../testing/console-under-test.ts';

let under: ConsoleUnderTest;
beforeAll(async () => {
  under = await consoleUnderTest();
});
afterAll(() => under.close());

const ask = async (path: string, init: RequestInit = {}) => under.web.fetch(new Request(`${URL_OF_DESK}${path}`, init));
const origin = { origin: URL_OF_DESK };

/** The links that were mailed to this address. */
async function linksFor(email: string): Promise<readonly string[]> {
  const items = await under.store.listOutbox({ destination: 'email', limit: 200 });
  return items.flatMap(({ payload }) => {
    const { to, text } = payload as { to?: readonly string[]; text?: string };
    return to?.includes(email) && text
      ? [...text.matchAll(/\/portal\/enter\?token=[\w-]+/g)].map(([link]) => link)
      : [];
  });
}

const fields = (form: Readonly<Record<string, string>>) => new URLSearchParams(form);
const askLink = (email: string) => ask('/portal/sign-in', { method: 'POST', headers: origin, body: fields({ email }) });

async function guest(email: string) {
  await askLink(email);
  const [link = ''] = await linksFor(email);
  const token = new URL(link, URL_OF_DESK).searchParams.get('token') ?? '';
  const entered = await ask('/portal/enter', { method: 'POST', headers: origin, body: fields({ token }) });
  const cookie = entered.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const get = async (path: string) => {
    const response = await ask(path, { headers: { cookie } });
    return { status: response.status, page: await response.text() };
  };
  const csrf = /name="csrf" value="([^"]+)"/.exec((await get('/portal')).page)?.[1] ?? '';
  const post = async (path: string, form: Readonly<Record<string, string>>, files: readonly File[] = []) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ csrf, ...form })) body.append(name, value);
    for (const file of files) body.append('files', file);
    const response = await ask(path, { method: 'POST', headers: { ...origin, cookie }, body });
    return { status: response.status, to: response.headers.get('location') ?? '', page: await response.text() };
  };
  return { token, cookie, get, post };
}

describe('signing in', () => {
  test('a link by mail, used once, by its button alone', async () => {
    const maria = await guest('new.person@ashdown.example');
    expect((await maria.get('/portal')).page).toContain('Signed in as new.person@ashdown.example');
    const again = await ask('/portal/enter', { method: 'POST', headers: origin, body: fields({ token: maria.token }) });
    expect(again.status).toBe(410);
    expect(await again.text()).toContain('does not work any more');
  });

  test('opening a link uses nothing up; after half an hour it is over', async () => {
    const other = await consoleUnderTest();
    const send = (path: string, init: RequestInit = {}) => other.web.fetch(new Request(`${URL_OF_DESK}${path}`, init));
    await send('/portal/sign-in', { method: 'POST', headers: origin, body: fields({ email: 'x@ashdown.example' }) });
    const [item] = await other.store.listOutbox({ limit: 1 });
    const link = /\/portal\/enter\?token=[\w-]+/.exec(JSON.stringify(item?.payload))?.[0] ?? '';
    expect((await send(link)).status).toBe(200);
    expect((await send(link)).status).toBe(200);
    await other.runUntil('2026-11-23T10:30:00Z');
    expect((await send(link)).status).toBe(410);
    await other.close();
  });

  test('nobody learns whom we know, and strangers get no mail', async () => {
    const known = await (await askLink('kim@ashdown.example')).text();
    const strange = await (await askLink('kim@elsewhere.example')).text();
    expect(strange).toBe(known);
    expect(await linksFor('kim@elsewhere.example')).toEqual([]);
    expect(await linksFor('kim@ashdown.example')).toHaveLength(1);
  });

  test('where customers have an address of their own for it, the link leads there, and both names work', async () => {
    const identity = { ...IDENTITY, publicUrl: 'https://help.acme.example' };
    const outside = await consoleUnderTest({ identity });
    const post = (at: string) =>
      outside.web.fetch(
        new Request(`${at}/portal/sign-in`, { method: 'POST', headers: { origin: at }, body: fields({ email }) }),
      );
    const email = 'maria@ashdown.example';
    for (const at of [identity.publicUrl, URL_OF_DESK]) expect((await post(at)).status).toBe(200);
    expect((await post('https://evil.example')).status).not.toBe(200);
    const mails = (await outside.store.listOutbox({ destination: 'email', limit: 9 })).map(({ payload }) => payload);
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(mail).toMatchObject({
        text: expect.stringContaining('https://help.acme.example/portal/enter?token='),
        notice: { effect: 'sign-in' },
      });
    }
    await outside.close();
  });

  test('a link to a case asks to sign in, and leads to the case after that, and nowhere else', async () => {
    const number = await under.opened({ from: { address: 'case@ashdown.example' }, messageId: 'case@ashdown.example' });
    const to = `/portal/cases/${number}`;
    const field = `<input type="hidden" name="to" value="${to}">`;
    const asked = await (await ask(to)).text();
    expect(asked).toContain(field);
    expect(asked).not.toContain('Nobody can log in');
    const post = (path: string, form: Readonly<Record<string, string>>) =>
      ask(path, { method: 'POST', headers: origin, body: fields(form) });
    expect(await (await post('/portal/sign-in', { email: 'none', to })).text()).toContain(field);
    const enterFor = async (wanted: string) => {
      await post('/portal/sign-in', { email: 'case@ashdown.example', to: wanted });
      const [link = ''] = await linksFor('case@ashdown.example');
      const token = new URL(link, URL_OF_DESK).searchParams.get('token') ?? '';
      const page = await (await ask(`/portal/enter?token=${token}&to=${encodeURIComponent(wanted)}`)).text();
      expect(page.includes(field)).toBe(wanted === to);
      const entered = await post('/portal/enter', { token, to: wanted });
      return { location: entered.headers.get('location'), cookie: entered.headers.get('set-cookie')?.split(';', 1)[0] };
    };
    const { location, cookie = '' } = await enterFor(to);
    expect(location).toBe(to);
    expect(await (await ask(to, { headers: { cookie } })).text()).toContain('Nobody can log in');
    for (const elsewhere of ['//evil.example/portal/cases/C-1', `${to}/../../new`]) {
      expect((await enterFor(elsewhere)).location).toBe('/portal');
    }
  });

  test('what is no mail address is said to be none, and stays in the field', async () => {
    const refused = await askLink('maria@"x');
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/not a mail address[\s\S]*value="maria@&#34;x"/);
  });

  test('an address of the portal that is none leads back to it', async () => {
    const lost = await ask('/portal/nowhere');
    expect(lost.status).toBe(404);
    expect(await lost.text()).toMatch(/nothing at \/portal\/nowhere[\s\S]*href="\/portal"/);
  });

  test('too many links are refused, in minutes', async () => {
    const answers = [1, 2, 3, 4].map(() => askLink('often@ashdown.example'));
    const last = (await Promise.all(answers)).find(({ status }) => status === 429);
    expect(last?.headers.get('retry-after')).toBe('600');
    expect(await last?.text()).toContain('Try again in 10 minutes');
  });

  test('before anybody is known, a form has room for an address alone', async () => {
    const body = fields({ email: `${'a'.repeat(20_000)}@ashdown.example` });
    const answer = await ask('/portal/sign-in', { method: 'POST', headers: origin, body });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('larger than 16 kB');
  });

  test('a form of another page is refused', async () => {
    const foreign = { origin: 'https://evil.example' };
    const answer = await ask('/portal/sign-in', {
      method: 'POST',
      headers: foreign,
      body: fields({ email: 'a@b.example' }),
    });
    expect(answer.status).toBe(403);
    const maria = await guest('maria2@ashdown.example');
    expect((await maria.post('/portal/new', { csrf: 'x', subject: 'a', text: 'b' })).status).toBe(403);
  });
});

describe('requests', () => {
  test('a new one with a file: number, priority by triage, times in the reader’s zone; sent twice it is one', async () => {
    const maria = await guest('maria@ashdown.example');
    const form = (await maria.get('/portal/new')).page;
    const key = /name="key" value="([^"]+)"/.exec(form)?.[1] ?? '';
    const said = { key, subject: 'Grades <gone>', text: 'An outage: all grades are gone.', impact: '', workaround: '' };
    const file = new File(['Error 500'], 'log.txt', { type: 'text/plain' });
    const sent = await maria.post('/portal/new', said, [file]);
    expect([sent.status, sent.to]).toEqual([303, expect.stringMatching(/^\/portal\/cases\/C-\d+$/)]);
    expect((await maria.post('/portal/new', said, [file])).to).toBe(sent.to);
    const { page } = await maria.get(sent.to);
    expect(page).toContain('Grades &#60;gone&#62;');
    expect(page).toContain('<dt>First response</dt><dd>by Mon 23 Nov, 11:00 (Europe/London)</dd>');
    expect(page).toContain('we aim for Mon 23 Nov, 14:00');
    const link = /\/portal\/attachments\/[^"]+/.exec(page)?.[0] ?? '';
    expect((await maria.get(link)).page).toBe('Error 500');
    await maria.post('/portal/zone', { zone: 'Europe/Stockholm' });
    expect((await maria.get(sent.to)).page).toContain('Mon 23 Nov, 12:00 (Europe/Stockholm)');
    expect((await maria.post('/portal/zone', { zone: 'Mars/Base' })).page).toContain('There is no such time zone');
    const ann = await under.browser();
    const { card } = (await (await ann.get(`/api/cases/${sent.to.split('/').at(-1)}`)).json()) as { card: object };
    expect(card).toMatchObject({
      channel: 'portal',
      priority: { name: 'critical' },
      requester: { address: 'maria@ashdown.example' },
    });
  });

  test('what is missing is said, and what was written stays', async () => {
    const maria = await guest('lea@ashdown.example');
    const { status, page } = await maria.post('/portal/new', { subject: 'Half & half', text: ' ' });
    expect(status).toBe(422);
    expect(page).toContain('Say what happened.');
    expect(page).toContain('value="Half &#38; half"');
  });

  test('answering, being answered, reopening; notes stay inside', async () => {
    const number = await under.opened({ from: { address: 'noor@ashdown.example', name: 'Noor' } });
    const noor = await guest('noor@ashdown.example');
    const ann = await under.browser();
    await ann.post(`/api/cases/${number}/note`, { text: 'Difficult customer.', key: 'n' });
    await ann.post(`/api/cases/${number}/reply`, { text: 'Try again, please.', resolve: true, key: 'r' });
    const address = `/portal/cases/${number}`;
    const { page } = await noor.get(address);
    expect(page).toContain('Try again, please.');
    expect(page).toContain('Ann Lee');
    expect(page).not.toContain('Difficult');
    expect(page).toContain('<span class="state-chip">Solved</span>');
    expect((await noor.post(`${address}/say`, { key: 'k', text: 'Still broken.' })).status).toBe(303);
    expect((await noor.get(address)).page).toContain('We are on it');
    expect((await noor.post(`${address}/solved`, {})).status).toBe(303);
    expect((await noor.get(address)).page).toContain('<span class="state-chip">Solved</span>');
    expect((await noor.post(`${address}/reopen`, {})).status).toBe(303);
    expect((await noor.get('/portal')).page).toContain(number);
  });

  test('S4-22 every public word is mirrored there by itself, whatever the priority, and nothing of what is said inside', async () => {
    const kai = { address: 'kai@ashdown.example', name: 'Kai' };
    const numbers = [
      await under.opened({ from: kai, messageId: 'kai-1', text: 'An outage.' }),
      await under.opened({ from: kai, messageId: 'kai-2', subject: 'A question', text: 'How?' }),
    ];
    const [visitor, ann] = [await guest(kai.address), await under.browser()];
    const priorities = [];
    for (const number of numbers) {
      const give = (command: string, body: object) => ann.post(`/api/cases/${number}/${command}`, body);
      await give('update', { text: `Update of ${number}.`, key: 'u' });
      await give('note', { text: 'Said inside.', key: 'n' });
      await give('log-call', { answered: false, summary: 'Tried to call.', key: 'c' });
      await give('tag', { add: ['exam'] });
      await give('delay', { reason: 'a part is missing', every: '2 hours', tell: true });
      const answer = await give('reply', { text: `Reply of ${number}.`, key: 'r' });
      priorities.push(((await answer.json()) as { card: { priority: { name: string } } }).card.priority.name);
      const { page } = await visitor.get(`/portal/cases/${number}`);
      for (const words of [`Update of ${number}.`, 'a part is missing', `Reply of ${number}.`])
        expect(page).toContain(words);
      expect(page).not.toMatch(/Said inside|Tried to call|exam/);
    }
    expect(priorities).toEqual(['critical', 'normal']);
  });

  test('those of others do not exist', async () => {
    const number = await under.opened({ from: { address: 'eve@ashdown.example' } });
    const kim = await guest('kim2@ashdown.example');
    for (const answer of [
      await kim.get(`/portal/cases/${number}`),
      await kim.post(`/portal/cases/${number}/say`, { text: 'x' }),
      await kim.post(`/portal/cases/${number}/reopen`, {}),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.page).toContain('<!doctype html>');
    }
  });

  test('signed out, the pages ask for an address', async () => {
    const kim = await guest('kim3@ashdown.example');
    expect((await kim.post('/portal/sign-out', {})).status).toBe(303);
    expect((await kim.get('/portal')).page).toContain('Send me a link');
  });

  test('in German where the browser or the person asks for it', async () => {
    const answer = await ask('/portal', { headers: { 'accept-language': 'de-AT,de;q=0.9' } });
    expect(await answer.text()).toContain('Link senden');
  });
});
