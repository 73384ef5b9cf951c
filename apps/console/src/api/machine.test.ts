import { Temporal } from '@sla/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type ConsoleUnderTest, consoleUnderTest } from '../testing/console-under-test.ts';
import { bearer, type Program, programOf } from '../testing/program.ts';
import type { CaseJson, LedgerJson, ProblemJson } from './contract.ts';
import type {
  CasesJson,
  KeyJson,
  KeysJson,
  MessagesJson,
  OpenedJson,
  ReplayJson,
  SaidJson,
  SlaJson,
  WhatIfJson,
} from './machine-contract.ts';

let under: ConsoleUnderTest;
let program: Program;

beforeAll(async () => {
  under = await consoleUnderTest({ rate: { burst: 10_000, perMinute: 10_000 } });
  program = await programOf(under);
});
afterAll(() => under.close());

const json = async <T>(response: Response | Promise<Response>) => (await (await response).json()) as T;
const refused = async (response: Promise<Response>) => {
  const answer = await response;
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return { ...(await json<ProblemJson>(answer)), headers: answer.headers };
};

const OUTAGE = {
  requester: { email: 'maria@ashdown.example', name: 'Maria Sánchez' },
  subject: 'Nobody can log in',
  text: 'There is an outage since eight.',
};

describe('keys', () => {
  test('an administrator makes one, sees its token once, and ends it', async () => {
    const admin = await under.browser('ada');
    const body = { name: 'Grade book', role: 'agent', agent: 'ben', expiresAt: '2027-01-01T00:00:00Z' };
    const made = await json<KeysJson>(admin.post('/api/keys', body));
    expect(made.token).toMatch(/^sla_grade-book-[0-9a-f]{8}_[\w-]{43}$/);
    const [key] = made.keys.filter(({ name }) => name === 'Grade book');
    expect(key).toMatchObject({ role: 'agent', agent: { name: 'Ben Ode' }, createdBy: 'Ada Noor', state: 'valid' });
    const bearing = bearer(under, made.token ?? '');
    expect(await json<KeyJson>(bearing.get('/api/key'))).toMatchObject({ name: 'Grade book' });
    const listed = await json<KeysJson>(admin.get('/api/keys'));
    expect(listed.token).toBeUndefined();
    expect(listed.keys.find(({ id }) => id === key?.id)?.lastUsedAt).toBe('2026-11-23T10:00:00Z');
    const ended = await json<KeysJson>(admin.post(`/api/keys/${key?.id}/revoke`, {}));
    expect(ended.keys.find(({ id }) => id === key?.id)?.state).toBe('revoked');
    expect(await refused(bearing.get('/api/key'))).toMatchObject({ status: 401, code: 'ended-key' });
    const audit = await under.store.listAudit(10);
    expect(audit.filter(({ what }) => what === `api-key.${key?.id}`).map(({ by }) => by)).toEqual([
      'agent:ada',
      'agent:ada',
    ]);
    expect(JSON.stringify(audit)).not.toContain(made.token?.slice(-43));
  });

  test('nobody else makes one, least of all another key', async () => {
    const lead = await under.browser('pia');
    expect(await refused(lead.post('/api/keys', { name: 'x', role: 'agent' }))).toMatchObject({ code: 'admins-only' });
    const highest = await programOf(under, { role: 'admin', agent: 'ada' });
    expect(await refused(highest.get('/api/keys'))).toMatchObject({ status: 403, code: 'not-for-keys' });
    expect(await refused(highest.get('/api/session'))).toMatchObject({ code: 'not-for-keys' });
  });

  test.each([
    ['a higher role than its agent', { role: 'lead', agent: 'ann' }, 'role: Ann Lee has the role agent'],
    ['nobody', { role: 'agent', agent: 'zoe' }, 'agent: expected one of: ada, ann, ben, pia'],
    ['an unknown organisation', { role: 'agent', organisation: 'x' }, 'organisation: expected one of: ashdown'],
    ['a past end', { role: 'agent', expiresAt: '2026-11-23T09:59:00Z' }, 'expiresAt: expected an instant to come'],
  ])('none is made with %s', async (_case, change, sentence) => {
    const admin = await under.browser('ada');
    const { status, detail } = await refused(admin.post('/api/keys', { name: 'x', ...change }));
    expect(status).toBe(422);
    expect(detail).toContain(sentence);
  });

  test('what is no key opens nothing, and says how to sign in', async () => {
    for (const token of ['x', `sla_${program.id}_${'a'.repeat(43)}`, program.token.slice(0, -1)]) {
      const answer = await refused(bearer(under, token).get('/api/cases'));
      expect(answer).toMatchObject({ status: 401, code: 'unknown-key' });
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    }
  });

  test('it ends at its time, and with its agent', async () => {
    const short = await programOf(under, { expiresAt: Temporal.Instant.from('2026-11-23T10:00:00Z') });
    expect(await refused(short.get('/api/key'))).toMatchObject({ status: 401, code: 'ended-key' });
    const orphan = await programOf(under, { agent: 'zoe' });
    expect(await refused(orphan.get('/api/key'))).toMatchObject({ status: 403, code: 'key-without-agent' });
  });

  test.each([
    ['requester', '/api/queue'],
    ['requester', '/api/report?from=2026-11-01&to=2026-11-02'],
    ['agent', '/api/audit'],
  ] as const)('a key of the role %s does not get %s', async (role, path) => {
    const low = await programOf(under, { role, agent: 'ada' });
    expect(await refused(low.get(path))).toMatchObject({ status: 403, code: 'key-role-too-low' });
  });

  test('asked too often, it is told when to come again', async () => {
    const small = await consoleUnderTest({ rate: { burst: 2, perMinute: 6 } });
    const busy = await programOf(small);
    expect((await busy.get('/api/key')).status).toBe(200);
    expect((await busy.get('/api/key')).status).toBe(200);
    const answer = await refused(busy.get('/api/key'));
    expect(answer).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(answer.detail).toContain('Wait 10 seconds');
    expect(answer.headers.get('retry-after')).toBe('10');
    await small.close();
  });
});

describe('opening a case', () => {
  test('answers number, priority and clocks', async () => {
    const response = await program.post('/api/cases', {
      ...OUTAGE,
      organisation: 'ashdown',
      attachments: [{ name: 'log.txt', type: 'text/plain', content: Buffer.from('Error 500').toString('base64') }],
    });
    expect(response.status).toBe(201);
    const opened = await json<OpenedJson>(response);
    expect(response.headers.get('location')).toBe(`/api/cases/${opened.number}`);
    expect(opened).toMatchObject({ opened: true, state: 'new', priority: { name: 'critical', rank: 0 } });
    expect(opened.promises.map(({ clock, dueAt }) => [clock, dueAt])).toEqual([
      ['first-response', '2026-11-23T11:00:00Z'],
      ['resolution', '2026-11-23T14:00:00Z'],
    ]);
    expect(opened.evidence.join(' ')).toContain('came through the API by the key “LMS sync”');
    expect(opened.evidence.join(' ')).toContain('matched text “outage”');
    const { messages } = await json<MessagesJson>(program.get(`/api/cases/${opened.number}/messages`));
    const url = messages[0]?.attachments[0]?.url ?? '';
    expect(await (await program.get(url)).text()).toBe('Error 500');
  });

  test('twice with the same key is once', async () => {
    const once = { 'idempotency-key': 'order-4711' };
    const [first, second] = [
      await json<OpenedJson>(program.post('/api/cases', OUTAGE, once)),
      await json<OpenedJson>(program.post('/api/cases', OUTAGE, once)),
    ];
    expect([first.opened, second.opened]).toEqual([true, false]);
    expect(second.number).toBe(first.number);
    const other = await programOf(under);
    expect((await json<OpenedJson>(other.post('/api/cases', OUTAGE, once))).number).not.toBe(first.number);
    const changed = program.post('/api/cases', { ...OUTAGE, subject: 'Other' }, once);
    expect(await refused(changed)).toMatchObject({ status: 422, code: 'key-used-otherwise' });
  });

  test('many at once with the same key are one', async () => {
    const once = { 'idempotency-key': '"in quotes"' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => json<OpenedJson>(program.post('/api/cases', OUTAGE, once))),
    );
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
  });

  test.each([
    ['an address', { requester: { email: 'maria' } }, 'requester.email'],
    ['words', { text: '' }, 'text'],
    ['a known organisation', { organisation: 'uni' }, 'there is no such organisation; the desk knows: ashdown'],
    ['a known policy', { policy: 'gold' }, 'there is no such policy; the desk has: campus'],
    ['a known priority', { priority: 'p1' }, 'p1'],
    ['files in base64', { attachments: [{ name: 'a', content: '%' }] }, 'expected the file in base64'],
    ['nothing unheard of', { urgent: true }, 'urgent'],
  ])('needs %s', async (_what, change, sentence) => {
    const answer = await refused(program.post('/api/cases', { ...OUTAGE, ...change }));
    expect(answer.status).toBe(422);
    expect(answer.detail).toContain(sentence);
  });

  test('a strange idempotency key is refused', async () => {
    const answer = await refused(program.post('/api/cases', OUTAGE, { 'idempotency-key': ' ' }));
    expect(answer.faults?.[0]?.path).toBe('Idempotency-Key');
  });
});

describe('a key for one organisation', () => {
  let narrow: Program;
  let theirs: string;
  beforeAll(async () => {
    narrow = await programOf(under, { role: 'requester', organisation: 'ashdown', name: 'Portal of Ashdown' });
    theirs = await under.opened({ from: { address: 'eve@other.example' } });
  });

  test('opens and lists its cases, and no others', async () => {
    const { number } = await json<OpenedJson>(narrow.post('/api/cases', OUTAGE));
    const { cases } = await json<CasesJson>(narrow.get('/api/cases?limit=200'));
    expect(cases.map((card) => card.number)).toContain(number);
    expect(cases.map((card) => card.number)).not.toContain(theirs);
    for (const path of ['', '/messages', '/sla', '/explain?clock=resolution']) {
      const answer = await refused(narrow.get(`/api/cases/${theirs}${path}`));
      expect(answer.code).toBe(path === '' ? 'key-role-too-low' : 'no-such-case');
    }
  });

  test('speaks for none of another organisation', async () => {
    await under.store.transaction((unit) =>
      unit.putOrganisation({ id: 'other', name: 'Other', domains: ['other.example'] }),
    );
    const strange = { ...OUTAGE, requester: { email: 'new@mail.other.example' } };
    expect(await refused(narrow.post('/api/cases', strange))).toMatchObject({ status: 403, code: 'outside-scope' });
    const named = { ...OUTAGE, organisation: 'other' };
    expect(await refused(narrow.post('/api/cases', named))).toMatchObject({ code: 'outside-scope' });
  });

  test('sees no notes, no evidence and no raw mail', async () => {
    const number = await under.opened();
    const ann = await under.browser();
    await ann.post(`/api/cases/${number}/note`, { text: 'Between us.', key: 'n' });
    await ann.post(`/api/cases/${number}/reply`, { text: 'We look into it.', key: 'r' });
    const { messages } = await json<MessagesJson>(narrow.get(`/api/cases/${number}/messages`));
    expect(messages.map(({ direction }) => direction)).not.toContain('note');
    expect(messages.flatMap(({ evidence, heldBack = [] }) => [evidence, heldBack].flat())).toEqual([]);
    const { cases } = await json<CasesJson>(narrow.get('/api/cases?limit=200'));
    expect(JSON.stringify(cases)).not.toContain('Between us');
  });

  test('with the role of an agent gives commands to its cases alone', async () => {
    const worker = await programOf(under, { organisation: 'ashdown' });
    const number = await under.opened();
    const claimed = await json<CaseJson>(worker.post(`/api/cases/${number}/claim`, {}));
    expect(claimed.card.assignee?.name).toBe('Ann Lee');
    expect(await refused(worker.post(`/api/cases/${theirs}/claim`, {}))).toMatchObject({ code: 'no-such-case' });
    expect(await refused(worker.post(`/api/cases/${number}/link`, { to: theirs }))).toMatchObject({
      code: 'outside-scope',
    });
    expect(await refused(worker.get('/api/incidents'))).toMatchObject({ code: 'outside-scope' });
  });
});

describe('reading', () => {
  test('page by page, each case once, however many are opened meanwhile', async () => {
    const seen: string[] = [];
    let address: string | undefined = '/api/cases?limit=3';
    while (address) {
      const response: Response = await program.get(address);
      seen.push(...(await json<CasesJson>(response)).cases.map(({ number }) => number));
      address = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      await under.opened();
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(6);
    expect(await refused(program.get('/api/cases?cursor=x'))).toMatchObject({ status: 422, code: 'bad-input' });
  });

  test('narrowed to states, a requester, an organisation', async () => {
    const numbers = async (query: string) =>
      (await json<CasesJson>(program.get(`/api/cases?limit=200&${query}`))).cases.map(({ number }) => number);
    const number = await under.opened({ from: { address: 'kim@ashdown.example' } });
    expect(await numbers('requester=kim@ashdown.example')).toEqual([number]);
    expect(await numbers('requester=nobody@ashdown.example')).toEqual([]);
    expect(await numbers('state=resolved,closed')).toEqual([]);
    expect(await numbers('organisation=ashdown&state=new')).toContain(number);
    expect(await refused(program.get('/api/cases?state=lost'))).toMatchObject({ code: 'bad-input' });
  });

  test('the clocks, and why they are due', async () => {
    const number = await under.opened();
    const sla = await json<SlaJson>(program.get(`/api/cases/${number}/sla`));
    expect(sla.clocks[0]).toMatchObject({ clock: 'first-response', label: 'First response', remaining: 'PT1H' });
    const ledger = await json<LedgerJson>(program.get(`/api/cases/${number}/explain?clock=first-response`));
    expect(ledger.sentence).toContain('1 hour');
    const none = await refused(program.get(`/api/cases/${number}/explain?clock=update`));
    expect(none).toMatchObject({ status: 404, code: 'no-such-clock' });
    expect(none.detail).toContain('It has: first-response, resolution');
  });

  test('what a requester says through a program', async () => {
    const number = await under.opened();
    const once = { 'idempotency-key': 'said-1' };
    const say = () => program.post(`/api/cases/${number}/messages`, { text: 'It is back since noon.' }, once);
    const [first, second] = [await json<SaidJson>(say()), await json<SaidJson>(say())];
    expect(first).toMatchObject({ number, opened: false });
    expect(second.message).toBe(first.message);
    const { messages } = await json<MessagesJson>(program.get(`/api/cases/${number}/messages?limit=1`));
    expect(messages).toHaveLength(1);
  });

  test('a command sent twice with one key is done once', async () => {
    const number = await under.opened();
    const once = { 'idempotency-key': 'reply-1' };
    const reply = () => json<CaseJson>(program.post(`/api/cases/${number}/reply`, { text: 'On it.' }, once));
    await reply();
    const { messages } = await reply();
    expect(messages.filter(({ text }) => text === 'On it.')).toHaveLength(1);
    const claim = () => program.post(`/api/cases/${number}/claim`, {}, { 'idempotency-key': 'claim-1' });
    expect([(await claim()).status, (await claim()).status]).toEqual([200, 200]);
  });
});

describe('what if, and how it came about', () => {
  test('another priority: every deadline before and after, and nothing is changed', async () => {
    const number = await under.opened();
    const asked = await json<WhatIfJson>(program.post(`/api/cases/${number}/what-if`, { priority: 'normal' }));
    expect(asked.changes.map(({ clock, before, after }) => [clock, before?.dueAt, after?.dueAt])).toEqual([
      ['first-response', '2026-11-23T11:00:00Z', '2026-11-23T14:00:00Z'],
      ['resolution', '2026-11-23T14:00:00Z', '2026-11-25T10:00:00Z'],
    ]);
    expect(asked.ledgers[0]?.sentence).toContain('4 business hours');
    const { card } = await json<CaseJson>(program.get(`/api/cases/${number}`));
    expect(card.priority.name).toBe('critical');
  });

  test('a pause moves what it may', async () => {
    const number = await under.opened();
    const pause = { reason: 'awaiting-requester', for: 'PT2H' };
    const asked = await json<WhatIfJson>(program.post(`/api/cases/${number}/what-if`, { pause }));
    expect(asked.at).toBe('2026-11-23T12:00:00Z');
    const resolution = asked.changes.find(({ clock }) => clock === 'resolution');
    expect(resolution?.after?.dueAt).toBe('2026-11-23T16:00:00Z');
  });

  test.each([
    [{}, 'name a priority, a policy, a pause, or several'],
    [{ priority: 'p1' }, 'expected one of: critical, normal'],
    [{ policy: 'gold' }, 'expected one of: campus'],
    [{ pause: { reason: 'lunch', for: 'PT1H' } }, 'expected one of: awaiting-requester, awaiting-vendor'],
    [{ pause: { reason: 'awaiting-vendor', for: 'P9Y' } }, 'expected a length of up to a year'],
  ])('%j is refused', async (body, sentence) => {
    const number = await under.opened();
    const answer = await refused(program.post(`/api/cases/${number}/what-if`, body));
    expect([answer.status, answer.detail]).toEqual([422, expect.stringContaining(sentence)]);
  });

  test('the replay says what each event did to the clocks', async () => {
    const other = await consoleUnderTest();
    const number = await other.opened();
    const ann = await other.browser();
    await ann.post(`/api/cases/${number}/claim`, {});
    await other.runUntil('2026-11-23T11:30:00Z');
    await ann.post(`/api/cases/${number}/reply`, { text: 'Sorry for the wait.', key: 'r' });
    const { steps } = await json<ReplayJson>(ann.get(`/api/cases/${number}/replay`));
    const moves = steps.map(({ type, changes }) => [
      type,
      changes.map(({ clock, after }) => `${clock} ${after?.status ?? 'gone'}${after?.breachedAt ? ' late' : ''}`),
    ]);
    expect(moves).toContainEqual(['opened', ['first-response running', 'resolution running']]);
    expect(moves).toContainEqual(['time', ['first-response running late']]);
    expect(moves).toContainEqual(['replied', ['first-response missed late']]);
    await other.close();
  });
});
