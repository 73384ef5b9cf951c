import { setTimeout as sleep } from 'node:timers/promises';

import { Temporal } from 'temporal-polyfill';

import { GraphError } from '../graph-error.ts';
import type { LifecycleEvent } from '../notifications/notification.ts';
import { dropSubscription, type KeeperSettings, keepSubscription, type Look, renewalDue } from './keep-subscription.ts';
import type { SubscriptionRecord } from './subscription-record.ts';
import type { WantedSubscription } from './wanted-subscription.ts';

/** For the console: whether a channel or mailbox is being listened to. */
export interface SubscriptionHealth {
  readonly key: string;
  /** `behind`: notifications come but a gap is not closed yet. `broken`: no notifications; what came is fetched at every look. */
  readonly state: 'live' | 'behind' | 'broken';
  readonly coveredTo: Temporal.Instant;
  readonly expiresAt?: Temporal.Instant;
  /** Looks in a row that failed. */
  readonly failures: number;
  readonly fault?: unknown;
  readonly nextLook: Temporal.Instant;
}

export interface SubscriptionKeeper {
  /** Brings what there is in line with what is wanted, each subscription for itself, and says how they are. One call at a time works. */
  keep(wanted: readonly WantedSubscription[]): Promise<readonly SubscriptionHealth[]>;
  /** Looks when a look is due, until the signal ends it. Never throws: faults show in `health`, those of the records go to `onFault`. */
  run(wanted: () => Promise<readonly WantedSubscription[]>, signal: AbortSignal): Promise<void>;
  /** What the service says about a subscription: remembered when this returns, acted upon at once by `run`, else by the next `keep`. Waits its turn behind a look, so call it from where events are worked off, not from `accept`. */
  heed(event: LifecycleEvent): Promise<void>;
  health(): readonly SubscriptionHealth[];
}

const firstPauseMinutes = 1;
const longestPauseMinutes = 5;

export function createSubscriptionKeeper(settings: KeeperSettings): SubscriptionKeeper {
  const held: Held = { settings, healths: new Map(), toRenew: new Set() };
  const inTurn = oneAtATime();
  const alarm = createAlarm(settings.now);
  return {
    keep: (wanted) => inTurn(() => keepAll(wanted, held)),
    async run(wanted, signal) {
      while (!signal.aborted) {
        const kept = await inTurn(async () => keepAll(await wanted(), held)).catch((error: unknown) => {
          settings.onFault?.(error);
        });
        await alarm.wait(earliest(kept ?? undefined, settings.now()), signal);
      }
    },
    heed: (event) =>
      inTurn(async () => {
        await note(event, settings);
        if (event.event === 'reauthorization-required') held.toRenew.add(event.key);
        alarm.ring();
      }),
    health: () => [...held.healths.values()],
  };
}

interface Held {
  readonly settings: KeeperSettings;
  readonly healths: Map<string, SubscriptionHealth>;
  readonly toRenew: Set<string>;
}

async function keepAll(wanted: readonly WantedSubscription[], held: Held): Promise<readonly SubscriptionHealth[]> {
  const { settings, healths } = held;
  const known = new Map((await settings.records.all()).map((record) => [record.key, record]));
  const kept: SubscriptionHealth[] = [];
  for (const one of wanted) kept.push(await lookAt(one, known.get(one.key), held));
  const keys = new Set(wanted.map(({ key }) => key));
  for (const record of known.values()) {
    if (keys.has(record.key)) continue;
    healths.delete(record.key);
    // It runs out by itself, and the next look tries again.
    await dropSubscription(record, settings).catch((error: unknown) => settings.onFault?.(error));
  }
  return kept;
}

async function lookAt(
  wanted: WantedSubscription,
  record: SubscriptionRecord | undefined,
  { settings, healths, toRenew }: Held,
): Promise<SubscriptionHealth> {
  const before = healths.get(wanted.key);
  const occasion = {
    catchUp: before?.state === 'live' ? 'when-owed' : 'always',
    renewal: toRenew.delete(wanted.key) ? 'now' : 'when-due',
  } as const;
  const look = await keepSubscription(wanted, record, occasion, settings);
  const health = toHealth(wanted, look, before, settings.now());
  healths.set(wanted.key, health);
  return health;
}

/** Records are read, decided upon and saved; two at once would undo each other. */
function oneAtATime() {
  let turn: Promise<unknown> = Promise.resolve();
  return <Result>(doing: () => Promise<Result>): Promise<Result> => {
    const done = turn.then(doing, doing);
    turn = done.catch(() => undefined);
    return done;
  };
}

/** Waits until an instant, or until it is rung: also when that was before the waiting began. */
function createAlarm(now: () => Temporal.Instant) {
  let rung = new AbortController();
  return {
    ring: () => rung.abort(),
    async wait(until: Temporal.Instant, signal: AbortSignal) {
      const ms = Math.max(0, until.epochMilliseconds - now().epochMilliseconds);
      await sleep(ms, undefined, { signal: AbortSignal.any([signal, rung.signal]) }).catch(() => undefined);
      if (rung.signal.aborted) rung = new AbortController();
    },
  };
}

async function note({ key, event, subscriptionId }: LifecycleEvent, { records }: KeeperSettings): Promise<void> {
  if (event === 'reauthorization-required') return;
  const record = (await records.all()).find((one) => one.key === key);
  if (!record) return;
  const { subscriptionId: current, expiresAt, ...rest } = record;
  // One that was replaced already may be reported late.
  const isGone = event === 'subscription-removed' && current === subscriptionId;
  await records.save({
    ...rest,
    owesCatchUp: true,
    ...(!isGone && current ? { subscriptionId: current } : {}),
    ...(!isGone && expiresAt ? { expiresAt } : {}),
  });
}

function toHealth(
  wanted: WantedSubscription,
  { record, subscriptionFault, catchUpFault }: Look,
  before: SubscriptionHealth | undefined,
  now: Temporal.Instant,
): SubscriptionHealth {
  const fault = subscriptionFault ?? catchUpFault;
  const failures = fault === undefined ? 0 : (before?.failures ?? 0) + 1;
  const due = renewalDue(record, wanted) ?? now;
  const retry = now.add({ milliseconds: pauseMs(failures, fault) });
  return {
    key: wanted.key,
    state: subscriptionFault !== undefined ? 'broken' : fault !== undefined ? 'behind' : 'live',
    coveredTo: Temporal.Instant.from(record.coveredTo),
    ...(record.expiresAt ? { expiresAt: Temporal.Instant.from(record.expiresAt) } : {}),
    failures,
    ...(fault === undefined ? {} : { fault }),
    nextLook: fault === undefined ? due : retry,
  };
}

function pauseMs(failures: number, fault: unknown): number {
  const minutes = Math.min(longestPauseMinutes, firstPauseMinutes * 2 ** Math.max(0, failures - 1));
  const asked = fault instanceof GraphError ? (fault.facts.retryAfterMs ?? 0) : 0;
  return Math.max(minutes * 60_000, asked);
}

function earliest(kept: readonly SubscriptionHealth[] | undefined, now: Temporal.Instant): Temporal.Instant {
  const soonest = (one: Temporal.Instant, other: Temporal.Instant) =>
    Temporal.Instant.compare(one, other) <= 0 ? one : other;
  // With nothing wanted, or the wish unreadable, somebody may want something in a minute.
  return (kept ?? [])
    .map(({ nextLook }) => nextLook)
    .reduce(soonest, now.add({ minutes: kept ? longestPauseMinutes : 1 }));
}
