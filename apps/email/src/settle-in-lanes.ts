import type { InboxItem } from '@sla/case-store';

import type { Ingest, Prepared } from './ingest.ts';

export type Settle = () => ReturnType<Prepared['settle']>;

/** So many mails are read and settled at a time: most of the time each waits for the database. */
const lanes = 8;

/** Reads ahead, and settles each as soon as those before it that share a thread are done. */
export async function settleInLanes(
  items: readonly InboxItem[],
  ingest: Pick<Ingest, 'prepare'>,
  isStopped: () => boolean,
  settle: (item: InboxItem, work: Settle) => Promise<void>,
): Promise<void> {
  const last = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  const ahead: Promise<Prepared | Unread>[] = [];
  const readAhead = (from: number) => {
    const next = items[from + ahead.length];
    if (next === undefined || ahead.length >= lanes) return false;
    ahead.push(ingest.prepare(next).catch((cause: unknown) => ({ cause })));
    return true;
  };
  for (const [index, item] of items.entries()) {
    if (isStopped()) break;
    while (readAhead(index));
    const mail = (await ahead.shift()) ?? { cause: new Error('nothing was read') };
    const threads = 'threads' in mail ? mail.threads : [];
    const before = threads.flatMap((thread) => last.get(thread) ?? []);
    const work: Settle = 'settle' in mail ? () => mail.settle() : () => Promise.reject(mail.cause);
    const done = Promise.all(before).then(() => settle(item, work));
    for (const thread of threads) last.set(thread, done);
    running.add(done);
    void done.finally(() => running.delete(done));
    if (running.size >= lanes) await Promise.race(running);
  }
  await Promise.all(running);
}

interface Unread {
  readonly cause: unknown;
}
