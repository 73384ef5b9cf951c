import type { CaseChange, CaseQuery, CaseRef, LoadedCase, StoreUnit } from '@sla/case-store';

import type { Behind, Flush } from './write-behind-unit.ts';

/**
 * Saves cases together. Each is saved once at a time: whoever asks for it again gets it from the store. A case that is looked at is
 * about to be written to, so it is locked at once, and not asked for twice.
 */
export function casesBehind(unit: StoreUnit, flush: Flush): Behind {
  const kept = new Map<string, CaseChange>();
  const locked = new Map<CaseRef, LoadedCase>();
  /** The effects of cases that were asked for, by which fresh ones are told. */
  const effects = new Map<string, ReadonlySet<string>>();

  async function write(): Promise<void> {
    const changes = [...kept.values()];
    kept.clear();
    if (changes.length > 0) await unit.saveCases(changes);
  }

  const unless = async <Answer>(touched: boolean, ask: () => Promise<Answer>, writeFirst = write) => {
    if (touched) await writeFirst();
    return ask();
  };

  async function listEffects(id: string) {
    const found = await unless(kept.has(id), () => unit.listEffects(id));
    effects.set(id, new Set(found.map((effect) => effect.id)));
    return found;
  }

  async function lockCase(ref: CaseRef) {
    const known = locked.get(ref);
    if (known) return known;
    const found = await unless(isKept(ref, kept), () => unit.lockCase(ref));
    if (found) locked.set(ref, found).set(found.record.id, found);
    return found;
  }

  async function saveCase(change: CaseChange) {
    const { id } = change.record;
    forgetCase(id, locked);
    const known = change.expectedVersion === 0 ? new Set<string>() : effects.get(id);
    if (kept.has(id) || known === undefined) await write();
    effects.delete(id);
    if (known === undefined) return unit.saveCase(change);
    kept.set(id, change);
    return change.effects.filter((effect) => !known.has(effect.id));
  }

  return {
    calls: {
      lockCase,
      findCase: lockCase,
      // Only words are looked for in more than the cases.
      listCaseRecords: (query) =>
        unless(mayFind(query, kept), () => unit.listCaseRecords(query), query.text === undefined ? write : flush),
      listEffects,
      saveCase,
    },
    write,
    forget: () => {
      for (const known of [effects, locked]) known.clear();
    },
  };
}

function forgetCase(id: string, locked: Map<CaseRef, LoadedCase>): void {
  for (const [ref, { record }] of locked) if (record.id === id) locked.delete(ref);
}

type Kept = ReadonlyMap<string, CaseChange>;

function isKept(ref: CaseRef, kept: Kept): boolean {
  return kept.has(ref) || [...kept.values()].some(({ record }) => record.number === ref.toUpperCase());
}

/** Whether what is kept back could be among the answers. */
function mayFind({ requester }: CaseQuery, kept: Kept): boolean {
  return requester === undefined || [...kept.values()].some(({ record }) => record.requester === requester);
}
