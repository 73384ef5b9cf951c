import type { CaseStore, StoreUnit } from '../case-store.ts';
import type { OpenOptions, OpenStore } from './implementation.ts';

type Work = (store: CaseStore) => Promise<unknown>;

/** Opens a store for the work and closes it, however the work ends. */
export async function withStore(
  open: OpenStore,
  ...given: readonly [Work] | readonly [OpenOptions, Work]
): Promise<void> {
  const [options, work] = given.length === 1 ? [{}, given[0]] : given;
  const store = await open(options);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

/** Does something while a transaction that has done its part stays open. */
export async function whileHolding(
  store: CaseStore,
  hold: (unit: StoreUnit) => Promise<unknown>,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const held = signal();
  const done = signal();
  const holding = store.transaction(async (unit) => {
    await hold(unit);
    held.give();
    await done.given;
  });
  await Promise.race([held.given, holding]);
  try {
    await meanwhile();
  } finally {
    done.give();
    await holding;
  }
}

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
