import { AsyncLocalStorage } from 'node:async_hooks';

import { isConnectionFailure } from './database-failure.ts';
import { StoreMisuse, StoreUnavailable } from './store-error.ts';

type Asynchronous = Record<string, (...given: never[]) => Promise<unknown>>;

/**
 * Stands before every call to the store. On one connection (PGlite) a call from inside the store's own transaction would
 * wait for ever; on many it would miss what the transaction wrote. Both are refused, and so is a store that is closed.
 */
export class StoreGuard {
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();
  readonly #pending = new Set<Promise<unknown>>();
  #closed = false;

  async run<Result>(what: string, call: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new StoreMisuse(`store.${what} was called after the store was closed.`);
    if (this.#inside.getStore()?.open) {
      throw new StoreMisuse(
        `store.${what} was called inside store.transaction and would wait for it; call it on the unit, before, or after.`,
      );
    }
    const result = call().catch(rethrow);
    this.#pending.add(result);
    try {
      return await result;
    } finally {
      this.#pending.delete(result);
    }
  }

  /** Marks what runs inside as part of a transaction, until it has ended: work it leaves behind is outside again. */
  async inside<Result>(work: () => Promise<Result>): Promise<Result> {
    const scope = { open: true };
    try {
      return await this.#inside.run(scope, work);
    } finally {
      scope.open = false;
    }
  }

  each<Methods extends Asynchronous>(methods: Methods): Methods {
    const guarded = Object.entries(methods).map(([name, method]) => [
      name,
      (...given: never[]) => this.run(name, () => method(...given)),
    ]);
    return Object.fromEntries(guarded) as Methods;
  }

  /** Refuses what comes, waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#pending);
  }
}

function rethrow(error: unknown): never {
  throw isConnectionFailure(error) ? new StoreUnavailable(error) : error;
}
