import { type CaseCard, clockLabel, type PromiseLine } from '@sla/desk';

import type { CardJson, PromiseJson } from './contract.ts';
import { present } from './present.ts';
import { iso, type Reading } from './reading.ts';

/** The case card as JSON, with the names of its clocks in words. */
export function cardJson(card: CaseCard, reading: Reading): CardJson {
  const { lastMessage } = card;
  return present({
    ...card,
    openedAt: iso(card.openedAt),
    promises: card.promises.map((promise) => promiseJson(promise, reading)),
    next: card.next && promiseJson(card.next, reading),
    lastMessage: lastMessage && { ...lastMessage, at: iso(lastMessage.at) },
    openAlerts: card.openAlerts.map(({ step, to, at }) => ({ step, to, at: iso(at) })),
  });
}

export function promiseJson(promise: PromiseLine, { catalogue }: Reading): PromiseJson {
  return present({
    ...promise,
    label: clockLabel(promise.clock, catalogue),
    startedAt: iso(promise.startedAt),
    dueAt: iso(promise.dueAt),
    warnAt: promise.warnAt.map((instant) => iso(instant)),
    stoppedAt: iso(promise.stoppedAt),
    breachedAt: iso(promise.breachedAt),
  });
}
