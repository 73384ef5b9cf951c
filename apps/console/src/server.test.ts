import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { CaseJson, DeskHealthJson, ProblemJson, QueueJson, SessionJson } from './api/contract.ts';
import { listen } from './listen.ts';
import { type Browser, type ConsoleUnderTest, consoleUnderTest, URL_OF_DESK } from './testing/console-under-test.ts';

let under: ConsoleUnderTest;
let browser: Browser;

async function fresh(): Promise<void> {
  under = await consoleUnderTest();
  browser = await under.browser();
}

async function json<Body>(response: Response, status = 200): Promise<Body> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  return JSON.parse(text) as Body;
}

async function problem(response: Response, status: number): Promise<ProblemJson> {
  const body = await json<ProblemJson>(response, status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ status, type: `urn:sla-desk:problem:${body.code}` });
  expect(body.detail).toMatch(/\S.*[.!?]$/s);
  return body;
}

function ask(path: string, init?: RequestInit): Promise<Response> | Response {
  return under.web.fetch(new Request(`${URL_OF_DESK}${path}`, init));
}

describe('signing in', () => {
  beforeAll(fresh);
  afterAll(() => under.close());

  test('the link becomes a cookie, and the token leaves the address', async () => {
    const link = await under.web.createSignInLink('ann');
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8080\/sign-in\?token=[\w.-]+$/);
    const answer = await under.web.fetch(new Request(link));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toMatch(
      /^sla-session-8080=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('an old link gets a page that says what to do', async () => {
    const old = await under.web.createSignInLink('ann');
    await under.web.createSignInLink('ann');
    const answer = await under.web.fetch(new Request(old));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).toContain('Use the link that it printed last.');
  });

  test('the session says who is signed in and what the desk is', async () => {
    const session = await json<SessionJson>(await browser.get('/api/session'));
    expect(session).toMatchObject({
      agent: { id: 'ann', name: 'Ann Lee', role: 'agent', timeZone: 'Europe/London', language: 'en' },
      desk: { name: 'Campus Support', address: 'support@desk.example', catcher: false },
      teams: [
        { id: 'first-line', name: 'First line' },
        { id: 'platform', name: 'Platform engineers' },
      ],
      policies: [{ id: 'campus', title: 'Campus support', tiers: ['L1', 'L2'] }],
    });
    expect(session.agents.map(({ name }) => name)).toEqual(['Ada Noor', 'Ann Lee', 'Ben Ode', 'Pia Roth']);
    expect(session.policies[0]?.priorities).toEqual([
      { name: 'critical', title: 'Critical' },
      { name: 'normal', title: 'Normal' },
    ]);
  });

  test('without a session the API says to sign in, and the pages are there to say it', async () => {
    expect(await problem(await ask('/api/queue'), 401)).toMatchObject({ code: 'sign-in-needed' });
    const page = await ask('/cases/C-1042');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>SLA Desk</title>');
  });

  test('a foreign cookie is no session', async () => {
    const cookie = `sla-session-8080=YW5u.${'A'.repeat(43)}`;
    await problem(await ask('/api/session', { headers: { cookie } }), 401);
  });

  test('somebody who is no agent any more is not let in', async () => {
    const link = await under.web.createSignInLink('gone');
    const cookie = (await under.web.fetch(new Request(link))).headers.get('set-cookie')?.split(';')[0] ?? '';
    await problem(await ask('/api/session', { headers: { cookie } }), 401);
  });

  test('signing out ends the session', async () => {
    const other = await under.browser('pia');
    const headers = { origin: URL_OF_DESK, 'x-csrf-token': other.csrf };
    const answer = await other.send('/api/session', { method: 'DELETE', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    await problem(await other.get('/api/session'), 401);
  });

  test('a session outlives thirty days only when it is used', async () => {
    const other = await under.browser('pia');
    await under.runUntil('2026-12-22T10:00:00Z');
    await json(await other.get('/api/session'));
    await under.runUntil('2027-01-20T10:00:00Z');
    await json(await other.get('/api/session'));
    await under.runUntil('2027-02-20T10:00:00Z');
    await problem(await other.get('/api/session'), 401);
  });
});

describe('who may ask, and from where', () => {
  let number: string;

  beforeAll(async () => {
    await fresh();
    number = await under.opened();
  });
  afterAll(() => under.close());

  test.each(['evil.example', '127.0.0.1.evil.example', '10.0.0.8:8080'])('the host %s is not ours', async (host) => {
    const refused = await problem(await browser.get('/api/queue', { host }), 421);
    expect(refused.code).toBe('unknown-host');
    expect(refused.detail).toContain(host);
    expect(refused.detail).toContain('desk.url');
    await problem(await ask('/', { headers: { host } }), 421);
    await problem(await ask('/sign-in?token=x', { headers: { host } }), 421);
  });

  test.each([
    ['no origin', { origin: '' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['the same host on another port', { origin: 'http://127.0.0.1:9999' }],
    ['an opaque origin', { origin: 'null' }],
  ])('%s may change nothing', async (_what, headers) => {
    const refused = await problem(await browser.post(`/api/cases/${number}/claim`, {}, headers), 403);
    expect(refused.code).toBe('foreign-page');
  });

  test.each([
    ['no token', ''],
    ["another session's token", 'other'],
    ['a wrong token', 'A'.repeat(43)],
  ])('%s may change nothing', async (_what, token) => {
    const csrf = token === 'other' ? (await under.browser('pia')).csrf : token;
    const refused = await problem(await browser.post(`/api/cases/${number}/claim`, {}, { 'x-csrf-token': csrf }), 403);
    expect(refused.code).toBe('stale-page');
  });

  test('none of that changed anything', async () => {
    const { card } = await json<CaseJson>(await browser.get(`/api/cases/${number}`));
    expect(card.assignee).toBeUndefined();
  });

  test('another app is guarded the same way', async () => {
    const guarded = under.web.guard(async (request) => new Response(`${request.method} let in`));
    const send = (init: RequestInit) => guarded(new Request(`${URL_OF_DESK}/mail/api/write`, init));
    const { cookie, csrf } = browser;
    await problem(await send({}), 401);
    await problem(await send({ headers: { cookie, host: 'evil.example' } }), 421);
    await problem(await send({ method: 'POST', headers: { cookie, 'x-csrf-token': csrf } }), 403);
    await problem(await send({ method: 'POST', headers: { cookie, origin: URL_OF_DESK } }), 403);
    expect(await (await send({ headers: { cookie } })).text()).toBe('GET let in');
    const headers = { cookie, origin: URL_OF_DESK, 'x-csrf-token': csrf };
    expect(await (await send({ method: 'POST', headers })).text()).toBe('POST let in');
  });

  test('every answer is closed by default', async () => {
    for (const path of ['/api/queue', '/', '/api/nothing', '/nothing.js']) {
      const { headers } = await browser.get(path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('x-frame-options'), path).toBe('DENY');
      expect(headers.get('referrer-policy'), path).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
      expect(headers.get('content-security-policy'), path).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('permissions-policy'), path).toContain('camera=()');
    }
  });

  test('nobody elsewhere may read what we answer', async () => {
    const response = await browser.get('/api/queue', { origin: 'https://evil.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('bad input', () => {
  let number: string;

  beforeAll(async () => {
    await fresh();
    number = await under.opened();
  });
  afterAll(() => under.close());

  test.each([
    ['an unknown address', '/api/nothing', 404, 'no-such-page', 'There is nothing at GET /api/nothing.'],
    ['a catcher that is not there', '/mail/api/messages', 404, 'no-such-page', '/mail/api/messages'],
    ['a file that is not there', '/assets/gone.js', 404, 'no-such-page', '/assets/gone.js'],
    ['an unknown case', '/api/cases/C-9999', 404, 'no-such-case', 'There is no case C-9999.'],
    ['a case that is no reference', '/api/cases/%27%22%F0%9F%92%A5', 404, 'no-such-case', 'There is no case'],
    ['a character that no database keeps', '/api/cases/%00', 404, 'no-such-page', 'There is nothing'],
    ['a broken address', '/api/cases/%zz', 404, 'no-such-case', 'There is no case'],
    ['an unknown message', '/api/messages/nope/html', 404, 'no-such-message', 'nope'],
    ['an unknown attachment', '/api/attachments/nope/x', 404, 'no-such-message', 'nope'],
    ['an unknown view', '/api/queue?view=best', 422, 'bad-input', 'view: '],
    ['a limit that is no number', '/api/queue?limit=many', 422, 'bad-input', 'limit: '],
    ['a limit beyond bounds', '/api/queue?limit=100000', 422, 'bad-input', 'limit: '],
    ['an unknown parameter', '/api/queue?sort=asc', 422, 'bad-input', 'sort'],
  ])('%s', async (_what, path, status, code, words) => {
    const refused = await problem(await browser.get(path), status);
    expect(refused.code).toBe(code);
    expect(refused.detail).toContain(words);
  });

  test.each([
    ['no JSON', 'hello', { 'content-type': 'text/plain' }, 415, 'not-json', 'it was text/plain'],
    ['a form', 'text=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'not-json', 'content-type'],
    ['broken JSON', '{"text":', {}, 400, 'broken-json', 'not valid JSON'],
    ['an empty body', '', {}, 400, 'broken-json', 'not valid JSON'],
    ['a list', [], {}, 422, 'bad-input', 'expected object'],
    ['no text', { key: 'k' }, {}, 422, 'bad-input', 'text: '],
    ['a character that no database keeps', { text: 'a\u0000b', key: 'k' }, {}, 422, 'bad-input', 'text: '],
    ['no key', { text: 'Hello' }, {}, 422, 'bad-input', 'key: '],
    ['a number for text', { text: 7, key: 'k' }, {}, 422, 'bad-input', 'text: '],
    ['an unknown field', { text: 'x', key: 'k', html: '<b>' }, {}, 422, 'bad-input', 'html'],
    ['too much text', { text: 'x'.repeat(100_001), key: 'k' }, {}, 422, 'bad-input', 'text: '],
    ['more than a megabyte', { text: 'x'.repeat(1_100_000), key: 'k' }, {}, 413, 'body-too-large', '1 MB'],
    ['nothing to say', { text: ' ', key: 'k' }, {}, 422, 'empty-message', '.'],
  ])('a reply with %s', async (_what, body, headers, status, code, words) => {
    const refused = await problem(await browser.post(`/api/cases/${number}/reply`, body, headers), status);
    expect(refused.code).toBe(code);
    expect(refused.detail).toContain(words);
  });

  test('names every fault by its field', async () => {
    const refused = await problem(await browser.post(`/api/cases/${number}/reply`, { resolve: 'yes' }), 422);
    expect(refused.faults?.map(({ path }) => path).toSorted()).toEqual(['key', 'resolve', 'text']);
  });

  test('an unknown command is told what can be done', async () => {
    const refused = await problem(await browser.post(`/api/cases/${number}/explode`, {}), 404);
    expect(refused.code).toBe('no-such-command');
    expect(refused.detail).toContain('reply, note, update');
    await problem(await browser.post(`/api/cases/${number}/constructor`, {}), 404);
  });

  test('an address that is none is told to a browser by a page, to a program by a problem', async () => {
    const ask = (path: string, accept: string) =>
      under.web.fetch(new Request(`${URL_OF_DESK}${path}`, { headers: { accept } }));
    const shown = await ask('/survey/none/9', 'text/html,*/*;q=0.8');
    expect([shown.status, shown.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await shown.text()).toContain('<p>There is nothing at /survey.</p>');
    await problem(await ask('/survey/none/9', '*/*'), 404);
    await problem(await ask('/api/none', 'text/html'), 401);
  });

  test('a command for a case that is not there', async () => {
    expect(await problem(await browser.post('/api/cases/C-9999/claim', {}), 404)).toMatchObject({
      code: 'no-such-case',
    });
  });

  test('is told in the language of the agent', async () => {
    const german = await under.browser('ben');
    const refused = await problem(await german.get('/api/queue?view=best'), 422);
    expect(refused.title).toBe('Falsche Eingabe');
    expect(refused.detail).toMatch(/^Die Anfrage passt nicht\. view: Ungültige/);
    const twice = await problem(await german.post(`/api/cases/${number}/resume`, {}), 409);
    expect(twice.detail).toBe(`Fall ${number} ist nicht angehalten.`);
  });

  test('a failure of ours names a reference, and nothing else', async () => {
    const broken = await consoleUnderTest({
      mailboxes: () => Promise.reject(new Error('password=hunter2')),
    });
    const refused = await problem(await (await broken.browser()).get('/api/health-of-desk'), 500);
    expect(refused.code).toBe('our-fault');
    expect(refused.detail).not.toContain('hunter2');
    expect(broken.faults).toHaveLength(1);
    expect(refused.detail).toContain(broken.faults[0]?.reference);
    expect(broken.faults[0]?.request).toBe('GET /api/health-of-desk');
    await broken.close();
  });
});

describe('every command', () => {
  beforeEach(fresh);

  async function run(number: string, command: string, body: object, status = 200): Promise<CaseJson> {
    return json<CaseJson>(await browser.post(`/api/cases/${number}/${command}`, body), status);
  }

  test('claim, assign, prioritise', async () => {
    const number = await under.opened();
    expect((await run(number, 'claim', {})).card.assignee).toEqual({ id: 'ann', name: 'Ann Lee' });
    expect((await run(number, 'assign', { to: 'ben' })).card.assignee?.id).toBe('ben');
    expect((await run(number, 'assign', { to: 'agent:pia', team: 'platform' })).card).toMatchObject({
      assignee: { id: 'pia' },
      team: 'platform',
    });
    const { card, history } = await run(number, 'prioritise', { priority: 'normal', reason: 'One person only' });
    expect(card.priority).toMatchObject({ name: 'normal', title: 'Normal', rank: 1 });
    expect(history.at(-1)?.sentence).toBe('Ann Lee set the priority to Normal: One person only.');
    expect(await problem(await browser.post(`/api/cases/${number}/assign`, {}), 422)).toMatchObject({
      code: 'bad-input',
      detail: expect.stringContaining('name an agent in `to`'),
    });
    await under.close();
  });

  test('reply, note and update are messages; a reply meets the first response', async () => {
    const number = await under.opened();
    await run(number, 'note', { text: 'Looks like the proxy.', key: 'n1' });
    await run(number, 'update', { text: 'We are on it.', key: 'u1' });
    const { card, messages } = await run(number, 'reply', { text: 'It is back.', key: 'r1' });
    expect(card.promises.find(({ clock }) => clock === 'first-response')?.status).toBe('met');
    const ours = messages.filter(({ author }) => author.kind === 'agent');
    expect(ours.map(({ direction, text }) => [direction, text.split('\n')[0]])).toEqual([
      ['note', 'Looks like the proxy.'],
      ['out', 'We are on it.'],
      ['out', 'It is back.'],
    ]);
    await under.close();
  });

  test('a reply sent twice with one key is one message', async () => {
    const number = await under.opened();
    await run(number, 'reply', { text: 'It is back.', key: 'r1' });
    await browser.post(`/api/cases/${number}/reply`, { text: 'It is back.', key: 'r1' });
    const { messages } = await json<CaseJson>(await browser.get(`/api/cases/${number}`));
    expect(messages.filter(({ author }) => author.kind === 'agent')).toHaveLength(1);
    await under.close();
  });

  test('pause and resume', async () => {
    const number = await under.opened();
    const paused = await run(number, 'pause', { reason: 'awaiting-vendor' });
    expect(paused.card.state).toBe('on-hold');
    expect(paused.card.actions).toContain('resume');
    expect((await run(number, 'resume', {})).card.actions).toContain('pause');
    expect(await problem(await browser.post(`/api/cases/${number}/resume`, {}), 409)).toMatchObject({
      code: 'not-paused',
    });
    expect(await problem(await browser.post(`/api/cases/${number}/pause`, { reason: 'tired' }), 422)).toMatchObject({
      code: 'unknown-reason',
      detail: expect.stringContaining('awaiting-vendor'),
    });
    await under.close();
  });

  test('escalate asks for what the handover needs', async () => {
    const number = await under.opened();
    const lacking = await browser.post(`/api/cases/${number}/escalate`, { to: 'L2', reason: 'Needs a database admin' });
    expect(await problem(lacking, 422)).toMatchObject({ code: 'missing-handover-fields' });
    const fields = { logs: 'attached' };
    expect((await run(number, 'escalate', { to: 'L2', reason: 'Needs a database admin', fields })).card.tier).toBe(
      'L2',
    );
    await under.close();
  });

  test('resolve, reopen, close', async () => {
    const number = await under.opened();
    expect(await problem(await browser.post(`/api/cases/${number}/resolve`, {}), 422)).toMatchObject({
      code: 'resolve-needs-a-message',
    });
    expect((await run(number, 'resolve', { text: 'Restarted it.', cause: 'memory', key: 'x1' })).card.state).toBe(
      'resolved',
    );
    expect(await problem(await browser.post(`/api/cases/${number}/resolve`, {}), 409)).toMatchObject({
      code: 'already-resolved',
    });
    expect((await run(number, 'reopen', {})).card.state).toBe('open');
    expect((await run(number, 'reply', { text: 'Now for good.', resolve: true, key: 'x2' })).card.state).toBe(
      'resolved',
    );
    expect((await run(number, 'close', {})).card.state).toBe('closed');
    await under.close();
  });

  test('acknowledge, flag, no reply needed', async () => {
    const number = await under.opened();
    expect((await run(number, 'acknowledge', {})).history.at(-1)?.sentence).toBe('Ann Lee acknowledged the case.');
    expect((await run(number, 'flag', { flag: 'cannot-fix' })).history.at(-1)?.sentence).toBe(
      'Ann Lee flagged the case: cannot fix.',
    );
    await run(number, 'reply', { text: 'Try now.', key: 'a1' });
    await under.desk.receive({
      channel: 'email',
      receivedAt: await under.desk.read.now(),
      from: { address: 'maria@ashdown.example' },
      to: [],
      cc: [],
      subject: 'Re',
      text: 'Thanks!',
      references: [],
      attachments: [],
      machine: 'no',
      mayAcknowledge: false,
      joins: { case: number, evidence: ['In-Reply-To'] },
    });
    const { card } = await run(number, 'no-reply-needed', { reason: 'only thanks' });
    expect(card.promises.find(({ clock }) => clock === 'next-response')?.status).not.toBe('running');
    await under.close();
  });

  test('take an alert of the ladder', async () => {
    const number = await under.opened();
    await under.runUntil('2026-11-23T11:05:00Z');
    const before = await json<CaseJson>(await browser.get(`/api/cases/${number}`));
    expect(before.card.openAlerts).toMatchObject([{ step: 'call-duty' }]);
    const pia = await under.browser('pia');
    const taken = await json<CaseJson>(await pia.post(`/api/cases/${number}/take`, { step: 'call-duty' }));
    expect(taken.card.openAlerts).toEqual([]);
    expect(await problem(await pia.post(`/api/cases/${number}/take`, { step: 'call-duty' }), 409)).toMatchObject({
      code: 'unknown-alert',
    });
    await under.close();
  });

  test('call, estimate, delay, milestone, other policy, deferral', async () => {
    const number = await under.opened();
    await run(number, 'log-call', { answered: true, summary: 'Talked it over.', key: 'c1' });
    await run(number, 'estimate', { fixBy: '2026-11-23T15:00:00Z', key: 'c2' });
    await run(number, 'delay', { reason: 'A part is missing', every: '2 hours' });
    await run(number, 'reach', { milestone: 'diagnosis' });
    const { history } = await json<CaseJson>(await browser.get(`/api/cases/${number}`));
    const said = history.map(({ sentence }) => sentence);
    expect(said).toContain('Ann Lee expects a fix by Mon 23 Nov, 15:00 (Europe/London).');
    expect(said).toContain('Ann Lee announced a delay: A part is missing. Updates follow every 2 hours.');
    expect(said).toContain('Ann Lee found the cause.');
    const lead = await under.browser('pia');
    expect(
      await problem(await browser.post(`/api/cases/${number}/move-to-policy`, { policy: 'gold' }), 403),
    ).toMatchObject({
      code: 'not-allowed',
    });
    expect(
      await problem(await lead.post(`/api/cases/${number}/move-to-policy`, { policy: 'gold' }), 422),
    ).toMatchObject({
      code: 'unknown-policy',
    });
    await problem(await browser.post(`/api/cases/${number}/estimate`, { fixBy: 'soon', key: 'c3' }), 422);
    expect((await run(number, 'defer', { reason: 'A wish for later' })).card.state).toBe('deferred');
    await under.close();
  });
});

describe('reading', () => {
  beforeAll(fresh);
  afterAll(() => under.close());

  test('the queue has the least time to breach first, and views of it', async () => {
    const normal = await under.opened({ subject: 'A question', text: 'How do I export grades?' });
    const critical = await under.opened();
    const view = async (query: string) => json<QueueJson>(await browser.get(`/api/queue?${query}`));
    const open = await view('');
    expect(open.cases.map(({ number }) => number)).toEqual([critical, normal]);
    expect(open).toMatchObject({
      total: 2,
      summary: { open: 2, missed: 0, unassigned: 2 },
      now: '2026-11-23T10:00:00Z',
    });
    expect(open.cases[0]?.next).toMatchObject({
      clock: 'first-response',
      label: 'First response',
      clause: 'T-1',
      dueAt: '2026-11-23T11:00:00Z',
    });
    await browser.post(`/api/cases/${normal}/claim`, {});
    expect((await view('view=mine')).cases.map(({ number }) => number)).toEqual([normal]);
    expect((await view('view=unassigned')).cases.map(({ number }) => number)).toEqual([critical]);
    expect((await view('text=grades')).cases.map(({ number }) => number)).toEqual([normal]);
    expect((await view('view=all&limit=1&offset=1')).cases).toHaveLength(1);
    await browser.post(`/api/cases/${normal}/resolve`, { text: 'Like this.', key: 'q1' });
    expect((await view('view=resolved')).cases.map(({ number }) => number)).toEqual([normal]);
    expect((await view('view=open')).total).toBe(1);
  });

  test('a case comes whole', async () => {
    const number = await under.opened({ subject: 'Everything is down' });
    const found = await json<CaseJson>(await browser.get(`/api/cases/${number}`));
    expect(found.policy).toMatchObject({ id: 'campus', version: 1, handover: { L2: ['logs'] } });
    expect(found.messages[0]).toMatchObject({
      direction: 'in',
      author: { kind: 'requester', name: 'Maria Sánchez', address: 'maria@ashdown.example' },
      text: 'There is an outage: nobody can log in.',
    });
    expect(found.ledgers[0]).toMatchObject({ clock: 'first-response', rule: '1 hour', dueAt: '2026-11-23T11:00:00Z' });
    expect(found.ledgers[0]?.sentence).toMatch(/\w/);
    expect(found.history[0]?.sentence).toBe('Maria Sánchez opened the case by mail.');
    expect(found.upcoming.map(({ at, sentence }) => `${at} ${sentence}`)).toEqual([
      '2026-11-23T10:45:00Z First response comes at risk.',
      '2026-11-23T11:00:00Z First response is missed.',
      '2026-11-23T11:00:00Z The ladder tells duty by phone (step call duty), repeatedly.',
      '2026-11-23T11:00:00Z The ladder raises the case to L2 (step call duty).',
      '2026-11-23T13:00:00Z Resolution comes at risk.',
      '2026-11-23T14:00:00Z Resolution: the aim is missed.',
    ]);
    expect(found.openHours).toEqual([{ from: '2026-11-23T10:00:00Z', to: '2026-11-23T14:00:00Z' }]);
  });

  test('the health of the desk shows dead letters, and revives them', async () => {
    const number = await under.opened({ from: { address: 'noor@ashdown.example' } });
    const id = (await under.desk.read.case(number))?.record.id;
    const item = (await under.store.listOutbox({ limit: 50, status: 'waiting' })).find(({ caseId }) => caseId === id);
    if (!item) throw new Error('nothing to send');
    await under.store.claimOutbox(['email'], 10, 60);
    await under.store.settleOutbox(item.id, { kind: 'dead', error: '550 no such mailbox' });
    const health = await json<DeskHealthJson>(await browser.get('/api/health-of-desk'));
    expect(health.deadLetters).toMatchObject([
      { id: item.id, destination: 'email', case: number, error: '550 no such mailbox' },
    ]);
    const revived = await json<DeskHealthJson>(await browser.post(`/api/outbox/${item.id}/revive`, {}));
    expect(revived.deadLetters).toEqual([]);
    for (const id of [item.id, 'nope', "'"]) {
      const refused = await problem(await browser.post(`/api/outbox/${encodeURIComponent(id)}/revive`, {}), 404);
      expect(refused.code).toBe('unknown-delivery');
    }
  });
});

describe('what a mail brought', () => {
  let found: CaseJson;

  beforeAll(async () => {
    await fresh();
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const number = await under.opened({
      html: '<p>Hello<script>alert(1)</script><img src="cid:logo@x"><img src="https://t.example/1.gif"></p>',
      attachments: [
        await under.attachment('logo.png', 'image/png', png, { contentId: 'logo@x', inline: true }),
        await under.attachment('Fehler “1”.html', 'text/html', '<script>alert(1)</script>'),
      ],
      raw: (await under.attachment('raw', '', 'Subject: Nobody can log in\r\n\r\nHello')).blob,
    });
    found = await json<CaseJson>(await browser.get(`/api/cases/${number}`));
  });
  afterAll(() => under.close());

  test('its HTML is a page of its own that runs and loads nothing', async () => {
    const response = await browser.get(found.messages[0]?.htmlUrl ?? '');
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; img-src data:;");
    expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox');
    expect(policy).toContain("frame-ancestors 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const page = await response.text();
    expect(page).toContain('<p>Hello<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==" /><span></span></p>');
    expect(page).toContain('A picture from elsewhere was not loaded');
    expect(page).not.toMatch(/script|t\.example/);
  });

  test('a browser that has the page is told so', async () => {
    const url = found.messages[0]?.htmlUrl ?? '';
    const tag = (await browser.get(url)).headers.get('etag') ?? '';
    expect((await browser.get(url, { 'if-none-match': tag })).status).toBe(304);
  });

  test('its files are downloads', async () => {
    const file = found.messages[0]?.attachments[1];
    const response = await browser.get(file?.url ?? '');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Fehler _1_.html"; filename*=UTF-8''Fehler%20%E2%80%9C1%E2%80%9D.html`,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(await response.text()).toBe('<script>alert(1)</script>');
  });

  test('asking for the headers alone opens nothing', async () => {
    for (const path of [found.messages[0]?.attachments[1]?.url ?? '', '/api/events', '/']) {
      const response = await browser.send(path, { method: 'HEAD' });
      expect(response.status).toBe(200);
      expect(response.body).toBeNull();
    }
  });

  test('it can be had as it was received', async () => {
    const response = await browser.get(found.messages[0]?.rawUrl ?? '');
    expect(response.headers.get('content-disposition')).toContain('filename="Nobody can log in.eml"');
    expect(await response.text()).toBe('Subject: Nobody can log in\r\n\r\nHello');
  });

  test('a message without HTML has no such page', async () => {
    const number = await under.opened();
    const { messages } = await json<CaseJson>(await browser.get(`/api/cases/${number}`));
    expect(messages[0]?.htmlUrl).toBeUndefined();
    await problem(await browser.get(`/api/messages/${messages[0]?.id}/html`), 404);
  });

  test('an attachment that is not there', async () => {
    const refused = await problem(await browser.get(`/api/attachments/${found.messages[0]?.id}/nope`), 404);
    expect(refused.code).toBe('no-such-attachment');
  });

  test('none of it is for people who are not signed in', async () => {
    const { htmlUrl = '', rawUrl = '', attachments = [] } = found.messages[0] ?? {};
    for (const url of [htmlUrl, rawUrl, ...attachments.map((each) => each.url)]) await problem(await ask(url), 401);
  });
});

describe('over a socket', () => {
  beforeAll(fresh);
  afterAll(() => under.close());

  test('a change is told to the pages, and stopping ends the stream at once', async () => {
    const listening = await listen(under.web.fetch, { host: '127.0.0.1', port: 0 });
    const response = await fetch(`${listening.url}/api/events`, { headers: { cookie: browser.cookie } });
    const body = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    if (!body) throw new Error('no stream');
    expect((await body.read()).value).toContain('event: ping');
    const number = await under.opened();
    expect((await body.read()).value).toContain(`event: change\ndata: {"case":"${number}"}\n\n`);
    const before = performance.now();
    await under.web.stop();
    await listening.stop();
    expect(performance.now() - before).toBeLessThan(1_500);
    expect((await body.read()).done).toBe(true);
  });

  test('a reader who goes away is forgotten', async () => {
    const listening = await listen(under.web.fetch, { host: '127.0.0.1', port: 0 });
    const leave = new AbortController();
    const response = await fetch(`${listening.url}/api/events`, {
      headers: { cookie: browser.cookie },
      signal: leave.signal,
    });
    await response.body?.getReader().read();
    leave.abort();
    await listening.stop();
  });

  test('a foreign name for this address is refused on the wire too', async () => {
    const { request } = await import('node:http');
    const listening = await listen(under.web.fetch, { host: '127.0.0.1', port: 0 });
    const status = await new Promise((resolve, reject) => {
      request({ port: listening.port, host: '127.0.0.1', path: '/', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
    await listening.stop();
  });
});

describe('a probe', () => {
  test('hears ok while the database answers, whatever host it asks, and no more than that when it does not', async () => {
    const up = await consoleUnderTest();
    const probe = () => up.web.fetch(new Request('http://10.0.0.7:8080/healthz'));
    const answer = await probe();
    expect([answer.status, await answer.text()]).toEqual([200, 'ok\n']);
    await up.close();
    const later = await probe();
    expect([later.status, await later.text()]).toEqual([503, 'The database does not answer.\n']);
  });
});
