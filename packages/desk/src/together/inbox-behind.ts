import type { InboxSettlement, StoreUnit } from '@sla/case-store';

import type { Behind } from './write-behind-unit.ts';

/** Locks all items that are to be settled at once, those that nobody else has in hand, and settles them together. */
export async function inboxBehind(unit: StoreUnit, ids: readonly string[]): Promise<Behind> {
  const asked = new Set(ids);
  const locked = new Map((await unit.lockInboxItems(ids)).map((item) => [item.id, item]));
  const kept: InboxSettlement[] = [];
  return {
    calls: {
      lockInbox: async (id) => (asked.has(id) ? locked.get(id) : unit.lockInbox(id)),
      settleInbox: async (id, result) => {
        locked.delete(id);
        asked.add(id);
        kept.push({ ...result, id });
      },
    },
    write: () => unit.settleInboxItems(kept.splice(0)),
    forget: () => {},
  };
}
