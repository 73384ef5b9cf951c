import type { Temporal } from '@sla/core';

import type { CaseStore } from '../case-store.ts';

export interface OpenOptions {
  /** Turns the store's clock by hand. */
  readonly now?: () => Temporal.Instant;
}

/** Opens an empty store for one test, which closes it. */
export type OpenStore = (options?: OpenOptions) => Promise<CaseStore>;

/** What is put to the test. */
export interface Implementation {
  readonly open: OpenStore;
  /** How many can be open at a time. With `one` the others wait, and tests that hold one open are skipped. */
  readonly transactions: 'one' | 'many';
}
