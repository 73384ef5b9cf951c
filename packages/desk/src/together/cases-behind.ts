import type { CaseChange, CaseQuery, CaseRef, StoreUnit } from '@sla/case-store';

import type { Behind, Flush } from './write-behind-unit.ts';

/** Saves cases together. Each is saved once at a time: whoever asks for it again gets it from the store. */
export function casesBehind(unit: StoreUnit, flush: Flush): Behind {
  const kept = new Map<string, CaseChange>();
  /** The effects of cases that were asked for, by which fresh ones are told. */
  const effects = new Map<string, ReadonlySet<string>>();

  const isKept = (ref: CaseRef) =>
    kept.has(ref) || [...kept.values()].some(({ record }) => record.number === ref.toUpperCase());
  const mayFind = ({ requester }: CaseQuery) =>
    requester === undefined || [...kept.values()].some(({ record }) => record.requester === requester);
  const unless = async <Answer>(touched: boolean, ask: () => Promise<Answer>) => {
    if (touched) await flush();
    return ask();
  };

  async function listEffects(id: string) {
    const found = await unless(kept.has(id), () => unit.listEffects(id));
    effects.set(id, new Set(found.map((effect) => effect.id)));
    return found;
  }

  async function saveCase(change: CaseChange) {
    const { id } = change.record;
    const known = change.expectedVersion === 0 ? new Set<string>() : effects.get(id);
    if (kept.has(id) || known === undefined) await flush();
    effects.delete(id);
    if (known === undefined) return unit.saveCase(change);
    kept.set(id, change);
    return change.effects.filter((effect) => !known.has(effect.id));
  }

  return {
    calls: {
      lockCase: (ref) => unless(isKept(ref), () => unit.lockCase(ref)),
      findCase: (ref) => unless(isKept(ref), () => unit.findCase(ref)),
      listCases: (query) => unless(mayFind(query), () => unit.listCases(query)),
      listEffects,
      saveCase,
    },
    write: async () => {
      const changes = [...kept.values()];
      kept.clear();
      if (changes.length > 0) await unit.saveCases(changes);
    },
    forget: () => effects.clear(),
  };
}
