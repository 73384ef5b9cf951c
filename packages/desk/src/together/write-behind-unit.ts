import type { NewOutboxItem, StoreUnit } from '@sla/case-store';

import { casesBehind } from './cases-behind.ts';
import { contactsBehind } from './contacts-behind.ts';
import { inboxBehind } from './inbox-behind.ts';
import { messagesBehind } from './messages-behind.ts';
import type { NumberStock } from './number-stock.ts';
import { stateBehind } from './state-behind.ts';

/** What will be asked of the store, as far as it is known before: all of it is asked at once. */
export interface Foresight {
  readonly inboxIds: readonly string[];
  readonly messageIds: readonly string[];
  /** Addresses of who writes. */
  readonly emails: readonly string[];
  /** Keys of a channel's own state, by its namespace. */
  readonly state: Readonly<Record<string, readonly string[]>>;
}

/** One kind of thing that is kept back: the calls that concern it, how it is written, and how what was read of it is forgotten. */
export interface Behind {
  readonly calls: Partial<StoreUnit>;
  write(): Promise<void>;
  forget(): void;
}

/** What a kind asks of the whole: that all be written which is kept back. */
export type Flush = () => Promise<void>;

export interface WriteBehindUnit {
  readonly unit: StoreUnit;
  /** The last thing to do before the transaction ends. */
  readonly flush: Flush;
}

/**
 * A unit for many small acts in one transaction. It reads ahead, keeps back what is to be written, and writes it together: before
 * any question whose answer that could change, and at the end. So whoever asks sees all that was done before, as with the unit
 * itself; only what fails, fails later, and with it all of the transaction.
 */
export async function writeBehindUnit(
  unit: StoreUnit,
  foresight: Foresight,
  stock: NumberStock,
): Promise<WriteBehindUnit> {
  const flush: Flush = async () => {
    for (const kind of kinds) await kind.write();
  };
  const kinds: readonly Behind[] = [
    await contactsBehind(unit, flush, foresight.emails),
    casesBehind(unit, flush),
    await messagesBehind(unit, foresight.messageIds),
    outboxBehind(unit),
    await inboxBehind(unit, foresight.inboxIds),
    await stateBehind(unit, foresight.state),
    deskBehind(unit),
  ];
  const calls: Partial<StoreUnit> = Object.assign({}, ...kinds.map((kind) => kind.calls), {
    nextCaseNumber: (prefix: string) => stock.take(unit, prefix, foresight.inboxIds.length),
  });
  const forget = () => {
    for (const kind of kinds) kind.forget();
  };
  return { unit: withCalls(calls, unit, async () => flush().then(forget)), flush };
}

/** The unit with these calls; before any other, whatever is kept back is written, and what was read may be so no more. */
function withCalls(calls: Partial<StoreUnit>, unit: StoreUnit, settle: Flush): StoreUnit {
  return new Proxy(unit, {
    get: (target, name) => {
      if (name in calls) return Reflect.get(calls, name);
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...given: readonly unknown[]) => {
        await settle();
        return member.apply(target, given);
      };
    },
  });
}

function outboxBehind(unit: StoreUnit): Behind {
  const kept: NewOutboxItem[] = [];
  return {
    calls: {
      enqueue: async (items) => {
        kept.push(...items);
      },
    },
    write: () => unit.enqueue(kept.splice(0)),
    forget: () => {},
  };
}

/** Who there is, and how the desk is set up: read once. */
function deskBehind(unit: StoreUnit): Behind {
  const known = new Map<string, Promise<unknown>>();
  const once = <Value>(what: string, read: () => Promise<Value>): Promise<Value> => {
    if (!known.has(what)) known.set(what, read());
    return known.get(what) as Promise<Value>;
  };
  return {
    calls: {
      listAgents: () => once('agents', () => unit.listAgents()),
      listTeams: () => once('teams', () => unit.listTeams()),
      listOrganisations: () => once('organisations', () => unit.listOrganisations()),
      setting: (name) => once(`setting/${name}`, () => unit.setting(name)),
    },
    write: async () => {},
    forget: () => known.clear(),
  };
}
