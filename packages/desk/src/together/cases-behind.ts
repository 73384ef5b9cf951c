import type { CaseChange, CaseQuery, StoreUnit } from '@sla/case-store';

import { knownCases } from './known-cases.ts';
import { asksForLatest, latestCases } from './latest-cases.ts';
import type { Behind, Flush } from './write-behind-unit.ts';

/** Saves cases together, each once. A case that is looked at is about to be written to, so it is locked at once. */
export function casesBehind(unit: StoreUnit, flush: Flush): Behind {
  const cases = knownCases(unit);
  const latest = latestCases(unit);
  const kept = new Map<string, CaseChange>();

  async function write(): Promise<void> {
    const changes = [...kept.values()];
    kept.clear();
    if (changes.length > 0) await unit.saveCases(changes);
  }

  async function saveCase(change: CaseChange) {
    const { record, expectedVersion, saves = 1 } = change;
    latest.changed({ ...record, version: expectedVersion + saves });
    const fresh = cases.change(change);
    if (fresh !== undefined) {
      kept.set(record.id, asOne(kept.get(record.id), change));
      return fresh;
    }
    // What was not read here, or was read too early, is for the store to tell.
    await write();
    cases.forget(record.id);
    return unit.saveCase(change);
  }

  async function listCaseRecords(query: CaseQuery) {
    if (asksForLatest(query)) {
      return (await latest.listCaseRecordsOf([query.requester], query.limit)).get(query.requester) ?? [];
    }
    // Only words are looked for in more than the cases.
    await (query.text === undefined ? write() : flush());
    return unit.listCaseRecords(query);
  }

  const { lockCase, lockCases, listEffects } = cases;
  const { listCaseRecordsOf } = latest;
  return {
    calls: { lockCase, lockCases, findCase: lockCase, listEffects, saveCase, listCaseRecords, listCaseRecordsOf },
    write,
    forget: () => {
      for (const what of [cases, latest]) what.clear();
    },
  };
}

/** Two changes of a case, one after the other, as the store is to save them. */
function asOne(before: CaseChange | undefined, change: CaseChange): CaseChange {
  if (before === undefined) return change;
  return {
    ...change,
    expectedVersion: before.expectedVersion,
    saves: (before.saves ?? 1) + (change.saves ?? 1),
    events: [...before.events, ...change.events],
  };
}
