import type { CaseStore } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { z } from 'zod';

import { slackNamespace } from './cards.ts';

/** Which of several processes draws: two would post a card twice, and each think that a channel's pace is its own. */
export interface DrawerLease {
  /** Takes the lease, or keeps it; false while another process has it. */
  take(): Promise<boolean>;
  release(): Promise<void>;
}

const key = 'drawer';
/** A process that dies is replaced after this. */
const leaseSeconds = 20;

export function createDrawerLease(store: Pick<CaseStore, 'transaction'>, owner: string): DrawerLease {
  return {
    take: () =>
      store.transaction(async (unit) => {
        const state = unit.channelState(slackNamespace);
        const held = lease.safeParse(await state.get(key)).data;
        if (held && held.owner !== owner && Temporal.Instant.compare(held.until, unit.now) > 0) return false;
        await state.put(key, { owner, until: unit.now.add({ seconds: leaseSeconds }).toString() });
        return true;
      }),
    release: () =>
      store.transaction(async (unit) => {
        const state = unit.channelState(slackNamespace);
        if (lease.safeParse(await state.get(key)).data?.owner === owner) await state.delete(key);
      }),
  };
}

const lease = z.object({ owner: z.string(), until: z.string().transform((text) => Temporal.Instant.from(text)) });
