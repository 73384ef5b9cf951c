import { Temporal } from 'temporal-polyfill';
import { expect, test, vi } from 'vitest';

import { certificates, channel, withDesk } from '../testing/with-desk.ts';
import { channelSubscription } from './wanted-subscription.ts';

const wanted = channelSubscription(channel);
const other = { ...channelSubscription({ teamId: 'team-2', channelId: '19:other@thread.tacv2' }) };

const minutesFrom = (start: Temporal.Instant, end: Temporal.Instant | undefined) => end?.since(start).total('minutes');

test('a subscription is opened once, for an hour, encrypted and with a lifecycle address', async () => {
  const { peer, clock, newKeeper } = await withDesk();
  const keeper = newKeeper();
  const [health] = await keeper.keep([wanted]);
  await keeper.keep([wanted]);
  expect(peer.subscriptions.active).toHaveLength(1);
  expect(peer.subscriptions.active[0]).toMatchObject({
    resource: '/teams/team-1/channels/19:intake@thread.tacv2/messages',
    changeType: 'created,updated,deleted',
    notificationUrl: 'https://desk.example/graph',
    lifecycleNotificationUrl: 'https://desk.example/graph?lifecycle',
    includeResourceData: true,
    encryptionCertificateId: 'first',
  });
  expect(peer.subscriptions.active[0]?.clientState).toMatch(/^[\w-]{43}$/);
  expect(health).toMatchObject({ key: wanted.key, state: 'live', failures: 0 });
  expect(minutesFrom(clock.now(), health?.expiresAt)).toBe(60);
  expect(minutesFrom(clock.now(), health?.nextLook)).toBe(45);
});

test('it is renewed at 45 minutes and not before, and every renewal looks for what was missed', async () => {
  const { peer, clock, newKeeper, caughtUp } = await withDesk();
  const keeper = newKeeper();
  await keeper.keep([wanted]);
  const [{ id, expirationDateTime: first } = { id: '', expirationDateTime: '' }] = peer.subscriptions.active;
  clock.pass({ minutes: 44 });
  await keeper.keep([wanted]);
  expect(peer.subscriptions.active[0]?.expirationDateTime).toBe(first);
  expect(caughtUp).toHaveLength(1);

  peer.subscriptions.silent = true;
  const missed = peer.teams.post({ ...channel, content: 'nobody told us' });
  clock.pass({ minutes: 1 });
  await keeper.keep([wanted]);
  expect(peer.subscriptions.active).toMatchObject([{ id }]);
  expect(minutesFrom(clock.now(), Temporal.Instant.from(peer.subscriptions.active[0]?.expirationDateTime ?? ''))).toBe(
    60,
  );
  expect(caughtUp.at(-1)?.messages.map((message) => message.id)).toEqual([missed]);
});

test('a keeper that starts again takes up what is there, and catches up from where it had come to', async () => {
  const { peer, clock, newKeeper, caughtUp } = await withDesk();
  await newKeeper().keep([wanted]);
  const stopped = clock.now();
  clock.pass({ minutes: 20 });
  const written = peer.teams.post({ ...channel, content: 'while we were down' });
  const health = await newKeeper().keep([wanted]);
  expect(peer.subscriptions.active).toHaveLength(1);
  expect(caughtUp.at(-1)?.since).toEqual(stopped.subtract({ minutes: 5 }));
  expect(caughtUp.at(-1)?.messages.map(({ id }) => id)).toEqual([written]);
  expect(health[0]?.coveredTo).toEqual(clock.now());
});

test('one that ran out while we were down is opened anew, and nothing of the gap is lost', async () => {
  const { peer, clock, newKeeper, caughtUp } = await withDesk();
  await newKeeper().keep([wanted]);
  const written: string[] = [];
  for (let hour = 0; hour < 30; hour += 1) {
    clock.pass({ hours: 1 });
    written.push(peer.teams.post({ ...channel, content: `hour ${hour}` }));
  }
  await newKeeper().keep([wanted]);
  expect(peer.subscriptions.active).toHaveLength(1);
  expect(caughtUp.at(-1)?.messages.map(({ id }) => id)).toEqual(written);
});

test('one the service has forgotten is noticed at renewal and opened anew', async () => {
  const { peer, clock, newKeeper } = await withDesk();
  const keeper = newKeeper();
  await keeper.keep([wanted]);
  peer.subscriptions.forget();
  clock.pass({ minutes: 45 });
  const [health] = await keeper.keep([wanted]);
  expect(health?.state).toBe('live');
  expect(peer.subscriptions.active).toHaveLength(1);
});

test('missed, removed and reauthorise are each answered by what mends them', async () => {
  const { peer, clock, newKeeper, lifecycles, caughtUp } = await withDesk();
  const keeper = newKeeper();
  await keeper.keep([wanted]);
  const heedAll = async () => {
    await peer.subscriptions.settled();
    for (const event of lifecycles.splice(0)) await keeper.heed(event);
    await keeper.keep([wanted]);
  };
  const [first] = peer.subscriptions.active;

  await peer.subscriptions.lifecycle('missed');
  await heedAll();
  expect(caughtUp).toHaveLength(2);
  expect(peer.subscriptions.active[0]?.id).toBe(first?.id);

  clock.pass({ minutes: 10 });
  await peer.subscriptions.lifecycle('reauthorizationRequired');
  await heedAll();
  expect(peer.subscriptions.active[0]?.id).toBe(first?.id);
  expect(minutesFrom(clock.now(), Temporal.Instant.from(peer.subscriptions.active[0]?.expirationDateTime ?? ''))).toBe(
    60,
  );

  await peer.subscriptions.lifecycle('subscriptionRemoved');
  const lost = peer.teams.post({ ...channel, content: 'in the gap' });
  await heedAll();
  expect(peer.subscriptions.active).toHaveLength(1);
  expect(peer.subscriptions.active[0]?.id).not.toBe(first?.id);
  expect(caughtUp.at(-1)?.messages.map(({ id }) => id)).toEqual([lost]);
});

test('a late word about a subscription that was replaced does not end the new one', async () => {
  const { peer, newKeeper, records } = await withDesk();
  const keeper = newKeeper();
  await keeper.keep([wanted]);
  await keeper.heed({
    kind: 'lifecycle',
    key: wanted.key,
    subscriptionId: 'an older one',
    event: 'subscription-removed',
  });
  await keeper.heed({ kind: 'lifecycle', key: 'unknown', subscriptionId: 'x', event: 'missed' });
  await keeper.keep([wanted]);
  expect((await records.all())[0]?.subscriptionId).toBe(peer.subscriptions.active[0]?.id);
});

test('after a death between making one and writing it down, the leftover is ended, not kept twice', async () => {
  const { peer, newKeeper, records } = await withDesk();
  const dying = newKeeper({
    records: {
      ...records,
      save: async (record) => {
        if (record.subscriptionId) throw new Error('killed');
        await records.save(record);
      },
    },
  });
  await dying.keep([wanted]);
  expect(peer.subscriptions.active).toHaveLength(1);
  const [health] = await newKeeper().keep([wanted]);
  expect(health?.state).toBe('live');
  expect(peer.subscriptions.active).toHaveLength(1);
  expect((await records.all())[0]).toMatchObject({ subscriptionId: peer.subscriptions.active[0]?.id });
});

test('a notification that overtakes the answer to its own subscription is believed', async () => {
  const { peer, newKeeper, records, changes, refusals } = await withDesk();
  const keeper = newKeeper({
    records: {
      ...records,
      save: async (record) => {
        if (record.subscriptionId) {
          peer.teams.post({ ...channel, content: 'quick' });
          await peer.subscriptions.settled();
        }
        await records.save(record);
      },
    },
  });
  await keeper.keep([wanted]);
  expect(refusals).toEqual([]);
  expect(changes.map(({ message }) => message?.body.content)).toContain('quick');
});

test('one that cannot be had is broken, said so, tried again, and made up for by reading', async () => {
  const { peer, clock, newKeeper, caughtUp } = await withDesk();
  const keeper = newKeeper();
  peer.fail({ method: 'POST', path: /subscriptions$/, fault: { status: 403, code: 'ExtensionError' }, times: 4 });
  const nextLooks: (number | undefined)[] = [];
  const seen: string[] = [];
  for (let look = 0; look < 4; look += 1) {
    seen.push(peer.teams.post({ ...channel, content: `look ${look}` }));
    const [health] = await keeper.keep([wanted]);
    expect(health).toMatchObject({ state: 'broken', failures: look + 1, fault: { code: 'access-denied' } });
    nextLooks.push(minutesFrom(clock.now(), health?.nextLook));
    expect(caughtUp.at(-1)?.messages.map(({ id }) => id)).toContain(seen.at(-1));
    clock.pass({ minutes: 10 });
  }
  expect(nextLooks).toEqual([1, 2, 4, 5]);
  const [health] = await keeper.keep([wanted]);
  expect(health).toMatchObject({ state: 'live', failures: 0 });
  expect(health).not.toHaveProperty('fault');
});

test('one that cannot be renewed is read at once, since it may end before the next look', async () => {
  const { peer, clock, newKeeper, caughtUp } = await withDesk();
  const keeper = newKeeper();
  await keeper.keep([wanted]);
  clock.pass({ minutes: 45 });
  peer.fail({ method: 'PATCH', fault: { status: 400 } });
  expect(await keeper.keep([wanted])).toMatchObject([{ state: 'broken' }]);
  expect(caughtUp).toHaveLength(2);
});

test('a gap that could not be closed stays open, over a restart too', async () => {
  const { peer, clock, newKeeper, caughtUp, inbox, records } = await withDesk();
  await newKeeper().keep([wanted]);
  const covered = clock.now();
  clock.pass({ minutes: 50 });
  const written = peer.teams.post({ ...channel, content: 'keep me' });
  inbox.catchUpFailing = 1;
  const [behind] = await newKeeper().keep([wanted]);
  expect(behind).toMatchObject({ state: 'behind', coveredTo: covered });
  expect((await records.all())[0]?.owesCatchUp).toBe(true);
  const [live] = await newKeeper().keep([wanted]);
  expect(live?.state).toBe('live');
  expect(caughtUp.at(-1)?.messages.map(({ id }) => id)).toEqual([written]);
});

test("one channel's trouble is not another's", async () => {
  const { peer, newKeeper } = await withDesk();
  peer.fail({ method: 'POST', path: /subscriptions$/, fault: { status: 400 } });
  const healths = await newKeeper({ catchUp: async () => {} }).keep([other, wanted]);
  expect(healths.map(({ state }) => state)).toEqual(['broken', 'live']);
});

test('a longer wait the service asks for is granted', async () => {
  const { peer, clock, newKeeper } = await withDesk();
  peer.fail({ method: 'POST', path: /subscriptions$/, fault: { status: 429, retryAfter: 1_200 } });
  const [health] = await newKeeper().keep([wanted]);
  expect(minutesFrom(clock.now(), health?.nextLook)).toBe(20);
});

test('what is wanted no more is ended and forgotten', async () => {
  const { peer, newKeeper, records } = await withDesk();
  const keeper = newKeeper();
  await keeper.keep([wanted]);
  await keeper.keep([]);
  expect(peer.subscriptions.active).toEqual([]);
  expect(await records.all()).toEqual([]);
  expect(keeper.health()).toEqual([]);
});

test('a new certificate is announced at the next look, and both are read meanwhile', async () => {
  const { peer, newKeeper, changes } = await withDesk();
  await newKeeper().keep([wanted]);
  const encryption = { certificateId: 'second', certificate: certificates.second.certificate };
  peer.teams.post({ ...channel, content: 'under the first' });
  await newKeeper({ encryption }).keep([wanted]);
  expect(peer.subscriptions.active).toMatchObject([{ encryptionCertificateId: 'second' }]);
  peer.teams.post({ ...channel, content: 'under the second' });
  await peer.subscriptions.settled();
  expect(changes.map(({ message }) => message?.body.content)).toEqual(['under the first', 'under the second']);
});

test('a subscription with content needs a certificate, and says so', async () => {
  const { newKeeper } = await withDesk();
  const keeper = newKeeper();
  const [health] = await newKeeper({ encryption: undefined as never }).keep([wanted]);
  expect(health?.state).toBe('broken');
  expect(String(health?.fault)).toContain('needs a certificate to encrypt it for');
  expect(keeper.health()).toEqual([]);
});

test('an address that does not answer the handshake is a fault with its reason', async () => {
  const { peer, newKeeper } = await withDesk();
  peer.route('https://desk.example', async () => new Response('Not here', { status: 404 }));
  const [health] = await newKeeper().keep([wanted]);
  expect(health).toMatchObject({ state: 'broken', fault: { code: 'invalid' } });
  expect(String(health?.fault)).toContain('https://desk.example/graph did not echo the token');
});

test('run looks at once, again when it is rung, and ends with its signal', async () => {
  const { peer, newKeeper, lifecycles, caughtUp, faults } = await withDesk();
  const keeper = newKeeper();
  const stopping = new AbortController();
  const wish = vi.fn(async () => [wanted]);
  const ended = keeper.run(wish, stopping.signal);
  await vi.waitUntil(() => keeper.health()[0]?.state === 'live');
  await peer.subscriptions.lifecycle('subscriptionRemoved');
  await vi.waitUntil(() => lifecycles.length === 1);
  for (const event of lifecycles) await keeper.heed(event);
  await vi.waitUntil(() => peer.subscriptions.active.length === 1 && caughtUp.length === 2);
  wish.mockRejectedValueOnce(new Error('the store is away'));
  await keeper.heed({ kind: 'lifecycle', key: wanted.key, subscriptionId: 'x', event: 'missed' });
  await vi.waitUntil(() => faults.length === 1);
  stopping.abort();
  await ended;
});
