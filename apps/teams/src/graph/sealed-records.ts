import type { ChannelState } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import type { Vault } from '@sla/desk';
import { type SelfSigned, type SubscriptionRecord, type SubscriptionRecords, selfSigned } from '@sla/graph';

const records = 'subscription/';
const pair = 'graph-key-pair';

/** Subscriptions hold the secret that notifications are known by, so they are sealed. */
export function openSealedRecords(state: ChannelState, vault: Vault): SubscriptionRecords {
  const opened = ({ key, value }: { readonly key: string; readonly value: unknown }): readonly SubscriptionRecord[] =>
    typeof value === 'string' ? [JSON.parse(vault.open(value, `teams/${key}`)) as SubscriptionRecord] : [];
  return {
    all: async () => (await state.list(records)).flatMap(opened),
    save: (record) => {
      const key = `${records}${record.key}`;
      return state.put(key, vault.seal(JSON.stringify(record), `teams/${key}`));
    },
    remove: (key) => state.delete(`${records}${key}`),
  };
}

/** What Graph encrypts messages with: made once for the desk, good for ten years, and its private half sealed. */
export async function sealedKeyPair(state: ChannelState, vault: Vault, now: Temporal.Instant): Promise<SelfSigned> {
  const kept = await state.get(pair);
  if (typeof kept === 'string') return JSON.parse(vault.open(kept, `teams/${pair}`)) as SelfSigned;
  const made = selfSigned('SLA desk', now.subtract({ hours: 24 }), now.add({ hours: 24 * 3_650 }));
  await state.put(pair, vault.seal(JSON.stringify(made), `teams/${pair}`));
  return made;
}
