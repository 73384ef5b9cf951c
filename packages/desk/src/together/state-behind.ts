import type { ChannelState, StoreUnit } from '@sla/case-store';

import type { Behind } from './write-behind-unit.ts';

/** What channels remember: what will be asked for is read at once, what is put is written at once. */
export async function stateBehind(
  unit: StoreUnit,
  foreseen: Readonly<Record<string, readonly string[]>>,
): Promise<Behind> {
  const states = new Map<string, RememberedState>();
  const stateOf = (namespace: string) => {
    const state = states.get(namespace) ?? rememberedState(unit.channelState(namespace));
    states.set(namespace, state);
    return state;
  };
  for (const [namespace, keys] of Object.entries(foreseen)) await stateOf(namespace).getAll(keys);
  return {
    calls: { channelState: stateOf },
    write: async () => {
      for (const state of states.values()) await state.write();
    },
    forget: () => {
      for (const state of states.values()) state.forget();
    },
  };
}

interface RememberedState extends ChannelState {
  write(): Promise<void>;
  forget(): void;
}

function rememberedState(state: ChannelState): RememberedState {
  const known = new Map<string, unknown>();
  const kept = new Map<string, unknown>();

  async function getAll(keys: readonly string[]) {
    const unknown = keys.filter((key) => !known.has(key));
    if (unknown.length > 0) {
      const found = await state.getAll(unknown);
      for (const key of unknown) known.set(key, found.get(key));
    }
    return new Map(keys.flatMap((key) => (known.get(key) === undefined ? [] : [[key, known.get(key)] as const])));
  }

  async function putAll(values: ReadonlyMap<string, unknown>) {
    for (const [key, value] of values) {
      known.set(key, value);
      kept.set(key, value);
    }
  }

  async function write() {
    const values = new Map(kept);
    kept.clear();
    await state.putAll(values);
  }

  return {
    get: async (key) => (await getAll([key])).get(key),
    getAll,
    put: (key, value) => putAll(new Map([[key, value]])),
    putAll,
    delete: async (key) => {
      kept.delete(key);
      known.set(key, undefined);
      await state.delete(key);
    },
    list: async (prefix) => {
      await write();
      return state.list(prefix);
    },
    write,
    // What is put and not yet written is still known.
    forget: () => {
      known.clear();
      for (const [key, value] of kept) known.set(key, value);
    },
  };
}
