import { describe, expect, it } from 'vitest';

import type { CaseStore } from '../case-store.ts';
import type { NewOutboxItem, OutboxItem } from '../records.ts';
import type { Implementation } from './implementation.ts';
import { falseClock, MONDAY, minutesLater, plain } from './samples.ts';
import { withStore } from './with-store.ts';

/** What is waiting to be sent. */
export function outboxContract(implementation: Implementation): void {
  const { open } = implementation;

  function item(key: string, changes: Partial<NewOutboxItem> = {}): NewOutboxItem {
    return { key, destination: 'mail', caseId: 'a', payload: { key }, ...changes };
  }

  const enqueue = (store: CaseStore, ...items: readonly NewOutboxItem[]) =>
    store.transaction((unit) => unit.enqueue(items));
  const claim = (store: CaseStore, limit = 10) => store.claimOutbox(['mail'], limit, 60);
  const keys = (items: readonly OutboxItem[]) => items.map((claimed) => claimed.key);
  const delivered = { kind: 'delivered' } as const;

  async function claimOne(store: CaseStore): Promise<OutboxItem> {
    const [claimed] = await claim(store);
    if (!claimed) throw new Error('Nothing is due.');
    return claimed;
  }

  describe('the outbox', () => {
    it('hands an item out as it was put in', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        await enqueue(store, item('k', { payload: { to: ['a'], text: 'nul \0', nested: [{ at: MONDAY }] } }));
        const [claimed] = await claim(store);
        expect(plain(claimed)).toEqual({
          id: claimed?.id,
          key: 'k',
          destination: 'mail',
          caseId: 'a',
          position: claimed?.position,
          payload: { to: ['a'], text: 'nul \uFFFD', nested: [{ at: '2026-03-02T09:00:00Z' }] },
          createdAt: '2026-03-02T09:00:00Z',
          notBefore: '2026-03-02T09:00:00Z',
          attempts: 1,
          status: 'waiting',
        });
      });
    });

    it('takes a key once, for ever', () =>
      withStore(open, async (store) => {
        await enqueue(store, item('k', { payload: 1 }), item('k', { payload: 2 }));
        const first = await claimOne(store);
        expect(first.payload).toBe(1);
        await store.settleOutbox(first.id, delivered);
        await enqueue(store, item('k', { payload: 3 }));
        expect(await claim(store)).toEqual([]);
        expect(await store.listOutbox({ limit: 10 })).toHaveLength(1);
      }));

    it('keeps the order within a case and destination', () =>
      withStore(open, async (store) => {
        await enqueue(store, item('1'), item('2'), item('other case', { caseId: 'b' }), item('3'));
        expect(keys(await claim(store))).toEqual(['1', 'other case']);
        expect(await claim(store)).toEqual([]);
        for (const item of await store.listOutbox({ limit: 10 })) {
          if (item.attempts === 1) await store.settleOutbox(item.id, delivered);
        }
        expect(keys(await claim(store))).toEqual(['2']);
      }));

    it('lets what belongs to no case go side by side', () =>
      withStore(open, async (store) => {
        const digest = (key: string): NewOutboxItem => ({ key, destination: 'mail', payload: {} });
        await enqueue(store, digest('1'), digest('2'), digest('3'));
        expect(keys(await claim(store))).toEqual(['1', '2', '3']);
      }));

    it('keeps destinations apart', () =>
      withStore(open, async (store) => {
        await enqueue(
          store,
          item('mail'),
          item('slack', { destination: 'slack' }),
          item('phone', { destination: 'phone' }),
        );
        expect(keys(await store.claimOutbox(['slack', 'phone'], 10, 60))).toEqual(['slack', 'phone']);
        expect(keys(await claim(store))).toEqual(['mail']);
        expect(await store.claimOutbox([], 10, 60)).toEqual([]);
      }));

    it('hands out no more than asked for, the longest due first', () =>
      withStore(open, { now: () => MONDAY }, async (store) => {
        await enqueue(
          store,
          item('late', { caseId: '1', notBefore: minutesLater(MONDAY, -1) }),
          item('early', { caseId: '2', notBefore: minutesLater(MONDAY, -9) }),
          item('future', { caseId: '3', notBefore: minutesLater(MONDAY, 1) }),
        );
        expect(keys(await claim(store, 1))).toEqual(['early']);
        expect(keys(await claim(store))).toEqual(['late']);
        expect(await claim(store)).toEqual([]);
      }));

    it('tries again when told, and holds back what stands behind', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        await enqueue(store, item('1'), item('2'), item('b', { caseId: 'b' }));
        const [first] = await claim(store);
        const retryAt = minutesLater(MONDAY, 5);
        await store.settleOutbox(first?.id ?? '', { kind: 'failed', error: 'busy \0', retryAt });
        expect(await claim(store)).toEqual([]);
        // The other case's item is under a lease of a minute; what stands behind the failed one does not count.
        expect((await store.nextDueAt())?.toString()).toBe('2026-03-02T09:01:00Z');
        clock.advance('PT5M');
        const again = await claim(store);
        expect(keys(again)).toEqual(['1', 'b']);
        expect(again[0]).toMatchObject({ attempts: 2, lastError: 'busy \uFFFD' });
      });
    });

    it('hands an item out again when the lease of its sender has run out', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        await enqueue(store, item('1'));
        expect(await store.claimOutbox(['mail'], 10, 30)).toHaveLength(1);
        clock.advance('PT29S');
        expect(await claim(store)).toEqual([]);
        expect((await store.nextDueAt())?.toString()).toBe('2026-03-02T09:00:30Z');
        clock.advance('PT1S');
        expect(await claim(store)).toMatchObject([{ key: '1', attempts: 2 }]);
      });
    });

    it('a dead letter frees what stands behind it, and can be sent again', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        await enqueue(store, item('1'), item('2'));
        const first = await claimOne(store);
        await store.settleOutbox(first.id, { kind: 'dead', error: 'no such mailbox' });
        expect(keys(await claim(store))).toEqual(['2']);
        const dead = await store.listOutbox({ status: 'dead', limit: 10 });
        expect(dead).toMatchObject([{ key: '1', status: 'dead', lastError: 'no such mailbox', attempts: 1 }]);
        clock.advance('PT1H');
        await store.reviveOutbox(first.id);
        expect(await claim(store)).toMatchObject([{ key: '1', attempts: 1 }]);
      });
    });

    it('believes the first outcome: a late sender undoes nothing, only the dead are revived', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        await enqueue(store, item('1'));
        const { id } = await claimOne(store);
        await store.settleOutbox(id, { kind: 'delivered', detail: '250 OK' });
        await store.settleOutbox(id, { kind: 'dead', error: 'late' });
        await store.reviveOutbox(id);
        expect(plain(await store.listOutbox({ limit: 10 }))).toMatchObject([
          { status: 'delivered', deliveredAt: '2026-03-02T09:00:00Z' },
        ]);
      });
    });

    it('is done with what was held back, and does not call it delivered', () =>
      withStore(open, async (store) => {
        await enqueue(store, item('1'), item('2'));
        const { id } = await claimOne(store);
        await store.settleOutbox(id, { kind: 'held-back', reason: 'they want none' });
        await store.settleOutbox(id, delivered);
        const [held, ...others] = await store.listOutbox({ status: 'held-back', limit: 9 });
        expect([held?.key, held?.deliveredAt, others]).toEqual(['1', undefined, []]);
        expect(await claim(store)).toMatchObject([{ key: '2' }]);
      }));

    it('is listed newest first, by status, destination and whether it was tried', () =>
      withStore(open, async (store) => {
        await enqueue(store, item('1'), item('2'), item('3', { destination: 'slack' }));
        await store.settleOutbox((await claimOne(store)).id, delivered);
        expect(keys(await store.listOutbox({ limit: 2 }))).toEqual(['3', '2']);
        expect(keys(await store.listOutbox({ status: 'waiting', destination: 'mail', limit: 9 }))).toEqual(['2']);
        expect(keys(await store.listOutbox({ status: 'delivered', limit: 9 }))).toEqual(['1']);
        expect(keys(await store.listOutbox({ tried: true, limit: 9 }))).toEqual(['1']);
      }));

    it('is emptied of what was delivered, held back or given up long ago; its keys stay, and what waits', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        const names = { payload: { kind: 'message', message: 'm' } };
        await enqueue(store, item('old'), item('dead'), item('held'), item('names', names), item('new'), item('waits'));
        await store.settleOutbox((await claimOne(store)).id, delivered);
        await store.settleOutbox((await claimOne(store)).id, { kind: 'dead', error: 'skipped' });
        await store.settleOutbox((await claimOne(store)).id, { kind: 'held-back', reason: 'enough' });
        await store.settleOutbox((await claimOne(store)).id, delivered);
        clock.advance('PT5M');
        const before = clock.now();
        await store.settleOutbox((await claimOne(store)).id, delivered);
        const empty = () => store.transaction((unit) => unit.emptyOutbox(before, 9));
        expect([await empty(), await empty()]).toEqual([3, 0]);
        const items = await store.listOutbox({ limit: 9 });
        const emptied = items.filter(({ payload }) => JSON.stringify(payload) === '{}');
        expect(keys(emptied)).toEqual(['held', 'dead', 'old']);
        await enqueue(store, item('old'));
        expect(keys(await store.listOutbox({ status: 'waiting', limit: 9 }))).toEqual(['waits']);
      });
    });

    it('is due next by what stands first in line, of the destinations asked for', () =>
      withStore(open, { now: () => MONDAY }, async (store) => {
        await enqueue(
          store,
          item('1', { notBefore: minutesLater(MONDAY, 7) }),
          item('behind', { notBefore: minutesLater(MONDAY, -7) }),
          item('slack', { destination: 'slack', notBefore: minutesLater(MONDAY, 2) }),
        );
        expect((await store.nextDueAt())?.toString()).toBe('2026-03-02T09:02:00Z');
        expect((await store.nextDueAt(['mail']))?.toString()).toBe('2026-03-02T09:07:00Z');
        expect(await store.nextDueAt([])).toBeUndefined();
      }));

    it('gives each of many senders items of its own', () =>
      withStore(open, async (store) => {
        const all = Array.from({ length: 30 }, (_, index) => item(`k${index}`, { caseId: `case-${index}` }));
        await enqueue(store, ...all);
        const claims = await Promise.all(Array.from({ length: 6 }, () => claim(store, 10)));
        const handedOut = claims.flatMap(keys);
        expect(new Set(handedOut).size).toBe(handedOut.length);
        handedOut.push(...keys(await claim(store, 30)));
        expect(handedOut.toSorted()).toEqual(all.map(({ key }) => key).toSorted());
      }));
  });
}
