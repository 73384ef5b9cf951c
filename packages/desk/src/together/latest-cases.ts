import type { CaseQuery, CaseRecord, StoreUnit } from '@sla/case-store';
import { Temporal } from '@sla/core';

/** The latest cases of requesters: read once, and with them whatever changed since. */
export interface LatestCases extends Pick<StoreUnit, 'listCaseRecordsOf'> {
  changed(record: CaseRecord): void;
  clear(): void;
}

export function latestCases(unit: StoreUnit): LatestCases {
  const read = new Map<string, { readonly limit: number; readonly records: readonly CaseRecord[] }>();
  const changed = new Map<string, CaseRecord>();

  function standing(requester: string): readonly CaseRecord[] {
    const since = [...changed.values()].filter((record) => record.requester === requester);
    const before = read.get(requester)?.records.filter(({ id }) => !changed.has(id)) ?? [];
    return since.length === 0 ? before : [...since, ...before].toSorted(newestChangeFirst);
  }

  return {
    listCaseRecordsOf: async (requesters, limit) => {
      const unread = requesters.filter((requester) => (read.get(requester)?.limit ?? 0) < limit);
      const found = await unit.listCaseRecordsOf(unread, limit);
      for (const [requester, records] of found) read.set(requester, { limit, records });
      return new Map(requesters.map((requester) => [requester, standing(requester).slice(0, limit)]));
    },
    changed: (record) => {
      changed.set(record.id, record);
    },
    clear: () => {
      read.clear();
      changed.clear();
    },
  };
}

export type LatestQuery = CaseQuery & { readonly requester: string; readonly limit: number };

/** Whether nothing else is asked than a requester's latest cases. */
export function asksForLatest(query: CaseQuery): query is LatestQuery {
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return asked.toSorted().join() === 'limit,order,requester' && query.order === 'changed';
}

function newestChangeFirst(a: CaseRecord, b: CaseRecord): number {
  return Temporal.Instant.compare(b.changedAt, a.changedAt) || (a.id < b.id ? -1 : 1);
}
