import type { StoreChange } from './records.ts';

/** How changes travel to other processes, where the database can carry them. They are hints: a lost one harms nobody. */
export interface ChangeWire {
  listen(receive: (changes: readonly StoreChange[]) => void): void;
  send(changes: readonly StoreChange[]): void;
  close(): Promise<void>;
}

export interface ChangeFeed {
  publish(changes: readonly StoreChange[]): void;
  subscribe(listener: (change: StoreChange) => void): () => void;
  close(): Promise<void>;
}

export function createChangeFeed(wire?: ChangeWire): ChangeFeed {
  const listeners = new Set<(change: StoreChange) => void>();
  let listening = false;

  function tell(changes: readonly StoreChange[]): void {
    // Each on a turn of its own: a listener that throws must not fail the command that was committed.
    for (const listener of listeners) for (const change of changes) queueMicrotask(() => listener(change));
  }

  return {
    publish(changes) {
      const distinct = distinctChanges(changes);
      if (distinct.length === 0) return;
      tell(distinct);
      wire?.send(distinct);
    },
    subscribe(listener) {
      listeners.add(listener);
      if (!listening) wire?.listen(tell);
      listening = true;
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      await wire?.close();
    },
  };
}

export function distinctChanges(changes: readonly StoreChange[]): readonly StoreChange[] {
  return [...new Map(changes.map((change) => [`${change.kind}/${change.caseId ?? ''}`, change])).values()];
}
