import { Temporal } from '@sla/core';

import type { CaseQuery, CaseStore } from '../src/index.ts';

const OPEN = ['new', 'open', 'awaiting-requester', 'on-hold'] as const;
const DONE = ['resolved', 'closed'] as const;
/** As lists count: so far, and one more. */
const MOST = 1_001;
const long = Temporal.Instant.from('2100-01-01T00:00:00Z');

type Question = readonly [times: number, ask: (store: CaseStore) => Promise<unknown>];

const listed = (query: CaseQuery): Question => [100, (store) => store.listCases({ states: OPEN, limit: 50, ...query })];
const counted = (query: CaseQuery): Question => [50, (store) => store.countCases({ states: OPEN, ...query }, MOST)];

/** What runners and queues ask, and how often it is asked here. */
const QUESTIONS: Readonly<Record<string, Question>> = {
  'claim 100 due cases (rolled back)': [100, claim],
  'next due instant': [300, (store) => store.nextDueAt([])],
  'queue, first page of 50': listed({}),
  'queue, its 200th page': listed({ offset: 10_000 }),
  'queue of one agent': listed({ assignee: 'agent7' }),
  'queue of nobody': listed({ assignee: 'nobody' }),
  'queue of one team': listed({ team: 'team3' }),
  'queue of a team without cases': listed({ team: 'nowhere' }),
  'what was resolved': listed({ states: DONE, order: 'changed' }),
  'how many are open': counted({}),
  'how many are missed': counted({ dueBy: Temporal.Now.instant() }),
  'how many are at risk': counted({ atRisk: true, dueAfter: Temporal.Now.instant() }),
  'how many are at risk much later': counted({ atRisk: true, dueAfter: long }),
  'how many nobody holds': counted({ assignee: 'nobody' }),
  'search by number': listed({ text: 'C-7777' }),
  'search by requester': listed({ text: 'p777@uni' }),
  'search for a rare word': listed({ text: 'E777' }),
  'search for a topic of a twentieth': listed({ text: 'certificate' }),
  'search for a word of all': listed({ text: 'not' }),
  'search with a typing error': listed({ text: 'certifcate' }),
  'search for what there is not': listed({ text: 'zzyzx' }),
  'load a case': [300, (store) => store.findCase('c7777')],
};

/** Prints the median of each question for each store, and what 95 of 100 stay below. They are asked in turn, so that a busy moment hits all alike. */
export async function measureStores(stores: readonly CaseStore[]): Promise<void> {
  for (const [what, [times, ask]] of Object.entries(QUESTIONS)) await print(what, times, stores, ask);
  // All that is due is taken out: what is left makes an empty poll.
  for (const store of stores) await store.transaction((unit) => unit.claimTimers(10_000));
  await print('empty poll', 300, stores, claim);
}

/** Leaves a transaction without a trace. */
class Undone extends Error {}

async function claim(store: CaseStore): Promise<void> {
  await store
    .transaction(async (unit) => {
      await unit.claimTimers(100);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
}

async function print(
  what: string,
  times: number,
  stores: readonly CaseStore[],
  ask: (store: CaseStore) => Promise<unknown>,
): Promise<void> {
  const took = stores.map((): number[] => []);
  for (let round = -5; round < times; round += 1) {
    for (const [index, store] of stores.entries()) {
      const began = performance.now();
      await ask(store);
      if (round >= 0) took[index]?.push(performance.now() - began);
    }
  }
  const columns = took.map((all) => {
    const sorted = all.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
    return `${at(0.5).padStart(8)} ms (p95 ${at(0.95)})`;
  });
  console.log(`${what.padEnd(36)} ${columns.map((column) => column.padEnd(26)).join('')}`);
}
