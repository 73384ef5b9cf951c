import type { CaseStore } from '../src/index.ts';

const OPEN = ['new', 'open', 'awaiting-requester', 'on-hold'] as const;

/** Prints medians and 99th percentiles of what runners and queues ask. */
export async function measureStore(store: CaseStore): Promise<void> {
  await print('claim 100 due cases (rolled back)', 60, () => claim(store, 100));
  // Everything that is due: what is left makes an empty poll.
  await store.transaction((unit) => unit.claimTimers(10_000));
  await print('empty poll', 300, () => claim(store, 100));
  await print('next due instant', 300, () => store.nextDueAt([]));
  await print('queue, first page of 50', 60, () => store.listCases({ states: OPEN, limit: 50 }));
  await print('queue of one agent', 60, () => store.listCases({ states: OPEN, assignee: 'agent7', limit: 50 }));
  await print('queue of one team', 60, () => store.listCases({ states: OPEN, team: 'team3', limit: 50 }));
  await print('how many are open', 5, () => store.countCases({ states: OPEN }));
  await print('search by number', 60, () => store.listCases({ text: 'C-7777', limit: 50 }));
  await print('load a case', 300, () => store.findCase('c7777'));
}

/** Leaves a transaction without a trace. */
class Undone extends Error {}

async function claim(store: CaseStore, limit: number): Promise<void> {
  await store
    .transaction(async (unit) => {
      await unit.claimTimers(limit);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
}

async function print(what: string, times: number, call: () => Promise<unknown>): Promise<void> {
  const took: number[] = [];
  for (let round = -3; round < times; round += 1) {
    const began = performance.now();
    await call();
    if (round >= 0) took.push(performance.now() - began);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => `${(took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(2)} ms`;
  console.log(`  ${what.padEnd(36)} median ${at(0.5).padStart(10)}   p99 ${at(0.99).padStart(10)}`);
}
