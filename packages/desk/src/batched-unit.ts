import type { CaseChange, LoadedCase, NewOutboxItem, StoreUnit } from '@sla/case-store';

/**
 * A unit for looking at many cases in one transaction: what is asked of each was asked of all at once, and what is saved of each is
 * written together by `flush`. Otherwise it does what the unit does: whoever asks for cases sees all that was saved before.
 */
export interface BatchedUnit {
  readonly unit: StoreUnit;
  /** The cases of the batch that there are, locked. */
  readonly cases: ReadonlyMap<string, LoadedCase>;
  flush(): Promise<void>;
  /** Whether a call to the store failed; then the transaction is lost, and no case is to blame. */
  readonly isBroken: () => boolean;
}

export async function batchedUnit(given: StoreUnit, caseIds: readonly string[]): Promise<BatchedUnit> {
  let broken = false;
  const unit = watched(given, () => {
    broken = true;
  });
  const cases = new Map((await unit.lockCases(caseIds)).map((found) => [found.record.id, found]));
  const effects = await unit.listEffectsOf(caseIds);
  const requesters = [...new Set([...cases.values()].map(({ record }) => record.requester))];
  const contacts = await unit.findContacts(requesters);
  const changes = new Map<string, CaseChange>();
  const items: NewOutboxItem[] = [];

  async function flush(): Promise<void> {
    const saved = [...changes.values()];
    changes.clear();
    await unit.saveCases(saved);
    await unit.enqueue(items.splice(0));
  }

  async function after<Result>(read: () => Promise<Result>): Promise<Result> {
    await flush();
    return read();
  }

  return {
    cases,
    flush,
    isBroken: () => broken,
    unit: before(
      {
        lockCase: (ref) => after(() => unit.lockCase(ref)),
        lockCases: (ids) => after(() => unit.lockCases(ids)),
        findCase: (ref) => after(() => unit.findCase(ref)),
        listCases: (query) => after(() => unit.listCases(query)),
        countCases: (query, most) => after(() => unit.countCases(query, most)),
        listEffects: async (id) => effects.get(id) ?? after(() => unit.listEffects(id)),
        findContact: async (ref) =>
          'id' in ref ? (contacts.get(ref.id) ?? unit.findContact(ref)) : unit.findContact(ref),
        saveCase: async (change) => {
          const { id } = change.record;
          if (changes.has(id) || !cases.has(id)) return after(() => unit.saveCase(change));
          changes.set(id, change);
          const known = new Set((effects.get(id) ?? []).map((effect) => effect.id));
          return change.effects.filter((effect) => !known.has(effect.id));
        },
        enqueue: async (more) => {
          items.push(...more);
        },
      },
      unit,
    ),
  };
}

/** The same unit, which tells when a call of it fails; whoever made it may have made it of a class. */
function watched(unit: StoreUnit, onFailure: () => void): StoreUnit {
  return new Proxy(unit, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const method = member.bind(target);
      return name === 'channelState' ? method : telling(method, onFailure);
    },
  });
}

type Method = (...given: readonly unknown[]) => Promise<unknown>;

function telling(method: Method, onFailure: () => void): Method {
  return async (...given) => {
    try {
      return await method(...given);
    } catch (error) {
      onFailure();
      throw error;
    }
  };
}

/** One unit before the other: what the first does not say, the second does. */
function before(first: Partial<StoreUnit>, second: StoreUnit): StoreUnit {
  return new Proxy(second, {
    get: (target, name) => (name in first ? Reflect.get(first, name) : Reflect.get(target, name)),
  });
}
