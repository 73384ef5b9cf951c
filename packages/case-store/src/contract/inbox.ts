import { describe, expect, it } from 'vitest';

import type { CaseStore } from '../case-store.ts';
import type { BlobRef, InboxItem, NewInboxItem } from '../records.ts';
import type { Implementation } from './implementation.ts';
import { falseClock, MONDAY, minutesLater, plain } from './samples.ts';
import { whileHolding, withStore } from './with-store.ts';

/** What came in and is not yet settled, once each. */
export function inboxContract(implementation: Implementation): void {
  const { open, transactions } = implementation;

  const accept = (store: CaseStore, externalId: string, changes: Partial<NewInboxItem> = {}) =>
    store.transaction((unit) => unit.acceptInbox({ channel: 'email', externalId, envelope: {}, ...changes }));
  const lock = (store: CaseStore, id: string) => store.transaction((unit) => unit.lockInbox(id));
  const names = (items: readonly InboxItem[]) => items.map((item) => item.externalId);

  describe('the inbox', () => {
    it('keeps what came in as it came', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        const raw = { hash: 'ab'.repeat(32), size: 3_000_000_000 };
        const { item, fresh } = await accept(store, 'box/1/17', { raw, envelope: { from: 'a\0@x', to: ['b'] } });
        expect(fresh).toBe(true);
        expect(plain(item)).toEqual({
          id: item.id,
          channel: 'email',
          externalId: 'box/1/17',
          receivedAt: '2026-03-02T09:00:00Z',
          raw,
          envelope: { from: 'a\uFFFD@x', to: ['b'] },
          status: 'waiting',
          attempts: 0,
        });
        expect(await store.findInboxItem('email', 'box/1/17')).toMatchObject({ id: item.id });
        expect(await store.findInboxItem('slack', 'box/1/17')).toBeUndefined();
      });
    });

    it('takes a natural key once and leaves the first as it was', () =>
      withStore(open, async (store) => {
        const first = await accept(store, '1', { envelope: 'first' });
        const second = await accept(store, '1', { envelope: 'second' });
        const elsewhere = await accept(store, '1', { channel: 'slack' });
        expect([first.fresh, second.fresh, elsewhere.fresh]).toEqual([true, false, true]);
        expect(second.item).toMatchObject({ id: first.item.id, envelope: 'first' });
      }));

    it('takes it once also from many at the same time', () =>
      withStore(open, async (store) => {
        const accepted = await Promise.all(Array.from({ length: 8 }, () => accept(store, '1')));
        expect(accepted.filter((one) => one.fresh)).toHaveLength(1);
        expect(new Set(accepted.map((one) => one.item.id)).size).toBe(1);
      }));

    it('keeps a raw message and its item together, many at once, each once', () =>
      withStore(open, async (store) => {
        const bodies = [...Array.from({ length: 90 }, (_, index) => `mail ${index % 80}`), 'large '.repeat(20_000)];
        const accepted = await Promise.all(
          bodies.map((body) =>
            store.acceptRaw(pieces(body), (raw) => ({ channel: 'email', externalId: raw.hash, raw, envelope: {} })),
          ),
        );
        expect(accepted.filter(({ fresh }) => fresh)).toHaveLength(81);
        const waiting = await store.listInbox('email', 200);
        expect(waiting).toHaveLength(81);
        for (const [index, { item }] of accepted.entries()) {
          const parts: Uint8Array[] = [];
          for await (const part of store.blobs.read(item.raw?.hash ?? '')) parts.push(part);
          expect(Buffer.concat(parts).toString()).toBe(bodies[index]);
        }
      }));

    it('keeps neither where the message breaks off, and no other suffers', () =>
      withStore(open, async (store) => {
        const toItem = (raw: BlobRef) => ({ channel: 'email', externalId: raw.hash, raw, envelope: {} });
        async function* breaking() {
          yield Buffer.from('half');
          throw new Error('connection reset');
        }
        const [broken, whole] = await Promise.allSettled([
          store.acceptRaw(breaking(), toItem),
          store.acceptRaw(pieces('whole'), toItem),
        ]);
        expect([broken.status, whole.status]).toEqual(['rejected', 'fulfilled']);
        expect(await store.listInbox('email', 9)).toHaveLength(1);
      }));

    it('lists what waits, oldest first', () =>
      withStore(open, async (store) => {
        await accept(store, 'new', { receivedAt: minutesLater(MONDAY, 2) });
        await accept(store, 'old', { receivedAt: MONDAY });
        await accept(store, 'old too', { receivedAt: MONDAY });
        await accept(store, 'elsewhere', { channel: 'slack' });
        expect(names(await store.listInbox('email', 10))).toEqual(['old', 'old too', 'new']);
        expect(names(await store.listInbox('email', 1))).toEqual(['old']);
      }));

    it('settles an item once, with what became of it', () =>
      withStore(open, async (store) => {
        const { item } = await accept(store, '1');
        await store.transaction(async (unit) => {
          expect(await unit.lockInbox(item.id)).toMatchObject({ externalId: '1', status: 'waiting' });
          await unit.settleInbox(item.id, { outcome: 'case', caseId: 'a', messageId: 'm' });
        });
        expect(await lock(store, item.id)).toBeUndefined();
        expect(await lock(store, 'unknown')).toBeUndefined();
        expect(await store.listInbox('email', 10)).toEqual([]);
        expect(await store.listInbox('email', 10, 'settled')).toMatchObject([
          { status: 'settled', outcome: 'case', caseId: 'a', messageId: 'm' },
        ]);
      }));

    it('quarantines what failed too often, so that it holds up nobody', () =>
      withStore(open, async (store) => {
        const { item } = await accept(store, '1');
        const fail = (error: string) => store.transaction((unit) => unit.failInbox(item.id, error, 3));
        await fail('first');
        await fail('second');
        expect(await store.listInbox('email', 10)).toMatchObject([{ attempts: 2, lastError: 'second' }]);
        await fail('third \0');
        expect(await store.listInbox('email', 10)).toEqual([]);
        expect(await lock(store, item.id)).toBeUndefined();
        expect(await store.listInbox('email', 10, 'quarantined')).toMatchObject([
          { attempts: 3, lastError: 'third \uFFFD', status: 'quarantined' },
        ]);
      }));

    it('is emptied of what was settled long ago; its keys and what became of it stay', () =>
      withStore(open, async (store) => {
        const raw = { hash: 'ab'.repeat(32), size: 3 };
        const settled = async (externalId: string, minutes: number, messageId?: string) => {
          const receivedAt = minutesLater(MONDAY, minutes);
          const { item } = await accept(store, externalId, { receivedAt, envelope: { text: 'words' }, raw });
          const outcome = { outcome: 'done', ...(messageId !== undefined && { messageId }) };
          await store.transaction((unit) => unit.settleInbox(item.id, outcome));
        };
        await settled('first', 0);
        await settled('second', 1, 'm');
        await settled('third', 2);
        await settled('new', 9);
        await accept(store, 'waits', { receivedAt: MONDAY, envelope: 'words', raw });
        const empty = (limit: number, files?: number) =>
          store.transaction((unit) =>
            unit.emptyInbox(
              {
                envelopes: minutesLater(MONDAY, 5),
                ...(files !== undefined && { files: minutesLater(MONDAY, files) }),
              },
              limit,
            ),
          );
        const kept = async () => {
          const found = await Promise.all(
            ['first', 'second', 'third', 'new', 'waits'].map((externalId) => store.findInboxItem('email', externalId)),
          );
          return found.map((item) => [JSON.stringify(item?.envelope).includes('words'), item?.raw !== undefined]);
        };
        const [both, none] = [
          [true, true],
          [false, true],
        ];
        expect(await empty(1)).toBe(1);
        expect(await kept()).toEqual([none, both, both, both, both]);
        expect(await empty(9)).toBe(2);
        expect(await empty(9)).toBe(0);
        expect(await kept()).toEqual([none, none, none, both, both]);
        expect(await empty(9, 2)).toBe(1);
        expect(await kept()).toEqual([[false, false], none, none, both, both]);
        expect(await accept(store, 'first')).toMatchObject({
          fresh: false,
          item: { outcome: 'done', status: 'settled' },
        });
      }));

    it.skipIf(transactions === 'one')(
      'an item that somebody settles is locked for others, without waiting (needs two open transactions)',
      () =>
        withStore(open, async (store) => {
          const { item } = await accept(store, '1');
          await whileHolding(
            store,
            (unit) => unit.lockInbox(item.id),
            async () => expect(await lock(store, item.id)).toBeUndefined(),
          );
          expect(await lock(store, item.id)).toMatchObject({ id: item.id });
        }),
    );
  });
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
