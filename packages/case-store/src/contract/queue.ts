import { describe, expect, it } from 'vitest';

import type { CaseStore } from '../case-store.ts';
import type { CaseQuery, CaseRecord } from '../records.ts';
import type { Implementation } from './implementation.ts';
import {
  MONDAY,
  minutesLater,
  plain,
  sampleCase,
  sampleChange,
  sampleClock,
  sampleMessage,
  saveNew,
} from './samples.ts';
import { withStore } from './with-store.ts';

/** Which cases are listed, in which order, and found by which words. */
export function queueContract(implementation: Implementation): void {
  const { open } = implementation;

  const ids = async (store: CaseStore, query: CaseQuery) =>
    (await store.listCases(query)).map((item) => item.record.id);

  function due(minutes: number): Pick<CaseRecord, 'nextDue'> {
    const dueAt = minutesLater(MONDAY, minutes);
    return { nextDue: { clock: 'resolution', cycle: 1, dueAt, missed: minutes < 0, atRisk: false } };
  }

  describe('the queue', () => {
    const warned = { clock: 'resolution', cycle: 1, dueAt: minutesLater(MONDAY, 60), missed: false, atRisk: true };
    const cases = [
      sampleCase('none', { openedAt: minutesLater(MONDAY, -60), changedAt: minutesLater(MONDAY, 1) }),
      sampleCase('later', { nextDue: warned, team: 'tier-1', changedAt: minutesLater(MONDAY, 5) }),
      sampleCase('missed', { ...due(-5), assignee: 'bob', priority: 'low' }),
      sampleCase('soon', { ...due(5), openedAt: minutesLater(MONDAY, -1), organisation: 'uni' }),
      sampleCase('tied', { ...due(5), openedAt: minutesLater(MONDAY, -2), state: 'resolved', requester: 'eve' }),
    ];
    const queue = (test: (store: CaseStore) => Promise<void>) => () =>
      withStore(open, async (store) => {
        await saveNew(store, ...cases.map((record) => sampleChange(record)));
        await test(store);
      });

    it.each<[string, CaseQuery, string[]]>([
      ['puts the least time to breach first, what owes nothing last', {}, ['missed', 'tied', 'soon', 'later', 'none']],
      ['by change puts the newest first', { order: 'changed', limit: 2 }, ['later', 'none']],
      ['by opening puts the newest first', { order: 'opened', limit: 3 }, ['later', 'missed', 'soon']],
      [
        'goes on after a case, by opening',
        { order: 'opened', after: { openedAt: MONDAY, id: 'later' } },
        ['missed', 'soon', 'tied', 'none'],
      ],
      ['can be read page by page', { limit: 2, offset: 2 }, ['soon', 'later']],
      ['narrows to states', { states: ['resolved', 'closed'] }, ['tied']],
      ['narrows to no state at all', { states: [] }, []],
      ['narrows to an assignee', { assignee: 'bob' }, ['missed']],
      ['narrows to what nobody holds', { assignee: 'nobody', states: ['open'] }, ['soon', 'later', 'none']],
      ['narrows to a team', { team: 'tier-1' }, ['later']],
      ['narrows to a priority', { priority: 'low' }, ['missed']],
      ['narrows to an organisation', { organisation: 'uni' }, ['soon']],
      ['narrows to what is due by an instant', { dueBy: minutesLater(MONDAY, 5) }, ['missed', 'tied', 'soon']],
      ['narrows to what is due after an instant', { dueAfter: minutesLater(MONDAY, 5) }, ['later']],
      ['narrows to what was changed by an instant', { changedBy: MONDAY, order: 'changed', limit: 1 }, ['missed']],
      ['narrows to what was warned of', { atRisk: true }, ['later']],
      ['narrows to a requester', { requester: 'eve' }, ['tied']],
    ])('%s', (_name, query, expected) => queue(async (store) => expect(await ids(store, query)).toEqual(expected))());

    it(
      'counts what it lists, whatever the page',
      queue(async (store) => {
        expect(await store.countCases({})).toBe(5);
        expect(await store.countCases({ states: ['open'], assignee: 'nobody', limit: 1 })).toBe(3);
      }),
    );

    it(
      'counts no further than it is asked to',
      queue(async (store) => {
        expect(await store.countCases({}, 2)).toBe(2);
        expect(await store.countCases({}, 100)).toBe(5);
        expect(await store.countCases({ text: 'certificate' }, 3)).toBe(3);
      }),
    );

    it('shows with each case who asks, for whom, and what was said last', () =>
      withStore(open, async (store) => {
        await store.transaction(async (unit) => {
          await unit.putContact({ id: 'ann', email: 'ann@uni.example', name: 'Ann' });
          await unit.putOrganisation({ id: 'uni', name: 'University', domains: ['uni.example'] });
          await unit.saveCase(sampleChange(sampleCase('a', { organisation: 'uni' })));
          await unit.saveCase(sampleChange(sampleCase('b', { requester: 'unknown', organisation: 'gone' })));
          const said = 'Thanks,\n\nbut   it still fails.\n> On Monday you wrote';
          await unit.addMessage(sampleMessage('1', 'a'));
          await unit.addMessage(
            sampleMessage('2', 'a', { at: minutesLater(MONDAY, 1), text: said, quoteFrom: said.indexOf('>') }),
          );
          await unit.addMessage(
            sampleMessage('3', 'a', { at: minutesLater(MONDAY, 2), automatic: true, text: 'We received your mail.' }),
          );
        });
        const [a, b] = await store.listCases({});
        expect(a).toMatchObject({
          requester: { id: 'ann', name: 'Ann' },
          organisation: { id: 'uni', name: 'University' },
          lastMessage: 'Thanks, but it still fails.',
        });
        expect(Object.keys(b ?? {}).toSorted()).toEqual(['clocks', 'record']);
      }));

    it('shows the latest cycle of each clock', () =>
      withStore(open, async (store) => {
        const latest = sampleClock({ clock: 'update', cycle: 12 });
        const clocks = [sampleClock({ clock: 'update', cycle: 2 }), latest, sampleClock()];
        await saveNew(store, sampleChange(sampleCase('a'), { clocks }));
        expect(plain((await store.listCases({}))[0]?.clocks)).toEqual(plain([sampleClock(), latest]));
      }));

    it('shortens a long message', () =>
      withStore(open, async (store) => {
        await store.transaction(async (unit) => {
          await unit.saveCase(sampleChange(sampleCase('a')));
          await unit.addMessage(sampleMessage('1', 'a', { text: 'word '.repeat(10_000) }));
        });
        const [item] = await store.listCases({});
        expect(item?.lastMessage?.length).toBeLessThan(200);
        expect(item?.lastMessage?.endsWith('…')).toBe(true);
      }));
  });

  describe('search', () => {
    async function fill(store: CaseStore): Promise<void> {
      await store.transaction(async (unit) => {
        await unit.putContact({ id: 'ann', email: 'ann.baker@uni.example', name: 'Ann Baker' });
        await unit.putContact({ id: 'jörg', email: 'j.weiss@schule.example', name: 'Jörg Weiß' });
        await unit.saveCase(sampleChange(sampleCase('cert', { number: 'C-1042' })));
        await unit.saveCase(
          sampleChange(sampleCase('login', { number: 'C-42', subject: 'Anmeldung schlägt fehl', requester: 'jörg' })),
        );
        await unit.addMessage(
          sampleMessage('1', 'cert', { text: 'Error SCORM-4711 in module 3, see moodle.uni.example' }),
        );
        await unit.addMessage(sampleMessage('2', 'login', { text: 'Das Passwort wird abgelehnt. 学习平台' }));
      });
    }

    it.each<[string, string, string[]]>([
      ['words of the subject, in any letters', 'CERTIFICATE issued', ['cert']],
      ['the beginning of a word', 'certif', ['cert']],
      ['a typing error in the subject', 'certifcate', ['cert']],
      ['words with umlauts', 'schlägt', ['login']],
      ['words of a message', 'passwort abgelehnt', ['login']],
      ['an error code in a message', 'SCORM-4711', ['cert']],
      ['all the words, not some', 'passwort certificate', []],
      ['the number', 'c-1042', ['cert']],
      ['the digits of the number, whole', '42', ['login']],
      ['the requester’s address', 'baker@uni', ['cert']],
      ['a typing error in the requester’s name', 'Ann Bakker', ['cert']],
      ['nothing where nothing fits', 'zebra', []],
      ['a percent sign as itself', '%', []],
      ['quotes and operators as text', `"' & ! <-> :* ( \\`, []],
    ])('finds %s', (_name, text, expected) =>
      withStore(open, async (store) => {
        await fill(store);
        expect(await ids(store, { text })).toEqual(expected);
        expect(await store.countCases({ text })).toBe(expected.length);
      }),
    );

    it('of blanks finds all', () =>
      withStore(open, async (store) => {
        await fill(store);
        expect(await ids(store, { text: '  ' })).toHaveLength(2);
      }));

    it('looks for what thousands of cases mention among those that stand first', () =>
      withStore(open, async (store) => {
        await fill(store);
        const named = (n: number) => String(n).padStart(5, '0');
        const records = Array.from({ length: 5_100 }, (_, n) =>
          sampleCase(named(n), { number: `L-${n}`, subject: 'Login', openedAt: minutesLater(MONDAY, -n) }),
        );
        await store.transaction((unit) => unit.saveCases(records.map((record) => sampleChange(record))));
        await store.transaction((unit) => unit.addMessage(sampleMessage('3', named(7), { text: 'Slow and broken' })));
        const query = { text: 'login', order: 'opened', limit: 3 } as const;
        expect(await ids(store, query)).toEqual(['00000', '00001', '00002']);
        expect(await ids(store, { ...query, offset: 2, limit: 2 })).toEqual(['00002', '00003']);
        expect(await ids(store, { ...query, states: ['closed'] })).toEqual([]);
        expect(await store.countCases(query, 1_001)).toBe(1_001);
        expect(await ids(store, { text: 'broken' })).toEqual([named(7)]);
        expect(await ids(store, { text: 'logn bakker' })).toEqual([]);
      }));

    it('goes together with the other conditions', () =>
      withStore(open, async (store) => {
        await fill(store);
        expect(await ids(store, { text: 'certificate', states: ['closed'] })).toEqual([]);
      }));
  });
}
