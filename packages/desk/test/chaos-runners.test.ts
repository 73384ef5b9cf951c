import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { type CaseStore, type OutboxItem, openCaseStore, StoreUnavailable } from '@sla/case-store';
import { openTestStore, postgresSchemas, startOwnPostgres } from '@sla/case-store/contract';
import { Temporal } from '@sla/core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Desk, startClockRunner, startOutbox } from '../src/index.ts';
import { mail, noticesOf, openTestDesk, testClock } from '../src/testing/test-desk.ts';
import { INNOCENT, judge, settle } from './chaos/judge.ts';
import { recordingChannel } from './chaos/recording-channel.ts';
import { report, share } from './chaos/rounds.ts';
import { customersMail, openHastyDesk } from './chaos/scene.ts';

const url = process.env.DATABASE_URL;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaos-'));
});
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('a database that is restarted under four runners', () => {
  it('loses nothing that was acknowledged, and everything is told once (needs an installed PostgreSQL)', async (test) => {
    const postgres = await startOwnPostgres();
    if (!postgres) return test.skip('no PostgreSQL is installed');
    const recorded = join(folder, 'recorded');
    const errors: unknown[] = [];
    const acknowledged: string[] = [];
    try {
      const options = { kind: 'postgres', url: postgres.url, blobFolder: join(folder, 'blobs') } as const;
      const stores = await Promise.all(Array.from({ length: 4 }, () => openCaseStore(options)));
      const parts = await Promise.all(
        stores.map((store, index) => startDesk(store, recorded, `d${index}`, acknowledged, errors)),
      );
      for (let restart = 0; restart < Math.ceil(10 * share) + 1; restart += 1) {
        await wait(500 + Math.random() * 1_500);
        await postgres.restart();
      }
      const before = acknowledged.length;
      while (acknowledged.length < before + 10) await wait(50);
      for (const { stop } of parts) await stop();
      const [first] = stores;
      if (!first) throw new Error('there is no store');
      await settle(first, recorded);
      const { verdict, weighed } = await judge(first, { acknowledged, recorded });
      report('restarted the database', { ...weighed, complaints: errors.length });
      expect(verdict).toEqual(INNOCENT);
      expect(errors.filter((error) => !(error instanceof StoreUnavailable))).toEqual([]);
      expect(errors).not.toEqual([]);
      for (const store of stores) await store.close();
    } finally {
      await postgres.stop();
    }
  }, 900_000);
});

/** A desk that takes in mail as fast as it can and offers again whatever was not acknowledged. */
async function startDesk(
  store: CaseStore,
  recorded: string,
  name: string,
  acknowledged: string[],
  errors: unknown[],
): Promise<{ readonly stop: () => Promise<void> }> {
  const desk = await openHastyDesk(store);
  const onError = (error: unknown) => errors.push(error);
  const runner = startClockRunner(desk, { onError });
  const outbox = startOutbox(store, [recordingChannel(recorded)], { desk, onError, timeoutSeconds: 1 });
  let isStopping = false;
  const load = async () => {
    for (let n = 0; !isStopping; n += 1) {
      const id = `${name}-${n}@chaos.example`;
      while (!(await taken(desk, store, id, errors))) await wait(20);
      acknowledged.push(id);
      await wait(20);
    }
  };
  const loading = load();
  return {
    stop: async () => {
      isStopping = true;
      await loading;
      await runner.stop();
      await outbox.stop();
    },
  };
}

async function taken(desk: Desk, store: CaseStore, id: string, errors: unknown[]): Promise<boolean> {
  try {
    return (await desk.receive(customersMail(id, await store.now()))).ok;
  } catch (error) {
    errors.push(error);
    return false;
  }
}

describe('a runner that was away for a day', () => {
  const cases = Math.ceil(10_000 * share);

  it(`comes back to ${cases} overdue cases: each miss has its true instant, each person one digest`, async () => {
    const at = await openTestDesk();
    for (let n = 1; n <= cases; n += 1) {
      await at.desk.receive(mail({ messageId: `${n}@c`, receivedAt: at.clock.now(), mayAcknowledge: false }));
    }
    at.clock.set('2026-11-24T10:00:00Z');
    const runner = startClockRunner(at.desk, { onError: (error) => expect(error).toBeUndefined() });
    const isDone = async () => {
      const next = await at.store.nextDueAt([]);
      const isHolding = (await at.store.listOutbox({ status: 'held', limit: 1 })).length > 0;
      return !isHolding && (!next || Temporal.Instant.compare(next, at.clock.now()) > 0);
    };
    while (!(await isDone())) await wait(50);
    await runner.stop();
    const items = (await at.store.listOutbox({ status: 'waiting', limit: 100_000 })).filter(
      ({ payload }) => (payload as { kind: string }).kind === 'notice',
    );
    report('away for a day', { cases, mails: items.length });
    const readers = items.map(({ payload }) => (payload as { to: readonly string[] }).to.join());
    expect(readers.toSorted()).toEqual([...new Set(readers)].toSorted());
    const misses = items
      .flatMap(noticesOf)
      .filter(({ to, notice }) => to.startsWith('ann') && notice.effect === 'miss');
    expect(new Set(misses.map((miss) => miss.case)).size).toBe(cases);
    for (const { record, clocks } of await at.store.listCases({ limit: cases })) {
      const missed = clocks.find(({ clock }) => clock === 'first-response')?.breachedAt;
      expect(missed?.toString()).toBe(record.openedAt.add({ hours: 1 }).toString());
    }
    await at.close();
  }, 2_400_000);
});

describe.skipIf(!url)('desks that meet on the same cases (needs DATABASE_URL)', () => {
  const schemas = postgresSchemas(url ?? 'postgresql://nowhere');
  afterAll(() => schemas.drop());

  it('conflict, try again, and keep every word once', async () => {
    const options = { kind: 'postgres', url: url ?? '', blobFolder: join(folder, 'blobs') } as const;
    const schema = schemas.newSchema();
    const stores = await Promise.all(Array.from({ length: 4 }, () => openCaseStore({ ...options, schema })));
    const desks = await Promise.all(stores.map(openHastyDesk));
    const [store] = stores;
    if (!store) throw new Error('there is no store');
    const runners = desks.map((desk) => startClockRunner(desk, { onError: (error) => errors.push(error) }));
    const errors: unknown[] = [];
    const numbers: string[] = [];
    for (const id of ['a1', 'a2', 'a3']) {
      const outcome = await desks[0]?.receive(customersMail(id, await store.now()));
      if (outcome?.ok) numbers.push(outcome.case.id);
    }
    const each = Math.ceil(100 * share);
    const said = await Promise.all(
      desks.flatMap((desk, d) =>
        numbers.map(async (id) => {
          for (let n = 0; n < each; n += 1) {
            const outcome = await desk.note('agent:ann', { case: id, text: `${d}/${n}`, key: `${d}/${n}` });
            expect(outcome).toMatchObject({ ok: true });
          }
          return each;
        }),
      ),
    );
    for (const runner of runners) await runner.stop();
    expect(errors).toEqual([]);
    for (const id of numbers) {
      const texts = (await store.listMessages(id))
        .filter(({ direction }) => direction === 'note')
        .map(({ text }) => text);
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts).toHaveLength((said.length / numbers.length) * each);
      const { events = [] } = (await store.findCase(id)) ?? {};
      expect(events.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual(events.map((_, n) => n));
    }
    for (const opened of stores) await opened.close();
  }, 900_000);
});

describe('a poison message', () => {
  it('is tried to the end, told of, and holds up nobody else', async () => {
    const clock = testClock('2026-11-23T10:00:00Z');
    const store = await openTestStore({ now: clock.now });
    const at = await openTestDesk({ store });
    const errors: unknown[] = [];
    const delivered: string[] = [];
    let tries = 0;
    const deliver = async ({ key, payload }: OutboxItem) => {
      if (JSON.stringify(payload).includes(poisoned)) {
        tries += 1;
        if (tries % 2 === 0) throw new Error('the channel’s own fault');
        return { kind: 'try-again', error: 'no' } as const;
      }
      delivered.push(key);
      return { kind: 'delivered' } as const;
    };
    const opened = await at.desk.receive(mail({ from: { address: 'poison@ashdown.example' } }));
    const poisoned = opened.ok ? `"${(await receiptOf(store)).message}"` : '';
    const outbox = startOutbox(store, [{ destination: 'email', deliver }], {
      desk: at.desk,
      onError: (error) => errors.push(error),
      idleSeconds: 0.01,
    });
    for (let n = 1; n <= 20; n += 1)
      await at.desk.receive(mail({ messageId: `${n}@c`, from: { address: `well-${n}@ashdown.example` } }));
    while (delivered.length < 20) await wait(10);
    while ((await store.listOutbox({ status: 'dead', limit: 1 })).length === 0) {
      clock.pass({ hours: 1 });
      await wait(10);
    }
    await outbox.stop();
    expect(errors).toEqual([]);
    expect(tries).toBe(10);
    expect(delivered.length).toBeGreaterThan(20);
    expect((await store.findMessage(JSON.parse(poisoned)))?.delivery).toBe('failed');
    const told = (await store.listOutbox({ limit: 100 })).flatMap(noticesOf);
    expect(told.map(({ notice }) => notice.effect)).toContain('delivery-failed');
    await store.close();
  }, 60_000);
});

async function receiptOf(store: CaseStore): Promise<{ readonly message: string }> {
  const [item] = await store.listOutbox({ limit: 1 });
  if (!item) throw new Error('there is no receipt');
  return item.payload as { readonly message: string };
}
