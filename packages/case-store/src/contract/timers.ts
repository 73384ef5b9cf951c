import type { Temporal } from '@sla/core';
import { describe, expect, it } from 'vitest';

import type { CaseStore } from '../case-store.ts';
import type { DueTimer } from '../records.ts';
import type { Implementation } from './implementation.ts';
import { falseClock, MONDAY, minutesLater, plain, sampleCase, sampleChange, saveNew } from './samples.ts';
import { whileHolding, withStore } from './with-store.ts';

/** Instants at which a case is looked at again. */
export function timersContract(implementation: Implementation): void {
  const { open, transactions } = implementation;
  const clock = { now: () => MONDAY };

  function armed(id: string, timers: Readonly<Record<string, Temporal.Instant>>, expectedVersion = 0) {
    return sampleChange(sampleCase(id), {
      expectedVersion,
      timers: Object.entries(timers).map(([name, dueAt]) => ({ caseId: id, clock: name, dueAt })),
    });
  }

  const claim = (store: CaseStore, limit = 10) => store.transaction((unit) => unit.claimTimers(limit));
  const cases = (timers: readonly DueTimer[]) => timers.map((timer) => timer.caseId);

  describe('timers', () => {
    it('are claimed when they are due, in order of time', () =>
      withStore(open, clock, async (store) => {
        await saveNew(
          store,
          armed('now', { resolution: MONDAY }),
          armed('future', { resolution: minutesLater(MONDAY, 1) }),
          armed('overdue', { ladder: minutesLater(MONDAY, -60) }),
        );
        expect(plain(await claim(store))).toEqual([
          { caseId: 'overdue', clock: 'ladder', dueAt: '2026-03-02T08:00:00Z', generation: 1 },
          { caseId: 'now', clock: 'resolution', dueAt: '2026-03-02T09:00:00Z', generation: 1 },
        ]);
      }));

    it('are claimed one a case, the earliest; the others of that case go with it', () =>
      withStore(open, clock, async (store) => {
        await saveNew(
          store,
          armed('a', { resolution: minutesLater(MONDAY, -1), update: minutesLater(MONDAY, -2), ladder: MONDAY }),
        );
        expect(await claim(store)).toMatchObject([{ caseId: 'a', clock: 'update' }]);
        expect(await claim(store)).toEqual([]);
      }));

    it('are claimed no more than asked for', () =>
      withStore(open, clock, async (store) => {
        await saveNew(
          store,
          ...['a', 'b', 'c'].map((id, index) => armed(id, { resolution: minutesLater(MONDAY, index - 9) })),
        );
        expect(cases(await claim(store, 2))).toEqual(['a', 'b']);
        expect(cases(await claim(store, 2))).toEqual(['c']);
      }));

    it('of the cases to leave alone stay for later, and hold up nobody', () =>
      withStore(open, clock, async (store) => {
        const early = ['sick', 'ill'].map((id) => armed(id, { update: minutesLater(MONDAY, -9), ladder: MONDAY }));
        await saveNew(store, ...early, armed('well', { update: MONDAY }));
        const claimed = await store.transaction((unit) => unit.claimTimers(1, ['sick', 'ill', 'unknown']));
        expect(cases(claimed)).toEqual(['well']);
        expect(cases(await claim(store)).toSorted()).toEqual(['ill', 'sick']);
      }));

    it('are there again when the transaction that claimed them fails', () =>
      withStore(open, clock, async (store) => {
        await saveNew(store, armed('a', { resolution: MONDAY }));
        const failing = store.transaction(async (unit) => {
          expect(await unit.claimTimers(10)).toHaveLength(1);
          throw new Error('crash');
        });
        await expect(failing).rejects.toThrow('crash');
        expect(await claim(store)).toHaveLength(1);
      }));

    it('are replaced by the next save, which raises their generation', () =>
      withStore(open, clock, async (store) => {
        await saveNew(store, armed('a', { resolution: MONDAY, update: MONDAY }));
        await saveNew(store, armed('a', { resolution: minutesLater(MONDAY, -5) }, 1));
        expect(plain(await claim(store))).toEqual([
          { caseId: 'a', clock: 'resolution', dueAt: '2026-03-02T08:55:00Z', generation: 2 },
        ]);
        await saveNew(store, armed('a', { resolution: MONDAY }, 2), armed('a', {}, 3));
        expect(await claim(store)).toEqual([]);
      }));

    it('claimed and armed anew in one transaction come again', () =>
      withStore(open, clock, async (store) => {
        await saveNew(store, armed('a', { update: MONDAY }));
        await store.transaction(async (unit) => {
          const [timer] = await unit.claimTimers(10);
          const loaded = await unit.lockCase(timer?.caseId ?? '');
          await unit.saveCase(armed('a', { update: minutesLater(MONDAY, 60) }, loaded?.record.version));
        });
        expect(await claim(store)).toEqual([]);
        expect((await store.nextDueAt())?.toString()).toBe('2026-03-02T10:00:00Z');
      }));

    it('follow the clock that the caller turns', () => {
      const turned = falseClock();
      return withStore(open, { now: turned.now }, async (store) => {
        await saveNew(store, armed('a', { update: minutesLater(MONDAY, 1) }));
        expect(await claim(store)).toEqual([]);
        turned.advance('PT1M');
        expect(await claim(store)).toHaveLength(1);
      });
    });

    it(
      'claimed by many at once go to one each',
      () =>
        withStore(open, clock, async (store) => {
          const all = Array.from({ length: 40 }, (_, index) => `case-${index}`);
          await saveNew(store, ...all.map((id) => armed(id, { resolution: MONDAY, update: MONDAY })));
          const claimed: string[] = [];
          await Promise.all(Array.from({ length: 4 }, () => claimUntilNone(store, claimed)));
          expect(claimed.toSorted()).toEqual(all.toSorted());
        }),
      60_000,
    );

    it.skipIf(transactions === 'one')(
      'of a case that somebody works on are skipped, not waited for (needs two open transactions)',
      () =>
        withStore(open, clock, async (store) => {
          await saveNew(store, armed('held', { resolution: MONDAY }), armed('free', { resolution: MONDAY }));
          await whileHolding(
            store,
            (unit) => unit.lockCase('held'),
            async () => expect(cases(await claim(store))).toEqual(['free']),
          );
          expect(cases(await claim(store))).toEqual(['held']);
        }),
    );
  });

  describe('the next due instant', () => {
    it('is that of the earliest timer', () =>
      withStore(open, clock, async (store) => {
        expect(await store.nextDueAt()).toBeUndefined();
        await saveNew(
          store,
          armed('a', { resolution: minutesLater(MONDAY, 9) }),
          armed('b', { update: minutesLater(MONDAY, 3) }),
        );
        expect((await store.nextDueAt())?.toString()).toBe('2026-03-02T09:03:00Z');
      }));

    it('of timers alone can be asked for without some cases', () =>
      withStore(open, clock, async (store) => {
        await saveNew(store, armed('sick', { update: MONDAY }), armed('well', { update: minutesLater(MONDAY, 3) }));
        await store.transaction(async (unit) => {
          expect(String(await unit.nextTimerAt())).toBe('2026-03-02T09:00:00Z');
          expect(String(await unit.nextTimerAt(['sick']))).toBe('2026-03-02T09:03:00Z');
          expect(await unit.nextTimerAt(['sick', 'well'])).toBeUndefined();
        });
      }));
  });
}

async function claimUntilNone(store: CaseStore, claimed: string[]): Promise<void> {
  for (;;) {
    const timers = await store.transaction((unit) => unit.claimTimers(3));
    if (timers.length === 0) return;
    claimed.push(...timers.map((timer) => timer.caseId));
  }
}
