import type { CaseStore } from '../src/index.ts';

const OPEN = ['new', 'open', 'awaiting-requester', 'on-hold'] as const;

/** What runners and queues ask, and how often it is asked here. */
const QUESTIONS: Readonly<Record<string, readonly [times: number, ask: (store: CaseStore) => Promise<unknown>]>> = {
  'claim 100 due cases (rolled back)': [100, (store) => claim(store)],
  'next due instant': [300, (store) => store.nextDueAt([])],
  'queue, first page of 50': [100, (store) => store.listCases({ states: OPEN, limit: 50 })],
  'queue of one agent': [100, (store) => store.listCases({ states: OPEN, assignee: 'agent7', limit: 50 })],
  'queue of one team': [100, (store) => store.listCases({ states: OPEN, team: 'team3', limit: 50 })],
  'how many are open': [10, (store) => store.countCases({ states: OPEN })],
  'search by number': [100, (store) => store.listCases({ text: 'C-7777', limit: 50 })],
  'load a case': [300, (store) => store.findCase('c7777')],
};

/** Prints the median of each question for each store. They are asked in turn, so that a busy moment hits all alike. */
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
  const medians = took.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
  console.log(`${what.padEnd(36)} ${medians.map((median) => `${median.toFixed(2).padStart(10)} ms`).join('')}`);
}
