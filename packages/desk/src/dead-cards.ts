import type { CaseStore, OutboxItem } from '@sla/case-store';

import type { OutboxPayload } from './delivery.ts';

type Ports = Pick<CaseStore, 'listOutbox' | 'reviveOutbox' | 'settleOutbox'>;

/** More than one card of a channel that is gone is tried at a look, for it may be another channel that works again. */
const tried = 10;
const most = 1_000;

/**
 * A case was shown: older drawings of it that were given up are done with. When there were any the chat takes cards again, so those of
 * other cases are tried too.
 */
export async function endDeadCards(store: Ports, destination: string, caseId: string): Promise<void> {
  const dead = await deadCards(store, destination);
  const own = dead.filter((item) => item.caseId === caseId);
  for (const { id } of own) {
    // What is dead is settled by way of waiting; whoever claims it in between draws the newest state, as ever.
    await store.reviveOutbox(id);
    await store.settleOutbox(id, { kind: 'delivered', detail: 'a newer card of the case was shown' });
  }
  if (own.length === 0) return;
  for (const { id } of newestEach(dead.filter((item) => item.caseId !== caseId))) await store.reviveOutbox(id);
}

/** Tries some of the cards that were given up once more, one a case; `random` in [0, 1) chooses where there are many. Says how many. */
export async function tryDeadCards(store: Ports, destination: string, random: () => number): Promise<number> {
  const left = [...newestEach(await deadCards(store, destination))];
  const chosen = Array.from({ length: Math.min(tried, left.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  );
  for (const { id } of chosen.flat()) await store.reviveOutbox(id);
  return chosen.length;
}

async function deadCards(store: Ports, destination: string): Promise<readonly OutboxItem[]> {
  const dead = await store.listOutbox({ status: 'dead', destination, limit: most });
  return dead.filter(({ payload }) => (payload as OutboxPayload).kind === 'card');
}

/** Listed newest first. */
function newestEach(items: readonly OutboxItem[]): readonly OutboxItem[] {
  const newest = new Map<string | undefined, OutboxItem>();
  for (const item of items) if (!newest.has(item.caseId)) newest.set(item.caseId, item);
  return [...newest.values()];
}
