import { generateKeyPairSync } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { channelSubscription, folderSubscription } from '../subscriptions/wanted-subscription.ts';
import type { NotificationBody } from '../testing/peer-subscriptions.ts';
import { channel, withDesk } from '../testing/with-desk.ts';

const wanted = channelSubscription(channel);

async function subscribed(...args: Parameters<typeof withDesk>) {
  const desk = await withDesk(...args);
  await desk.newKeeper().keep([wanted]);
  return desk;
}

const post = (body: unknown, address = 'https://desk.example/graph') =>
  new Request(address, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

const editItem =
  (change: (item: Record<string, unknown>) => Record<string, unknown>) =>
  (body: NotificationBody): NotificationBody => ({ ...body, value: body.value.map(change) });

test('a channel message comes in whole, without another request', async () => {
  const { peer, changes } = await subscribed();
  const before = peer.requests.length;
  const id = peer.teams.post({ ...channel, content: 'Checkout returns 500 – naïve 🙂' });
  const reply = peer.teams.post({ ...channel, content: 'Same here', replyTo: id });
  peer.teams.edit(id, 'Checkout returns 502');
  peer.teams.remove(reply);
  await peer.subscriptions.settled();
  expect(changes.map(({ change, message }) => [change, message?.threadId, message?.id, message?.body.content])).toEqual(
    [
      ['created', id, id, 'Checkout returns 500 – naïve 🙂'],
      ['created', id, reply, 'Same here'],
      ['updated', id, id, 'Checkout returns 502'],
      ['deleted', id, reply, ''],
    ],
  );
  expect(changes[0]).toMatchObject({ key: wanted.key, resourceId: id });
  const asked = peer.requests.slice(before).map(({ path }) => path);
  expect(asked).toEqual(['/common/discovery/v2.0/keys']);
});

test('new mail wakes the reader, without content', async () => {
  const { peer, changes, newKeeper } = await withDesk();
  const folder = { mailbox: 'support@desk.example', folder: 'inbox' };
  await newKeeper({ catchUp: async () => {} }).keep([folderSubscription(folder)]);
  const id = peer.mail.deliver(folder.mailbox, 'Subject: hello\r\n\r\nhello');
  await peer.subscriptions.settled();
  expect(changes).toEqual([
    {
      kind: 'change',
      key: 'mail:support@desk.example/inbox',
      change: 'created',
      resource: `Users/support@desk.example/Messages/${id}`,
      resourceId: id,
    },
  ]);
});

test('what could not be kept is sent again until it is', async () => {
  const { peer, changes, faults, inbox } = await subscribed();
  inbox.failing = 2;
  peer.teams.post({ ...channel, content: 'insistent' });
  await peer.subscriptions.settled();
  expect(peer.subscriptions.deliveries.map(({ status }) => status)).toEqual([503, 503, 202]);
  expect(changes).toHaveLength(1);
  expect(faults).toHaveLength(2);
});

test('while the signing keys cannot be fetched, nothing is believed and nothing lost', async () => {
  const { peer, changes } = await subscribed();
  peer.fail({ path: /keys$/, fault: { status: 500 } });
  peer.fail({ path: /keys$/, fault: 'drop' });
  peer.teams.post({ ...channel, content: 'patient' });
  await peer.subscriptions.settled();
  expect(peer.subscriptions.deliveries.map(({ status }) => status)).toEqual([503, 503, 202]);
  expect(changes).toHaveLength(1);
});

test('lifecycle notifications come in by their names', async () => {
  const { peer, lifecycles } = await subscribed();
  const [subscription] = peer.subscriptions.active;
  for (const event of ['missed', 'reauthorizationRequired', 'subscriptionRemoved'] as const) {
    await peer.subscriptions.lifecycle(event);
    await peer.subscriptions.settled();
  }
  expect(lifecycles.map(({ event }) => event)).toEqual(['missed', 'reauthorization-required', 'subscription-removed']);
  expect(lifecycles[0]).toEqual({
    kind: 'lifecycle',
    key: wanted.key,
    subscriptionId: subscription?.id,
    event: 'missed',
  });
});

const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const tokenWith =
  (claims: Record<string, unknown>, key?: typeof otherKey) =>
  async (body: NotificationBody, desk: Awaited<ReturnType<typeof withDesk>>) => ({
    ...body,
    validationTokens: [await desk.peer.tokens.validationToken(claims, key)],
  });

type Forgery = (
  body: NotificationBody,
  desk: Awaited<ReturnType<typeof withDesk>>,
) => NotificationBody | Promise<NotificationBody>;

const forgeries: [string, string, Forgery][] = [
  ['a client state that is not ours', 'unknown-client-state', editItem((item) => ({ ...item, clientState: 'guess' }))],
  ['no client state', 'unknown-client-state', editItem(({ clientState: _state, ...item }) => item)],
  ['an empty client state', 'unknown-client-state', editItem((item) => ({ ...item, clientState: '' }))],
  ['another tenant', 'foreign-tenant', editItem((item) => ({ ...item, tenantId: 'elsewhere' }))],
  ['no validation token', 'bad-validation-token', ({ value }) => ({ value })],
  ['an empty list of them', 'bad-validation-token', (body) => ({ ...body, validationTokens: [] })],
  ['a garbled one', 'bad-validation-token', (body) => ({ ...body, validationTokens: ['not.a.token'] })],
  [
    'one bad among good',
    'bad-validation-token',
    (b) => ({ ...b, validationTokens: [...(b.validationTokens ?? []), 'x'] }),
  ],
  ['a token for another app', 'bad-validation-token', tokenWith({ aud: 'another-app' })],
  ['one of another tenant', 'bad-validation-token', tokenWith({ iss: 'https://sts.windows.net/elsewhere/' })],
  ['one of another issuer', 'bad-validation-token', tokenWith({ iss: 'https://evil.example/' })],
  ['one that has expired', 'bad-validation-token', tokenWith({ exp: 1_700_000_000 })],
  ['one another app sent', 'bad-validation-token', tokenWith({ appid: 'some-other-app' })],
  ['one under another key', 'bad-validation-token', tokenWith({}, otherKey)],
  ['a content without a tenant', 'bad-validation-token', editItem(({ tenantId: _tenant, ...item }) => item)],
];

test.each(forgeries)('%s: thrown away, told, and answered like a real one', async (_name, reason, forge) => {
  const desk = await subscribed();
  desk.peer.subscriptions.tamper = (body) => forge(body, desk);
  desk.peer.teams.post({ ...channel, content: 'forged' });
  await desk.peer.subscriptions.settled();
  expect(desk.peer.subscriptions.deliveries.map(({ status }) => status)).toEqual([202]);
  expect(desk.changes).toEqual([]);
  expect(desk.refusals).toEqual([{ subscriptionId: desk.peer.subscriptions.active[0]?.id, reason }]);
});

test('a token of version 2.0 names the sender otherwise, and is as good', async () => {
  const desk = await subscribed();
  const { tenantId } = desk.peer.settings;
  desk.peer.subscriptions.tamper = async (body) => ({
    ...body,
    validationTokens: [
      await desk.peer.tokens.validationToken({
        iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
        appid: undefined,
        azp: '0bf30f3b-4a52-48df-9a82-234910c4a086',
      }),
    ],
  });
  desk.peer.teams.post({ ...channel, content: 'v2' });
  await desk.peer.subscriptions.settled();
  expect(desk.changes).toHaveLength(1);
});

test('one forged item among real ones takes only itself down', async () => {
  const desk = await subscribed();
  desk.peer.subscriptions.tamper = (body) => ({
    ...body,
    value: [...body.value, ...body.value.map((item) => ({ ...item, clientState: 'guess' }))],
  });
  desk.peer.teams.post({ ...channel, content: 'mixed' });
  await desk.peer.subscriptions.settled();
  expect(desk.changes).toHaveLength(1);
  expect(desk.refusals).toHaveLength(1);
});

test('content that cannot be read still names the message, which can be fetched', async () => {
  const desk = await subscribed();
  const unreadable = editItem((item) => ({
    ...item,
    encryptedContent: { ...(item.encryptedContent as object), encryptionCertificateId: 'retired' },
  }));
  desk.peer.subscriptions.tamper = unreadable;
  const id = desk.peer.teams.post({ ...channel, content: 'for later' });
  await desk.peer.subscriptions.settled();
  const [event] = desk.changes;
  expect(event).toMatchObject({ resourceId: id, unreadable: 'unknown-certificate' });
  expect(event?.message).toBeUndefined();
});

test('the handshake echoes the token as plain text, whatever is in it', async () => {
  const { handle } = await withDesk();
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 200, unit: 'grapheme' }), async (token) => {
      const answer = await handle(post('', `https://desk.example/graph?validationToken=${encodeURIComponent(token)}`));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await answer.text()).toBe(token);
    }),
  );
});

test.each([
  ['not JSON', post('{'), 400],
  ['another shape', post({ value: [{ id: 1 }] }), 400],
  ['nothing', post(''), 400],
  ['an endless token', post('', `https://desk.example/graph?validationToken=${'x'.repeat(5_000)}`), 400],
  ['more than is taken', post('x'.repeat(4_000_001)), 413],
  ['a look by browser', new Request('https://desk.example/graph'), 405],
])('%s is refused', async (_name, request, status) => {
  const { handle, changes } = await withDesk();
  expect((await handle(request)).status).toBe(status);
  expect(changes).toEqual([]);
});

test('whatever is posted, the answer is one of the five', async () => {
  const { handle } = await subscribed();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.jsonValue().map((value) => JSON.stringify({ value: [value] })),
      ),
      async (body) => {
        expect([202, 400, 413]).toContain((await handle(post(body))).status);
      },
    ),
  );
});
