import type { CaseChange, CaseRef, LoadedCase, StoreUnit } from '@sla/case-store';
import type { Effect } from '@sla/core';

import { afterChange } from './after-change.ts';

/** Cases as they stand after all that was done to them in this transaction; each is read, and locked, once. */
export interface KnownCases extends Pick<StoreUnit, 'lockCase' | 'lockCases' | 'listEffects'> {
  /** Takes a change in and returns the effects that were not there before; undefined where what it builds on is not known. */
  change(change: CaseChange): readonly Effect[] | undefined;
  forget(id: string): void;
  clear(): void;
}

export function knownCases(unit: StoreUnit): KnownCases {
  const known = new Map<string, LoadedCase>();
  const idOf = new Map<CaseRef, string>();
  /** All that fired in them. */
  const effects = new Map<string, readonly Effect[]>();

  const knownBy = (ref: CaseRef) => known.get(idOf.get(ref) ?? idOf.get(ref.toUpperCase()) ?? '');

  function remember(found: LoadedCase): LoadedCase {
    const { id, number } = found.record;
    known.set(id, found);
    idOf.set(id, id).set(number, id);
    return found;
  }

  return {
    lockCase: async (ref) => {
      const found = knownBy(ref) ?? (await unit.lockCase(ref));
      return found && remember(found);
    },
    lockCases: async (refs) => {
      const locked = await unit.lockCases(refs.filter((ref) => knownBy(ref) === undefined));
      const ids = locked.map((found) => remember(found).record.id);
      for (const [id, fired] of await unit.listEffectsOf(ids)) effects.set(id, fired);
      const wanted = new Set(refs.flatMap((ref) => knownBy(ref) ?? []));
      return [...wanted].toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1));
    },
    listEffects: async (id) => {
      const fired = effects.get(id) ?? (await unit.listEffects(id));
      effects.set(id, fired);
      return fired;
    },
    change: (change) => {
      const { record, expectedVersion } = change;
      const before = known.get(record.id);
      const fired = expectedVersion === 0 ? [] : effects.get(record.id);
      if (fired === undefined || expectedVersion !== (before?.record.version ?? 0)) return undefined;
      remember(afterChange(before, change, unit.now));
      const told = new Set(fired.map(({ id }) => id));
      const fresh = change.effects.filter(({ id }) => !told.has(id));
      effects.set(record.id, [...fired, ...fresh]);
      return fresh;
    },
    forget: (id) => {
      known.delete(id);
      effects.delete(id);
    },
    clear: () => {
      for (const what of [known, idOf, effects]) what.clear();
    },
  };
}
