import { describe, expect, it } from 'vitest';

import type { CaseStore } from '../case-store.ts';
import type { Implementation } from './implementation.ts';
import { falseClock, MONDAY, minutesLater, plain } from './samples.ts';
import { withStore } from './with-store.ts';

/** What is kept back until it is gathered with others. */
export function heldItemsContract({ open }: Implementation): void {
  const item = (key: string) => ({ key, destination: 'email', payload: { key } });
  const hold = (store: CaseStore, ...keys: readonly string[]) => store.transaction((unit) => unit.hold(keys.map(item)));
  const take = (store: CaseStore, since?: typeof MONDAY) => store.transaction((unit) => unit.takeHeld(since));

  describe('held items', () => {
    it('are handed out to no sender, and taken out once, in order', () =>
      withStore(open, { now: () => MONDAY }, async (store) => {
        await hold(store, 'a', 'b');
        await hold(store, 'c', 'a');
        expect(await store.claimOutbox(['email'], 9, 60)).toEqual([]);
        expect(await store.nextDueAt()).toBeUndefined();
        expect(await store.listOutbox({ status: 'held', limit: 9 })).toHaveLength(3);
        const taken = plain(await take(store));
        expect(taken).toEqual(plain(['a', 'b', 'c'].map((key) => ({ ...item(key), createdAt: MONDAY }))));
        expect(await take(store)).toEqual([]);
      }));

    it('are taken by an instant only when one of them is as old; then all are', () => {
      const clock = falseClock();
      return withStore(open, clock, async (store) => {
        await hold(store, 'old');
        clock.advance('PT1M');
        await hold(store, 'young');
        expect(await take(store, minutesLater(MONDAY, -1))).toEqual([]);
        expect(await take(store, MONDAY)).toHaveLength(2);
      });
    });

    it('are there again when who took them fails', () =>
      withStore(open, async (store) => {
        await hold(store, 'a');
        const failing = store.transaction(async (unit) => {
          expect(await unit.takeHeld()).toHaveLength(1);
          throw new Error('crash');
        });
        await expect(failing).rejects.toThrow('crash');
        expect(await take(store)).toHaveLength(1);
      }));

    it('taken by many at once go to one each', () =>
      withStore(open, async (store) => {
        await hold(store, ...Array.from({ length: 40 }, (_, index) => `k${index}`));
        const taken = await Promise.all(Array.from({ length: 4 }, () => take(store)));
        const rest = await take(store);
        expect([...taken.flat(), ...rest].map(({ key }) => key).toSorted()).toHaveLength(40);
      }));
  });
}
