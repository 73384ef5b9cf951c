import type { Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import { StaleCase } from '../store-error.ts';
import type { Implementation } from './implementation.ts';
import {
  MONDAY,
  opened,
  plain,
  sampleCase,
  sampleChange,
  sampleClock,
  sampleEffect,
  sampleMessage,
  saveNew,
} from './samples.ts';
import { withStore } from './with-store.ts';

/** Several cases in few statements do what one after the other does. */
export function batchesContract({ open }: Implementation): void {
  const ids = ['a', 'b', 'c'];
  const change = (id: string, expectedVersion = 0) =>
    sampleChange(sampleCase(id, { tags: ['x', 'ü "'], openedAt: MONDAY }), {
      expectedVersion,
      events: [opened(`e${expectedVersion}`)],
      clocks: [sampleClock({ warnAt: [MONDAY], cycle: expectedVersion + 1 })],
      effects: [sampleEffect(`only-${id}`, { via: ['email'], to: 'team' }), sampleEffect(`at-${expectedVersion}`)],
      timers: [{ caseId: id, clock: `clock-${expectedVersion}`, dueAt: MONDAY }],
    });

  describe('several cases', () => {
    it('are saved as each would be alone, new and known ones together', () =>
      withStore(open, { now: () => MONDAY }, async (store) => {
        await saveNew(store, change('b'), change('single'));
        const fresh = await store.transaction((unit) => unit.saveCases([change('c'), change('b', 1), change('a')]));
        expect(fresh.map((effects) => effects.map(({ id }) => id))).toEqual([
          ['only-c', 'at-0'],
          ['at-1'],
          ['only-a', 'at-0'],
        ]);
        await saveNew(store, change('single', 1));
        const pair = await Promise.all(['b', 'single'].map((id) => store.findCase(id)));
        const [b, single] = pair.map((found) => JSON.stringify(found).replaceAll('single', 'b'));
        expect(b).toBe(single);
        expect(pair[0]?.events.map(({ id, position }) => [id, position])).toEqual([
          ['e0', 0],
          ['e1', 1],
        ]);
        const listed = (await store.listCases({})).find(({ record }) => record.id === 'b');
        expect(plain(listed?.clocks)).toEqual(plain([sampleClock({ warnAt: [MONDAY], cycle: 2 })]));
        const due = await store.transaction((unit) => unit.claimTimers(9));
        expect(due.map(({ caseId, clock, generation }) => `${caseId} ${clock} ${generation}`).toSorted()).toEqual([
          'a clock-0 1',
          'b clock-1 2',
          'c clock-0 1',
          'single clock-1 2',
        ]);
      }));

    it('are refused together when one is stale', () =>
      withStore(open, async (store) => {
        await saveNew(store, change('a'), change('b'));
        const saving = store.transaction((unit) => unit.saveCases([change('a', 1), change('b', 7)]));
        await expect(saving).rejects.toThrow(StaleCase);
        await expect(saving).rejects.toMatchObject({ caseId: 'b', expectedVersion: 7 });
        expect((await store.findCase('a'))?.record.version).toBe(1);
      }));

    it(
      'may be none, and may be many',
      () =>
        withStore(open, async (store) => {
          const many = Array.from({ length: 1_100 }, (_, index) => `case-${index}`);
          await store.transaction(async (unit) => {
            expect(await unit.saveCases([])).toEqual([]);
            await unit.saveCases(many.map((id) => change(id)));
            expect(await unit.saveCases(many.map((id) => change(id, 1)))).toHaveLength(1_100);
          });
          expect(await store.countCases({})).toBe(1_100);
          expect((await store.findCase('case-1099'))?.events).toHaveLength(2);
        }),
      60_000,
    );

    it('are loaded and locked together, those that there are', () =>
      withStore(open, async (store) => {
        await saveNew(store, ...ids.map((id) => change(id)));
        await store.transaction(async (unit) => {
          const loaded = await unit.lockCases(['c', 'unknown', 'a']);
          expect(plain(loaded)).toEqual(plain([await unit.lockCase('a'), await unit.lockCase('c')]));
          expect(plain(await unit.lockCases([sampleCase('c').number.toLowerCase(), 'a', 'c']))).toEqual(plain(loaded));
          expect(await unit.lockCases([])).toEqual([]);
        });
      }));

    it('are saved once for several changes, and keep the version that those would have come to', () =>
      withStore(open, async (store) => {
        await saveNew(store, { ...change('a'), saves: 3 });
        expect((await store.findCase('a'))?.record.version).toBe(3);
        await store.transaction((unit) => unit.saveCases([{ ...change('a', 3), saves: 2 }]));
        expect((await store.findCase('a'))?.record.version).toBe(5);
        await expect(saveNew(store, change('a', 4))).rejects.toThrow(StaleCase);
      }));

    it('are listed for several requesters at once, as for each', () =>
      withStore(open, async (store) => {
        const at = (minutes: number) => MONDAY.add({ minutes });
        const of = (id: string, requester: string, changedAt: Temporal.Instant) =>
          sampleChange(sampleCase(id, { requester, changedAt }));
        await saveNew(store, of('a', 'ann', at(1)), of('b', 'ann', at(3)), of('c', 'ann', at(2)), of('d', 'bo', at(1)));
        await saveNew(store, of('e', 'eve', at(9)));
        const found = await store.listCaseRecordsOf(['bo', 'ann', 'nobody'], 2);
        const each = ['bo', 'ann', 'nobody'].map(async (requester) => {
          return [requester, await store.listCaseRecords({ requester, order: 'changed', limit: 2 })];
        });
        expect(plain([...found])).toEqual(plain(await Promise.all(each)));
        expect(found.get('ann')?.map(({ id }) => id)).toEqual(['b', 'c']);
        expect((await store.listCaseRecordsOf([], 2)).size).toBe(0);
      }));

    it('tell their effects and requesters in one answer each', () =>
      withStore(open, async (store) => {
        await saveNew(store, change('a'), change('b'));
        const byCase = await store.listEffectsOf(['b', 'unknown']);
        expect(plain([...byCase])).toEqual(
          plain([
            ['b', await store.listEffects('b')],
            ['unknown', []],
          ]),
        );
        const ann = { id: 'ann', email: 'ann@uni.example' };
        await store.transaction((unit) => unit.putContact(ann));
        expect([...(await store.findContacts(['ann', 'eve']))]).toEqual([['ann', ann]]);
        expect((await store.findContacts([])).size).toBe(0);
      }));
  });
}

/** Several of what is not a case. */
export function manyAtOnceContract({ open }: Implementation): void {
  describe('several at once', () => {
    it('come into the inbox as each would alone, and are locked and settled together', () =>
      withStore(open, async (store) => {
        const item = (externalId: string, envelope: unknown = {}) => ({ channel: 'email', externalId, envelope });
        const [known] = await store.transaction((unit) => unit.acceptInboxItems([item('known', { n: 0 })]));
        const given = [item('b'), item('known', { n: 1 }), item('a', { to: ['ü "'] }), item('b', { n: 2 })];
        const accepted = await store.transaction((unit) => unit.acceptInboxItems(given));
        expect(accepted.map((one) => [one.item.externalId, one.fresh])).toEqual([
          ['b', true],
          ['known', false],
          ['a', true],
          ['b', false],
        ]);
        expect(accepted[1]?.item).toEqual(known?.item);
        expect(accepted[3]?.item).toEqual(accepted[0]?.item);
        const waiting = await store.listInbox('email', 9);
        expect(waiting.map(({ externalId }) => externalId)).toEqual(['known', 'b', 'a']);
        const [first, second] = waiting.map(({ id }) => id);
        await store.transaction(async (unit) => {
          const locked = await unit.lockInboxItems([first ?? '', second ?? '', 'unknown']);
          expect(locked.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted());
          await unit.settleInboxItems([
            { id: first ?? '', outcome: 'loop \0' },
            { id: second ?? '', outcome: 'case', caseId: 'c', messageId: 'm' },
          ]);
          expect(await unit.lockInboxItems([first ?? ''])).toEqual([]);
          await unit.settleInboxItems([]);
          expect(await unit.acceptInboxItems([])).toEqual([]);
        });
        expect(await store.findInboxItem('email', 'known')).toMatchObject({
          status: 'settled',
          outcome: 'loop \uFFFD',
        });
        expect(await store.findInboxItem('email', 'b')).toMatchObject({ caseId: 'c', messageId: 'm' });
      }));

    it('case numbers are all different, and none is given twice', () =>
      withStore(open, async (store) => {
        await store.transaction(async (unit) => {
          const numbers = [...(await unit.nextCaseNumbers('C', 3)), await unit.nextCaseNumber('C')];
          expect(new Set(numbers).size).toBe(4);
          expect(await unit.nextCaseNumbers('C', 0)).toEqual([]);
        });
      }));

    it('messages stand in the order in which they were given', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a'), { events: [opened('e')] }));
        const messages = ['m2', 'm1', 'm3'].map((id) => sampleMessage(id, 'a', { text: `${id} \0`, at: MONDAY }));
        await store.transaction((unit) => unit.addMessages(messages));
        await store.transaction((unit) => unit.addMessages([]));
        const listed = await store.listMessages('a');
        expect(listed.map(({ id, text }) => `${id}: ${text}`)).toEqual([
          'm2: m2 \uFFFD',
          'm1: m1 \uFFFD',
          'm3: m3 \uFFFD',
        ]);
      }));

    it('contacts are kept as each would be alone, and found by their addresses', () =>
      withStore(open, async (store) => {
        await store.transaction((unit) => unit.putContact({ id: 'ann', email: 'Ann@uni.example', name: 'Ann' }));
        const kept = await store.transaction((unit) =>
          unit.putContacts([
            { id: 'bob', email: 'bob@uni.example' },
            { id: 'new', email: 'ann@uni.example', language: 'de' },
          ]),
        );
        expect(kept).toEqual([
          { id: 'bob', email: 'bob@uni.example' },
          { id: 'ann', email: 'ann@uni.example', name: 'Ann', language: 'de' },
        ]);
        const found = await store.findContactsByEmail(['ANN@uni.example', 'eve@uni.example']);
        expect([...found]).toEqual([['ANN@uni.example', kept[1]]]);
        expect((await store.findContactsByEmail([])).size).toBe(0);
      }));

    it('entries of a channel are read and written together', () =>
      withStore(open, async (store) => {
        const state = store.channelState('email');
        await state.putAll(
          new Map<string, unknown>([
            ['a', 1],
            ['b', { deep: ['ü'] }],
          ]),
        );
        await state.putAll(new Map([['a', [2, '\0']]]));
        await state.putAll(new Map());
        expect([...(await state.getAll(['a', 'b', 'c']))].toSorted()).toEqual([
          ['a', [2, '\uFFFD']],
          ['b', { deep: ['ü'] }],
        ]);
        expect((await state.getAll([])).size).toBe(0);
        expect((await store.channelState('slack').getAll(['a'])).size).toBe(0);
      }));
  });
}
