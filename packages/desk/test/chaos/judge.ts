import type { CaseStore, OutboxItem } from '@sla/case-store';
import type { Effect } from '@sla/core';
import { vi } from 'vitest';

import { startClockRunner, startOutbox } from '../../src/index.ts';
import { noticesOf } from '../../src/testing/test-desk.ts';
import { recordedIn, recordingChannel } from './recording-channel.ts';
import { isOver, openHastyDesk } from './scene.ts';

/** What was found wrong; all empty when nothing was lost and nothing done twice. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly untold: readonly string[];
  readonly toldTwice: readonly string[];
  /** Items that the channel never got, or got twice without being told that it is another try. */
  readonly undelivered: readonly string[];
  readonly unmarked: readonly string[];
  readonly early: readonly string[];
}

/** How much was judged, so that a run in which nothing happened proves nothing. */
export interface Weighed {
  readonly acknowledged: number;
  readonly cases: number;
  readonly effects: number;
  readonly deliveries: number;
  readonly again: number;
}

export const INNOCENT: Verdict = {
  lost: [],
  twice: [],
  untold: [],
  toldTwice: [],
  undelivered: [],
  unmarked: [],
  early: [],
};

/** Lets all that is under way come to its end: timers, digests, deliveries. */
export async function settle(store: CaseStore, recorded: string): Promise<void> {
  const desk = await openHastyDesk(store);
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const runner = startClockRunner(desk, { onError });
  const outbox = startOutbox(store, [recordingChannel(recorded)], { desk, onError, timeoutSeconds: 1 });
  const isQuiet = async () => {
    const soon = (await store.now()).add({ minutes: 10 });
    const open = await Promise.all([
      store.listOutbox({ status: 'waiting', limit: 1 }),
      store.listOutbox({ status: 'held', limit: 1 }),
    ]);
    if (open.flat().length > 0 || !isOver(await store.nextDueAt([]), soon)) throw new Error('there is more to do');
  };
  await vi.waitFor(isQuiet, { timeout: 240_000, interval: 200 });
  await runner.stop();
  await outbox.stop();
  if (errors.length > 0) throw new AggregateError(errors, 'errors when all should be well');
}

export async function judge(
  store: CaseStore,
  files: { readonly acknowledged: readonly string[]; readonly recorded: string },
): Promise<{ readonly verdict: Verdict; readonly weighed: Weighed }> {
  const items = await store.listOutbox({ limit: 1_000_000 });
  const mails = await judgeMails(store, files.acknowledged);
  const effects = await judgeEffects(store, items);
  const deliveries = judgeDeliveries(items, files.recorded);
  return {
    verdict: { ...mails.verdict, ...effects.verdict, ...deliveries.verdict },
    weighed: {
      acknowledged: files.acknowledged.length,
      cases: await store.countCases({}),
      effects: effects.count,
      deliveries: items.length,
      again: deliveries.again,
    },
  };
}

async function judgeMails(store: CaseStore, acknowledged: readonly string[]) {
  const kept = new Map<string, number>();
  for (let start = 0; start < acknowledged.length; start += 1000) {
    const found = await store.findMessagesById(acknowledged.slice(start, start + 1000));
    for (const { messageId = '', caseId } of found) {
      kept.set(messageId, (kept.get(messageId) ?? 0) + 1);
      if (!(await store.findCase(caseId))) kept.delete(messageId);
    }
  }
  return {
    verdict: {
      lost: acknowledged.filter((id) => !kept.has(id)),
      twice: acknowledged.filter((id) => (kept.get(id) ?? 0) > 1),
    },
  };
}

const TOLD: ReadonlySet<Effect['kind']> = new Set(['warn', 'miss', 'notify']);

/** Each effect that is told to somebody stands in one item for each of them, alone or in a digest. */
async function judgeEffects(store: CaseStore, items: readonly OutboxItem[]) {
  const told = new Map<string, number>();
  const heard = new Set<string>();
  const early: string[] = [];
  const records = (await store.listCases({ order: 'opened', limit: 1_000_000 })).map(({ record }) => record);
  const effects = await store.listEffectsOf(records.map(({ id }) => id));
  const firedAt = new Map(
    records.flatMap(({ id, number }) => (effects.get(id) ?? []).map((effect) => [`${number} ${effect.id}`, effect.at])),
  );
  for (const item of items) {
    for (const { to, case: number, notice } of noticesOf(item)) {
      const effect = `${number} ${notice.effectId}`;
      heard.add(effect);
      told.set(`${effect} ${to}`, (told.get(`${effect} ${to}`) ?? 0) + 1);
      const at = firedAt.get(effect);
      if (at && item.createdAt.epochMilliseconds < at.epochMilliseconds) early.push(effect);
    }
  }
  const due = records.flatMap(({ id, number }) =>
    (effects.get(id) ?? []).filter(({ kind }) => TOLD.has(kind)).map((effect) => `${number} ${effect.id}`),
  );
  return {
    count: due.length,
    verdict: {
      untold: due.filter((effect) => !heard.has(effect)),
      toldTwice: [...told].filter(([, times]) => times > 1).map(([name]) => name),
      early,
    },
  };
}

function judgeDeliveries(items: readonly OutboxItem[], file: string) {
  const tries = new Map<string, number[]>();
  for (const { key, attempt } of recordedIn(file)) tries.set(key, [...(tries.get(key) ?? []), attempt]);
  const keys = new Set(items.map(({ key }) => key));
  const repeated = [...tries].filter(([, attempts]) => attempts.length > 1);
  return {
    again: repeated.length,
    verdict: {
      undelivered: [
        ...items.filter(({ key, status }) => status !== 'delivered' || !tries.has(key)).map(({ key }) => key),
        ...[...tries.keys()].filter((key) => !keys.has(key)),
      ],
      // A second time only as another try, which the item itself says: a channel that keeps keys delivers once.
      unmarked: repeated.filter(([, attempts]) => new Set(attempts).size < attempts.length).map(([key]) => key),
    },
  };
}
