import { Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import { StaleCase } from '../store-error.ts';
import type { Implementation } from './implementation.ts';
import {
  at,
  falseClock,
  MONDAY,
  minutesLater,
  opened,
  plain,
  sampleCase,
  sampleChange,
  sampleClock,
  sampleEffect,
  saveNew,
} from './samples.ts';
import { withStore } from './with-store.ts';

/** Cases, their events, clocks and effects. */
export function casesContract(implementation: Implementation): void {
  const { open } = implementation;

  describe('a case', () => {
    it('comes back as it was saved, by its id and by its number in any letters', () =>
      withStore(open, async (store) => {
        const record = sampleCase('a', {
          number: 'C-1042',
          organisation: 'uni',
          mailbox: 'support@desk.example',
          assignee: 'bob',
          team: 'tier-1',
          lastMessageAt: minutesLater(MONDAY, 3),
          resolvedAt: minutesLater(MONDAY, 9),
          mergedInto: 'b',
          nextDue: { clock: 'resolution', cycle: 2, dueAt: minutesLater(MONDAY, 60), missed: false, atRisk: true },
          tags: ['vip', 'with "quotes", and {braces}'],
        });
        await saveNew(store, sampleChange(record, { events: [opened()] }));
        const expected = plain({ ...record, version: 1 });
        for (const ref of ['a', 'C-1042', 'c-1042'])
          expect(plain((await store.findCase(ref))?.record)).toEqual(expected);
      }));

    it('lacks what it was saved without', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a')));
        const found = await store.findCase('a');
        expect(Object.keys(found?.record ?? {}).toSorted()).toEqual(Object.keys(sampleCase('a')).toSorted());
      }));

    it('is not found by anything else', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a')));
        for (const ref of ['', 'A', 'b', 'S-', "' or true --"]) expect(await store.findCase(ref)).toBeUndefined();
      }));

    it('keeps instants to the microsecond and never rounds them into the future', () =>
      withStore(open, async (store) => {
        const changedAt = at('2026-03-02T09:00:00.123456999Z');
        await saveNew(store, sampleChange(sampleCase('a', { changedAt, openedAt: at('1970-01-01T00:00:00Z') })));
        const record = (await store.findCase('a'))?.record;
        expect(record?.changedAt.toString()).toBe('2026-03-02T09:00:00.123456Z');
        expect(record?.openedAt.toString()).toBe('1970-01-01T00:00:00Z');
      }));

    it('counts its saves', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a', { version: 77 })));
        await store.transaction((unit) => unit.saveCase(sampleChange(sampleCase('a'), { expectedVersion: 1 })));
        expect((await store.findCase('a'))?.record.version).toBe(2);
      }));

    it('is refused as stale when it was saved since, and nothing of the change is kept', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a'), { events: [opened()] }));
        const late = sampleChange(sampleCase('a', { subject: 'late' }), {
          expectedVersion: 1,
          events: [opened('late')],
          effects: [sampleEffect('late')],
        });
        await store.transaction((unit) => unit.saveCase(sampleChange(sampleCase('a'), { expectedVersion: 1 })));
        const refusal = store.transaction((unit) => unit.saveCase(late));
        await expect(refusal).rejects.toThrow(StaleCase);
        await expect(refusal).rejects.toMatchObject({ caseId: 'a', expectedVersion: 1 });
        const found = await store.findCase('a');
        expect(found?.record.subject).toBe('Certificate is not issued');
        expect(found?.events.map((event) => event.id)).toEqual(['opened']);
        expect(await store.listEffects('a')).toEqual([]);
      }));

    it('is refused as stale when it should be new and is there', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a')));
        await expect(saveNew(store, sampleChange(sampleCase('a', { number: 'S-other' })))).rejects.toThrow(StaleCase);
      }));

    it('gets a number that no other has, also from many at once', () =>
      withStore(open, async (store) => {
        const numbers = await Promise.all(
          Array.from({ length: 12 }, (_, index) =>
            store.transaction(async (unit) => {
              const number = await unit.nextCaseNumber('C');
              await unit.saveCase(sampleChange(sampleCase(`case-${index}`, { number })));
              return number;
            }),
          ),
        );
        expect(new Set(numbers).size).toBe(12);
        for (const number of numbers) expect(number).toMatch(/^C-\d{4,}$/);
      }));

    it('gets a number beyond those that imported cases brought', () =>
      withStore(open, async (store) => {
        const number = await store.transaction((unit) => unit.nextCaseNumber('C'));
        const digits = Number(number.slice(2));
        const imported = [1, 2, 5].map((ahead) => sampleCase(`i${ahead}`, { number: `C-${digits + ahead}` }));
        await saveNew(store, ...imported.map((record) => sampleChange(record)));
        const next = await store.transaction((unit) => unit.nextCaseNumber('C'));
        expect(await store.findCase(next)).toBeUndefined();
      }));
  });

  describe('events', () => {
    it('come back in order of time, then of their place in the history', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a'), { events: [opened('first')] }));
        const later = minutesLater(MONDAY, 5);
        await store.transaction((unit) =>
          unit.saveCase(
            sampleChange(sampleCase('a'), {
              expectedVersion: 1,
              events: [
                { id: 'late', type: 'replied', at: later, by: 'agent:bob' },
                { id: 'backdated', type: 'requester-replied', at: MONDAY, by: 'requester:ann' },
              ],
            }),
          ),
        );
        const events = (await store.findCase('a'))?.events ?? [];
        expect(events.map(({ id, position }) => [id, position])).toEqual([
          ['first', 0],
          ['backdated', 2],
          ['late', 1],
        ]);
      }));

    it('keep every fact, instants among them in whatever form they came', () =>
      withStore(open, async (store) => {
        const estimate = minutesLater(MONDAY, 90);
        await saveNew(
          store,
          sampleChange(sampleCase('a'), {
            events: [
              { id: '1', type: 'estimated', at: MONDAY.toString(), by: 'agent:bob', fixBy: estimate.epochMilliseconds },
              { id: '2', type: 'absorbed', at: MONDAY.epochMilliseconds, from: 'b', openedAt: new Date(0) },
              {
                id: '3',
                type: 'escalated',
                at: new Date(MONDAY.epochMilliseconds),
                to: 'L2',
                by: 'agent:bob',
                fields: { 'error-message': 'Fehler: "Übung" nicht gefunden' },
                message: 'm1',
              },
            ],
          }),
        );
        expect(plain((await store.findCase('a'))?.events)).toMatchObject([
          { type: 'estimated', at: '2026-03-02T09:00:00Z', by: 'agent:bob', fixBy: '2026-03-02T10:30:00Z' },
          { type: 'absorbed', at: '2026-03-02T09:00:00Z', openedAt: '1970-01-01T00:00:00Z' },
          { at: '2026-03-02T09:00:00Z', fields: { 'error-message': 'Fehler: "Übung" nicht gefunden' }, message: 'm1' },
        ]);
      }));

    it('are marked with when they were written down, unless they say so', () => {
      const clock = falseClock(minutesLater(MONDAY, 30));
      return withStore(open, { now: clock.now }, async (store) => {
        const imported = { ...opened('imported'), recordedAt: minutesLater(MONDAY, 1) };
        await saveNew(store, sampleChange(sampleCase('a'), { events: [opened('now'), imported] }));
        const events = (await store.findCase('a'))?.events ?? [];
        expect(plain(events.map((event) => event.recordedAt))).toEqual([
          '2026-03-02T09:30:00Z',
          '2026-03-02T09:01:00Z',
        ]);
      });
    });

    it('may be many', () =>
      withStore(open, async (store) => {
        const events = Array.from({ length: 2500 }, (_, index) => opened(`e${index}`));
        await saveNew(store, sampleChange(sampleCase('a'), { events }));
        const found = (await store.findCase('a'))?.events.map((event) => event.id);
        expect(found).toEqual(events.map((event) => event.id));
      }));
  });

  describe('clocks', () => {
    it('come back as they were saved, with the case in a list', () =>
      withStore(open, async (store) => {
        const clocks = [
          sampleClock({
            clock: 'first-response',
            kind: 'objective',
            clause: 'S4-3',
            status: 'missed',
            dueAt: minutesLater(MONDAY, 30),
            warnAt: [minutesLater(MONDAY, 20), at('2026-03-02T09:25:00.5Z')],
            stoppedAt: minutesLater(MONDAY, 40),
            breachedAt: minutesLater(MONDAY, 30),
            tightened: true,
            elapsed: Temporal.Duration.from('PT40M'),
            remaining: Temporal.Duration.from('-PT10M'),
          }),
          sampleClock({ status: 'paused', reason: 'awaiting-requester', elapsed: Temporal.Duration.from('P1DT2H') }),
        ];
        await saveNew(store, sampleChange(sampleCase('a'), { clocks }));
        const [item] = await store.listCases({});
        expect(plain(item?.clocks)).toEqual(plain(clocks));
      }));

    it('are replaced by the next save', () =>
      withStore(open, async (store) => {
        await saveNew(
          store,
          sampleChange(sampleCase('a'), { clocks: [sampleClock(), sampleClock({ clock: 'update' })] }),
        );
        const met = sampleClock({ status: 'met' });
        await store.transaction((unit) =>
          unit.saveCase(sampleChange(sampleCase('a'), { expectedVersion: 1, clocks: [met] })),
        );
        expect(plain((await store.listCases({}))[0]?.clocks)).toEqual(plain([met]));
        await store.transaction((unit) => unit.saveCase(sampleChange(sampleCase('a'), { expectedVersion: 2 })));
        expect((await store.listCases({}))[0]?.clocks).toEqual([]);
      }));
  });

  describe('effects', () => {
    const warn = sampleEffect('resolution/1/warn/1', { clock: 'resolution', cycle: 1, clause: 'S4-4' });
    const page = sampleEffect('tell/1/notify/lead', {
      kind: 'notify',
      step: 'tell',
      to: 'lead',
      via: ['email', 'phone'],
      at: minutesLater(MONDAY, 1),
    });
    const early = sampleEffect('raise/1/raise/L2', { kind: 'raise', at: at('2026-03-02T08:59:00Z') });

    it('are new once, however often they are saved', () =>
      withStore(open, async (store) => {
        const save = (expectedVersion: number, effects: (typeof warn)[]) =>
          store.transaction((unit) => unit.saveCase(sampleChange(sampleCase('a'), { expectedVersion, effects })));
        expect(plain(await save(0, [warn]))).toEqual(plain([warn]));
        expect(plain(await save(1, [warn, page, early]))).toEqual(plain([page, early]));
        expect(await save(2, [warn, page, early])).toEqual([]);
        expect(plain(await store.listEffects('a'))).toEqual(plain([early, warn, page]));
      }));

    it('are new again when the transaction that saw them first did not commit', () =>
      withStore(open, async (store) => {
        await saveNew(store, sampleChange(sampleCase('a')));
        const change = sampleChange(sampleCase('a'), { expectedVersion: 1, effects: [warn] });
        const broken = store.transaction(async (unit) => {
          await unit.saveCase(change);
          throw new Error('power cut');
        });
        await expect(broken).rejects.toThrow('power cut');
        expect(await store.transaction((unit) => unit.saveCase(change))).toHaveLength(1);
      }));

    it('of one case are no concern of another', () =>
      withStore(open, async (store) => {
        const fresh = await store.transaction(async (unit) => [
          ...(await unit.saveCase(sampleChange(sampleCase('a'), { effects: [warn] }))),
          ...(await unit.saveCase(sampleChange(sampleCase('b'), { effects: [warn] }))),
        ]);
        expect(fresh).toHaveLength(2);
      }));
  });
}
