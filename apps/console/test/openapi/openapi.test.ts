import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openTestStore } from '@sla/case-store/contract';
import { Temporal } from '@sla/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';

import { type ApiParts, createApi } from '../../src/api/api.ts';
import { COMMAND_BODIES } from '../../src/api/case-commands.ts';
import type { CaseJson, DeskHealthJson, QueueJson } from '../../src/api/contract.ts';
import type { KeysJson } from '../../src/api/machine-contract.ts';
import type { AnnouncementJson, IncidentsJson } from '../../src/api/practice-contract.ts';
import { createApiKeys } from '../../src/keys/api-keys.ts';
import { listen } from '../../src/listen.ts';
import { type Browser, type ConsoleUnderTest, consoleUnderTest } from '../../src/testing/console-under-test.ts';
import { programOf } from '../../src/testing/program.ts';
import { describeApi } from './describe-api.ts';

const guide = new URL('../../../../docs/guide/', import.meta.url);
const document = describeApi();
const head =
  '# The REST API of the console. Written by a test from the server’s own checks; after a change:\n# pnpm --filter @sla/console exec vitest run test/openapi -u\n';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema?: object }>> }>>;
}
const paths = (document as { paths: Record<string, Record<string, Operation>> }).paths;

test('docs/guide/openapi.yaml is what the server does', async () => {
  const text = head + stringify(document, { lineWidth: 140, aliasDuplicateObjects: false });
  await expect(text).toMatchFileSnapshot(fileURLToPath(new URL('openapi.yaml', guide)));
});

test('it is an OpenAPI document', async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
});

test('each operation has a name of its own', () => {
  const names = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(new Set(names).size).toBe(names.length);
});

/** The answer's schema, closed: a field that is not described is a fault. */
function validatorFor(path: string, method: string) {
  const schema = paths[path]?.[method]?.responses[200]?.content?.['application/json']?.schema;
  if (!schema) throw new Error(`${method} ${path} is not described`);
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', ...closed({ components: (document as { components: object }).components }) }, 'api');
  const pointed = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object;
  return ajv.compile(pointed);
}

function closed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(closed) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]));
  return (
    'properties' in inner && inner.type === 'object' ? { additionalProperties: false, ...inner } : inner
  ) as Value;
}

describe('the server answers as described', () => {
  let under: ConsoleUnderTest;
  let browser: Browser;
  let lead: Browser;

  beforeAll(async () => {
    under = await consoleUnderTest({ mailboxes: async () => [{ id: 'm', address: 'a@b.example', state: 'watching' }] });
    browser = await under.browser();
    lead = await under.browser('pia');
  });
  afterAll(() => under.close());

  async function described<Body>(response: Response, path: string, method = 'get'): Promise<Body> {
    const body = (await response.json()) as Body;
    expect(response.status, JSON.stringify(body)).toBe(200);
    const isValid = validatorFor(path, method);
    isValid(body);
    expect(isValid.errors ?? []).toEqual([]);
    return body;
  }

  test('session, queue and case', async () => {
    const number = await under.opened({
      html: '<p>Hello</p>',
      attachments: [await under.attachment('a.txt', 'text/plain', 'a')],
      raw: (await under.attachment('raw', '', 'Subject: x\r\n\r\nHello')).blob,
    });
    await described(await browser.get('/api/session'), '/api/session');
    const { cases } = await described<QueueJson>(await browser.get('/api/queue?view=all&limit=1'), '/api/queue');
    expect(cases).toHaveLength(1);
    await under.runUntil('2026-11-23T11:05:00Z');
    const found = await described<CaseJson>(await browser.get(`/api/cases/${number}`), '/api/cases/{number}');
    expect(found.messages[0]?.attachments).toHaveLength(1);
    expect(found.card.openAlerts).toHaveLength(1);
  });

  test('the health of the desk, and a dead letter sent again', async () => {
    await under.opened({ from: { address: 'noor@ashdown.example' } });
    const [letter] = await under.store.claimOutbox(['email'], 10, 60);
    if (!letter) throw new Error('nothing to send');
    await under.store.settleOutbox(letter.id, { kind: 'dead', error: '550 no such mailbox' });
    const health = await described<DeskHealthJson>(await browser.get('/api/health-of-desk'), '/api/health-of-desk');
    expect(health.deadLetters).toHaveLength(1);
    expect(health.mailboxes).toHaveLength(1);
    await described(await browser.post(`/api/outbox/${letter.id}/revive`, {}), '/api/outbox/{id}/revive', 'post');
  });

  /** One call of each command that the desk carries out, on a case where it may be given. */
  const examples: Readonly<Record<string, { body: object; before?: readonly [string, object][]; by?: 'lead' }>> = {
    acknowledge: { body: {} },
    assign: { body: { to: 'ben', team: 'platform' } },
    claim: { body: {} },
    close: { body: {}, before: [['resolve', { text: 'Done.', key: 'c' }]] },
    defer: { body: { reason: 'A wish for later' } },
    delay: { body: { reason: 'A part is missing', every: '2 hours' } },
    escalate: { body: { to: 'L2', reason: 'Needs a database admin', fields: { logs: 'attached' } } },
    estimate: { body: { fixBy: '2026-11-24T15:00:00+01:00', key: 'e' } },
    flag: { body: { flag: 'cannot-fix' } },
    'log-call': { body: { answered: true, summary: 'Talked it over.', key: 'l' } },
    note: { body: { text: 'Looks like the proxy.', key: 'n' } },
    pause: { body: { reason: 'awaiting-vendor' } },
    prioritise: { body: { priority: 'normal', reason: 'One person only' } },
    reach: { body: { milestone: 'diagnosis' } },
    reopen: { body: {}, before: [['resolve', { text: 'Done.', key: 'c' }]] },
    reply: { body: { text: 'It is back.', resolve: true, cause: 'memory', key: 'r' } },
    resolve: { body: { text: 'Restarted it.', key: 's' } },
    resume: { body: {}, before: [['pause', { reason: 'awaiting-vendor' }]] },
    tag: { body: { add: ['sso'] } },
    update: { body: { text: 'We are on it.', key: 'u' } },
  };

  test.each(Object.entries(examples))('%s', async (command, { body, before = [] }) => {
    const number = await under.opened();
    for (const [name, earlier] of before) {
      expect((await browser.post(`/api/cases/${number}/${name}`, earlier)).status).toBe(200);
    }
    const path = `/api/cases/{number}/${command}`;
    expect(bodyFaults(command, body)).toEqual([]);
    await described(await browser.post(`/api/cases/${number}/${command}`, body), path, 'post');
  });

  test('merge, unmerge, link, split and undo', async () => {
    const [one, two] = [await under.opened(), await under.opened()];
    const give = async (number: string, command: string, body: object) =>
      described<CaseJson>(
        await lead.post(`/api/cases/${number}/${command}`, body),
        `/api/cases/{number}/${command}`,
        'post',
      );
    expect((await give(one, 'link', { to: two })).links).toHaveLength(1);
    expect((await give(one, 'merge', { into: two })).mergedInto).toBe(two);
    expect((await give(one, 'unmerge', {})).mergedInto).toBeUndefined();
    const prioritised = await give(two, 'prioritise', { priority: 'normal' });
    const { undo } = prioritised.history.findLast((one) => one.undo !== undefined) ?? {};
    expect(undo).toBeDefined();
    await give(two, 'undo', { event: undo ?? '' });
  });

  test('articles, announcements and the customer records that wait', async () => {
    const articles = [{ id: 'status', title: 'Is it down?', url: 'https://help.example/status', words: ['outage'] }];
    const other = await consoleUnderTest({}, { articles, feed: true });
    const [agent, boss] = [await other.browser(), await other.browser('pia')];
    const number = await other.opened();
    await described(await agent.get('/api/articles'), '/api/articles');
    const path = `/api/cases/${number}/article`;
    const { articles: now } = await described<CaseJson>(
      await agent.post(path, { article: 'status' }),
      '/api/cases/{number}/article',
      'post',
    );
    expect(now.linked.map(({ id }) => id)).toEqual(['status']);
    const news = { subject: 'Webinar', text: 'On Friday.', preview: true };
    expect((await agent.post('/api/announcements', news)).status).toBe(403);
    const { mails, sent } = await described<AnnouncementJson>(
      await boss.post('/api/announcements', news),
      '/api/announcements',
      'post',
    );
    expect([sent, mails.map(({ to }) => to)]).toEqual([false, [['maria@ashdown.example']]]);
    const [entry] = await other.store.claimOutbox(['crm'], 1, 60);
    const retryAt = Temporal.Instant.from('2026-11-23T11:00:00Z');
    await other.store.settleOutbox(entry?.id ?? '', { kind: 'failed', error: 'away', retryAt });
    const health = await described<DeskHealthJson>(await boss.get('/api/health-of-desk'), '/api/health-of-desk');
    expect(health.waitingFeed).toMatchObject([{ case: number, error: 'away', tries: 1 }]);
    const skip = `/api/outbox/${entry?.id}/skip`;
    const after = await described<DeskHealthJson>(await boss.post(skip, {}), '/api/outbox/{id}/skip', 'post');
    expect(after.waitingFeed).toEqual([]);
    expect(after.deadLetters.map(({ error }) => error)).toEqual(['skipped by pia: away']);
    await other.close();
  });

  test('calls, incidents, the hand-over page, who is on call and the audit', async () => {
    const call = {
      from: { address: 'maria@ashdown.example' },
      subject: 'Upload',
      summary: 'Cannot upload.',
      key: 'k1',
    };
    const { card } = await described<CaseJson>(await browser.post('/api/calls', call), '/api/calls', 'post');
    const give = async (path: string, body: object, asWritten: string) =>
      described<IncidentsJson>(await browser.post(path, body), asWritten, 'post');
    const opened = await give(
      '/api/incidents',
      { title: 'Down', cases: [card.number], outage: true },
      '/api/incidents',
    );
    const at = `/api/incidents/${opened.incident}`;
    const other = await under.opened({ from: { address: 'x@other.example' } });
    await give(`${at}/join`, { cases: [other] }, '/api/incidents/{id}/join');
    await give(`${at}/inform`, { text: 'We restart it.', publish: true, key: 'n1' }, '/api/incidents/{id}/inform');
    await described(await browser.get(`/api/cases/${card.number}`), '/api/cases/{number}');
    await give(`${at}/leave`, { case: other }, '/api/incidents/{id}/leave');
    await give(`${at}/end`, { text: 'Over.', publish: true, key: 'n2' }, '/api/incidents/{id}/end');
    await described(await browser.get('/api/incidents'), '/api/incidents');
    const page = `/api/cases/${card.number}/handover?to=L2`;
    await described(await browser.get(page), '/api/cases/{number}/handover');
    await described(await browser.get('/api/on-call'), '/api/on-call');
    await described(await lead.get('/api/audit'), '/api/audit');
    await described(await lead.get('/api/report?from=2026-11-01&to=2026-11-30'), '/api/report');
    await described(
      await lead.post('/api/privacy/export', { email: 'maria@ashdown.example' }),
      '/api/privacy/export',
      'post',
    );
  });

  test('cases by programs: opened, listed, spoken on, explained, replayed, asked about', async () => {
    const program = await programOf(under);
    const body = {
      requester: { email: 'maria@ashdown.example' },
      subject: 'Outage',
      text: 'Nobody can log in: outage.',
    };
    const validateAs = async (response: Response, path: string, method: string) => {
      const answer = (await response.json()) as { number: string };
      const isValid = validatorFor(path, method);
      isValid(answer);
      expect(isValid.errors ?? []).toEqual([]);
      return answer;
    };
    const { number } = await validateAs(await program.post('/api/cases', body), '/api/cases', 'post');
    const said = await program.post(`/api/cases/${number}/messages`, { text: 'Still so.' });
    await validateAs(said, '/api/cases/{number}/messages', 'post');
    await described(await program.get('/api/cases?limit=1'), '/api/cases');
    await described(await program.get(`/api/cases/${number}/messages?limit=1`), '/api/cases/{number}/messages');
    const at = `/api/cases/${number}`;
    await described(await program.get(`${at}/sla`), '/api/cases/{number}/sla');
    await described(await program.get(`${at}/explain?clock=resolution`), '/api/cases/{number}/explain');
    await described(await program.get(`${at}/replay`), '/api/cases/{number}/replay');
    const asked = await program.post(`${at}/what-if`, { priority: 'normal' });
    await described(asked, '/api/cases/{number}/what-if', 'post');
    await described(await program.get('/api/key'), '/api/key');
  });

  test('keys and settings', async () => {
    const admin = await under.browser('ada');
    const made = await described<KeysJson>(
      await admin.post('/api/keys', { name: 'k', role: 'agent' }),
      '/api/keys',
      'post',
    );
    await described(await admin.get('/api/keys'), '/api/keys');
    const id = made.keys.find(({ name }) => name === 'k')?.id;
    await described(await admin.post(`/api/keys/${id}/revoke`, {}), '/api/keys/{id}/revoke', 'post');
    await described(await admin.get('/api/settings'), '/api/settings');
  });

  test('a refusal is a problem', async () => {
    const response = await browser.get('/api/cases/C-9999');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const ajv = new Ajv2020({ strict: false });
    const { components } = document as { components: { schemas: { ProblemJson: object } } };
    expect(ajv.validate(closed(components.schemas.ProblemJson), await response.json())).toBe(true);
  });

  test('a body that the description refuses, the server refuses too, and the other way round', async () => {
    const number = await under.opened();
    const bodies = [{}, { text: 'x' }, { text: 'x', key: '' }, { text: 7, key: 'k' }, { text: 'x', key: 'k', more: 1 }];
    for (const body of bodies) {
      const { status } = await browser.post(`/api/cases/${number}/note`, body);
      expect([status, bodyFaults('note', body).length > 0]).toEqual([422, true]);
    }
  });
});

function bodyFaults(command: string, body: object): readonly unknown[] {
  const operation = paths[`/api/cases/{number}/${command}`]?.post as unknown as {
    requestBody: { content: { 'application/json': { schema: object } } };
  };
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const isValid = ajv.compile(operation.requestBody.content['application/json'].schema);
  isValid(body);
  return isValid.errors ?? [];
}

test('every route of the server is described, and nothing that is none', async () => {
  const store = await openTestStore();
  // Nothing runs: the routes are only listed.
  const served = createApi({ options: { store, url: '' }, keys: createApiKeys(store) } as unknown as ApiParts)
    .routes.filter(({ method, path }) => method !== 'ALL' && path !== '/cases/:number/:command')
    .map(({ method, path }) => `${method} /api${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const isCommand = (route: string) => Object.keys(COMMAND_BODIES).some((name) => route.endsWith(`{number}/${name}`));
  expect(described.filter((route) => !isCommand(route)).toSorted()).toEqual([...new Set(served)].toSorted());
  await store.close();
});

/** What else stands below a case. */
const notCommands = new Set(['handover', 'messages', 'sla', 'explain', 'replay', 'what-if']);

test('every command is described, and nothing that is none', () => {
  const described = Object.keys(paths)
    .map((path) => /^\/api\/cases\/\{number\}\/(.+)$/.exec(path)?.[1])
    .filter((name) => name !== undefined && !notCommands.has(name));
  expect(described.toSorted()).toEqual(Object.keys(COMMAND_BODIES).toSorted());
});

test('the example of the guide runs as it stands', async () => {
  const page = await readFile(new URL('rest-api.md', guide), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect(example).toContain('/sign-in');
  const under = await consoleUnderTest();
  const server = await listen(under.web.fetch, { host: '127.0.0.1', port: 0 });
  try {
    const number = await under.opened();
    const link = new URL(await under.web.createSignInLink('ann'));
    // As a module of its own, with what the page says is given.
    const body = example.replace(/^const (link|desk) = .*$/gm, '');
    const run = new Function('link', 'desk', `return (async () => { ${body}\nreturn { cases, answered }; })();`) as (
      link: string,
      desk: string,
    ) => Promise<{ cases: { number: string }[]; answered: CaseJson }>;
    const { cases, answered } = await run(`${server.url}${link.pathname}${link.search}`, server.url);
    expect(cases.map((one) => one.number)).toEqual([number]);
    expect(answered.card.assignee?.id).toBe('ann');
  } finally {
    await server.stop();
    await under.close();
  }
});
