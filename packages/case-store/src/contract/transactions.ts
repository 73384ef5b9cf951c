import { describe, expect, it } from 'vitest';

import type { StoreChange } from '../records.ts';
import { StoreMisuse } from '../store-error.ts';
import type { Implementation } from './implementation.ts';
import { falseClock, MONDAY, opened, plain, sampleCase, sampleChange, sampleMessage, saveNew } from './samples.ts';
import { withStore } from './with-store.ts';

/** Whole or not at all; one after the other where they meet; and told of afterwards. */
export function transactionsContract(implementation: Implementation): void {
  const { open } = implementation;

  describe('a transaction', () => {
    it('that fails leaves nothing behind', () =>
      withStore(open, async (store) => {
        const failing = store.transaction(async (unit) => {
          await unit.putContact({ id: 'ann', email: 'ann@uni.example' });
          await unit.addMessage(sampleMessage('m', 'a'));
          await unit.saveCase(sampleChange(sampleCase('a'), { events: [opened()] }));
          await unit.enqueue([{ key: 'k', destination: 'mail', payload: {} }]);
          await unit.acceptInbox({ channel: 'email', externalId: '1', envelope: {} });
          await unit.putSetting('name', 'value', 'agent:bob');
          throw new Error('refused');
        });
        await expect(failing).rejects.toThrow('refused');
        expect(await store.findCase('a')).toBeUndefined();
        expect(await store.findMessage('m')).toBeUndefined();
        expect(await store.findContact({ id: 'ann' })).toBeUndefined();
        expect(await store.listOutbox({ limit: 10 })).toEqual([]);
        expect(await store.findInboxItem('email', '1')).toBeUndefined();
        expect(await store.setting('name')).toBeUndefined();
      }));

    it('sees its own changes', () =>
      withStore(open, async (store) => {
        await store.transaction(async (unit) => {
          await unit.saveCase(sampleChange(sampleCase('a'), { events: [opened()] }));
          await unit.addMessage(sampleMessage('m', 'a'));
          expect((await unit.lockCase('a'))?.events).toHaveLength(1);
          expect(await unit.listMessages('a')).toHaveLength(1);
          expect(await unit.countCases({})).toBe(1);
        });
      }));

    it('that names a case which is never saved fails as a whole', () =>
      withStore(open, async (store) => {
        const orphan = store.transaction((unit) => unit.addMessage(sampleMessage('m', 'nobody')));
        await expect(orphan).rejects.toThrow();
        expect(await store.findMessage('m')).toBeUndefined();
        await saveNew(store, sampleChange(sampleCase('a')));
        expect(await store.countCases({})).toBe(1);
      }));

    it(
      'waits for others on the same case: twenty at once all count',
      () =>
        withStore(open, async (store) => {
          await saveNew(store, sampleChange(sampleCase('a')));
          await Promise.all(
            Array.from({ length: 20 }, (_, index) =>
              store.transaction(async (unit) => {
                const loaded = await unit.lockCase('a');
                if (!loaded) throw new Error('The case is gone.');
                const events = [{ ...opened(`e${index}`), at: unit.now }];
                const expectedVersion = loaded.record.version;
                await unit.saveCase(sampleChange(loaded.record, { expectedVersion, events }));
              }),
            ),
          );
          const found = await store.findCase('a');
          expect(found?.record.version).toBe(21);
          const byPosition = found?.events.toSorted((a, b) => a.position - b.position).map((event) => event.id);
          // In order of time and in order of writing are the same: time never went back.
          expect(found?.events.map((event) => event.id)).toEqual(byPosition);
        }),
      60_000,
    );

    it(
      'that locks two cases meets one that locks them the other way round, and both commit',
      () =>
        withStore(open, async (store) => {
          await saveNew(store, sampleChange(sampleCase('a')), sampleChange(sampleCase('b')));
          const touchBoth = (refs: readonly string[]) =>
            store.transaction(async (unit) => {
              for (const ref of refs) {
                const loaded = await unit.lockCase(ref);
                if (!loaded) throw new Error('The case is gone.');
                await unit.saveCase(sampleChange(loaded.record, { expectedVersion: loaded.record.version }));
              }
            });
          await Promise.all([touchBoth(['a', 'b']), touchBoth(['b', 'a']), touchBoth(['a', 'b'])]);
          expect((await store.findCase('a'))?.record.version).toBe(4);
          expect((await store.findCase('b'))?.record.version).toBe(4);
        }),
      60_000,
    );

    it('refuses a call to the store itself, which would wait for it', () =>
      withStore(open, async (store) => {
        const reading = store.transaction(() => store.listAgents());
        await expect(reading).rejects.toThrow(StoreMisuse);
        const nested = store.transaction(() => store.transaction(async () => 1));
        await expect(nested).rejects.toThrow(/store\.transaction was called inside/);
        expect(await store.listAgents()).toEqual([]);
      }));

    it('lets go of what it left running', () =>
      withStore(open, async (store) => {
        let proceed = () => {};
        const signal = new Promise<void>((resolve) => {
          proceed = resolve;
        });
        let left: Promise<unknown> = Promise.resolve();
        await store.transaction(async () => {
          left = signal.then(() => store.listTeams());
        });
        proceed();
        expect(await left).toEqual([]);
      }));

    it('has one `now`, the store’s', () => {
      const clock = falseClock();
      return withStore(open, { now: clock.now }, async (store) => {
        await store.transaction(async (unit) => {
          clock.advance('PT1H');
          expect(unit.now.toString()).toBe(MONDAY.toString());
        });
        expect((await store.now()).toString()).toBe('2026-03-02T10:00:00Z');
      });
    });

    it('has a `now` in whole milliseconds that does not go back', () =>
      withStore(open, async (store) => {
        const first = await store.transaction(async (unit) => unit.now);
        const second = await store.transaction(async (unit) => unit.now);
        expect(first.epochNanoseconds % 1_000_000n).toBe(0n);
        expect(second.epochMilliseconds).toBeGreaterThanOrEqual(first.epochMilliseconds);
        expect((await store.now()).epochMilliseconds).toBeGreaterThanOrEqual(second.epochMilliseconds);
      }));
  });

  describe('a listener', () => {
    it('is told after the commit, once for each thing', () =>
      withStore(open, async (store) => {
        const told: StoreChange[] = [];
        store.subscribe((change) => told.push(change));
        await store.transaction(async (unit) => {
          await unit.addMessage(sampleMessage('m', 'a'));
          await unit.saveCase(
            sampleChange(sampleCase('a'), { timers: [{ caseId: 'a', clock: 'resolution', dueAt: MONDAY }] }),
          );
          await unit.enqueue([{ key: 'k', destination: 'mail', payload: {}, caseId: 'a' }]);
          await unit.acceptInbox({ channel: 'email', externalId: '1', envelope: {} });
          expect(told).toEqual([]);
        });
        await Promise.resolve();
        expect(plain(told)).toEqual([
          { kind: 'case', caseId: 'a' },
          { kind: 'timer', caseId: 'a' },
          { kind: 'outbox', caseId: 'a' },
          { kind: 'inbox' },
        ]);
      }));

    it('hears nothing of what was rolled back, and nothing after it left', () =>
      withStore(open, async (store) => {
        const told: StoreChange[] = [];
        const leave = store.subscribe((change) => told.push(change));
        const failing = store.transaction(async (unit) => {
          await unit.saveCase(sampleChange(sampleCase('a')));
          throw new Error('refused');
        });
        await expect(failing).rejects.toThrow('refused');
        leave();
        await saveNew(store, sampleChange(sampleCase('a')));
        await Promise.resolve();
        expect(told).toEqual([]);
      }));
  });

  it('a closed store says so', async () => {
    const store = await open();
    await store.close();
    await expect(store.listAgents()).rejects.toThrow(/listAgents was called after the store was closed/);
    await store.close();
  });

  it('closing waits for what is under way', async () => {
    const store = await open();
    const saving = saveNew(store, sampleChange(sampleCase('a')));
    await store.close();
    await expect(saving).resolves.toBeUndefined();
  });
}
