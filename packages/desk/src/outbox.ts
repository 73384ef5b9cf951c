import type { CaseStore, DeliveryOutcome, OutboxItem } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import { backOffInOrder, backOffSeconds, triesUntilTold } from './back-off.ts';
import { createBell } from './bell.ts';
import { endDeadCards, tryDeadCards } from './dead-cards.ts';
import type { Deliverer, Delivery, OutboxPayload } from './delivery.ts';
import type { Desk } from './desk.ts';
import { heldBack } from './held-back.ts';

export interface OutboxOptions {
  /** Tells whom it concerns when a delivery is given up, and takes back what a letter that was held back would have done. */
  readonly desk: Pick<Desk, 'deliveryFailed' | 'letterHeldBack'>;
  readonly onError: (error: unknown) => void;
  /** The store's clock, where nothing else is said. */
  readonly now?: () => Promise<Temporal.Instant>;
  /** In [0, 1); what back-off is spread by. */
  readonly random?: () => number;
  /** Deliveries under way at once; 8 by default. */
  readonly concurrency?: number;
  /** After this a try is broken off and counts as failed; 45 by default. What a killed sender had in hand waits 15 longer. */
  readonly timeoutSeconds?: number;
  /** The longest it sleeps without a hint; 1 by default. */
  readonly idleSeconds?: number;
  /** How often cards that a chat did not take are tried again; 300 by default. */
  readonly reviveCardsSeconds?: number;
}

export interface Outbox {
  /** Claims nothing more and ends when the deliveries under way have been settled. */
  stop(): Promise<void>;
}

const usualTimeoutSeconds = 45;
/** From the end of a try to when it is settled, at the slowest. */
const settlingSeconds = 15;

/** Carries out these channels' part of the outbox: claims, delivers outside any transaction, settles. */
export function startOutbox(store: CaseStore, deliverers: readonly Deliverer[], options: OutboxOptions): Outbox {
  const { concurrency = 8, idleSeconds = 1, onError } = options;
  const byDestination = new Map<string, Deliverer>(deliverers.map((deliverer) => [deliverer.destination, deliverer]));
  const bell = createBell();
  const unsubscribe = store.subscribe((change) => {
    if (change.kind === 'outbox') bell.ring();
  });
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  const begin = (item: OutboxItem) => {
    const delivery = carryOut(store, item, byDestination.get(item.destination), options)
      .catch(onError)
      .finally(() => {
        underWay.delete(delivery);
        bell.ring();
      });
    underWay.add(delivery);
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      const items = await claim(store, [...byDestination.keys()], concurrency - underWay.size, options);
      for (const item of items) begin(item);
      if (items.length === 0 && !stopping.signal.aborted) await bell.wait(idleSeconds * 1_000);
    }
    await Promise.all(underWay);
  };
  const tending = tendDeadCards(store, deliverers, options);
  const running = run();
  return {
    stop: async () => {
      clearInterval(tending);
      stopping.abort();
      unsubscribe();
      bell.ring();
      await running;
    },
  };
}

/** Writes down how a try went, and where the message stands that it carried. */
export async function recordDelivery(
  store: CaseStore,
  item: OutboxItem,
  outcome: DeliveryOutcome,
  messageId?: string,
): Promise<void> {
  await store.settleOutbox(item.id, outcome);
  const payload = item.payload as OutboxPayload;
  if (payload.kind !== 'message' || outcome.kind === 'failed') return;
  const { message } = payload;
  await store.transaction(async (unit) => {
    // A report that it came back may be quicker than who sent it, or came while that one was away.
    const cameBack = outcome.kind === 'delivered' && (await unit.findMessage(message))?.delivery === 'failed';
    await unit.updateMessage(message, {
      ...(!cameBack && { delivery: deliveryOf[outcome.kind] }),
      ...(messageId !== undefined && { messageId }),
      ...(outcome.kind === 'held-back' && { evidence: [heldBack(outcome.reason)] }),
    });
  });
}

const deliveryOf = { delivered: 'delivered', 'held-back': 'held-back', dead: 'failed' } as const;

async function claim(
  store: CaseStore,
  destinations: readonly string[],
  free: number,
  { timeoutSeconds = usualTimeoutSeconds, onError }: OutboxOptions,
): Promise<readonly OutboxItem[]> {
  if (free <= 0) return [];
  try {
    return await store.claimOutbox(destinations, free, timeoutSeconds + settlingSeconds);
  } catch (error) {
    onError(error);
    return [];
  }
}

async function carryOut(
  store: CaseStore,
  item: OutboxItem,
  deliverer: Deliverer | undefined,
  options: OutboxOptions,
): Promise<void> {
  if (!deliverer) throw new Error(`nobody here delivers to ${item.destination}`);
  const delivery = await tried(deliverer, item, options.timeoutSeconds ?? usualTimeoutSeconds);
  if (delivery.kind === 'delivered') {
    const { detail, messageId } = delivery;
    await recordDelivery(store, item, { kind: 'delivered', ...(detail !== undefined && { detail }) }, messageId);
    return isCard(item) && item.caseId !== undefined ? endDeadCards(store, item.destination, item.caseId) : undefined;
  }
  if (delivery.kind === 'held-back') {
    await options.desk.letterHeldBack(item);
    return recordDelivery(store, item, delivery);
  }
  if (deliverer.inOrder) return tryAgainInOrder(store, item, delivery, options);
  const wait =
    delivery.kind === 'refused'
      ? undefined
      : backOffSeconds(item.attempts, (options.random ?? Math.random)(), delivery.retryAfterSeconds);
  if (wait !== undefined) return tryLater(store, item, { error: delivery.error, seconds: wait }, options);
  // Told before it is settled: whoever is killed in between tries once more, and telling twice does no harm.
  await options.desk.deliveryFailed(item, delivery.error);
  await recordDelivery(store, item, { kind: 'dead', error: delivery.error });
}

/** A channel that works again says so to nobody: now and then a card that it did not take is tried. */
function tendDeadCards(
  store: CaseStore,
  deliverers: readonly Deliverer[],
  { reviveCardsSeconds = 300, random = Math.random, onError }: OutboxOptions,
): NodeJS.Timeout {
  const chats = deliverers.map(({ destination }) => destination).filter((each) => each === 'slack' || each === 'teams');
  const look = async () => {
    for (const chat of chats) await tryDeadCards(store, chat, random);
  };
  const tending = setInterval(() => void look().catch(onError), reviveCardsSeconds * 1_000);
  tending.unref();
  return tending;
}

function isCard({ payload }: OutboxItem): boolean {
  return (payload as OutboxPayload).kind === 'card';
}

/** Never given up: what comes behind it waits until it has gone, or somebody skips it. They are told once it is no passing fault. */
async function tryAgainInOrder(
  store: CaseStore,
  item: OutboxItem,
  delivery: Extract<Delivery, { readonly error: string }>,
  options: OutboxOptions,
): Promise<void> {
  const { error } = delivery;
  if (delivery.kind === 'refused' || item.attempts >= triesUntilTold) await options.desk.deliveryFailed(item, error);
  const asked = delivery.kind === 'try-again' ? delivery.retryAfterSeconds : undefined;
  const seconds = backOffInOrder(item.attempts, (options.random ?? Math.random)(), asked);
  await tryLater(store, item, { error, seconds }, options);
}

async function tryLater(
  store: CaseStore,
  item: OutboxItem,
  { error, seconds }: { readonly error: string; readonly seconds: number },
  options: OutboxOptions,
): Promise<void> {
  const now = await (options.now ?? store.now)();
  const retryAt = now.add({ milliseconds: Math.round(seconds * 1_000) });
  await recordDelivery(store, item, { kind: 'failed', error, retryAt });
}

/** A try that throws or hangs has failed; it holds up nobody else. */
async function tried(deliverer: Deliverer, item: OutboxItem, seconds: number): Promise<Delivery> {
  const timeout = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Delivery>((resolve) => {
    timer = setTimeout(() => {
      timeout.abort();
      resolve({ kind: 'try-again', error: `no answer within ${seconds} s` });
    }, seconds * 1_000);
  });
  try {
    return await Promise.race([deliverer.deliver(item, timeout.signal), tooLate]);
  } catch (error) {
    return { kind: 'try-again', error: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
