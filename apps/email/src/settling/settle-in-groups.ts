import type { InboxItem } from '@sla/case-store';

import type { Ingest } from './ingest.ts';
import type { Prepared } from './prepared.ts';
import type { Settled } from './settle-alone.ts';

/** What becomes of a mail; rejects when it could not be settled. */
export type Settle = () => Promise<Settled>;

/** So many mails at most share a transaction: it lasts a tenth of a second, and each mail bears a small part of its statements. */
const mostTogether = 128;
/** So many bytes of raw mail at most are read for one transaction; a larger mail is read and settled by itself. */
const mostBytes = 2 * 1024 * 1024;

export interface Settling {
  readonly isStopped: () => boolean;
  /** Does the work for a mail and sees to what comes of it. */
  readonly settle: (item: InboxItem, work: Settle) => Promise<void>;
  readonly groupFailed: (error: unknown, count: number) => void;
}

/**
 * Settles mails in their order, many in one transaction, while the next are being read. Where a group fails, and for what a group
 * leaves, each is settled by itself. One that failed before is in no group: it would fail all of it again.
 */
export async function settleInGroups(
  items: readonly InboxItem[],
  ingest: Pick<Ingest, 'prepare' | 'settleTogether'>,
  { isStopped, settle, groupFailed }: Settling,
): Promise<void> {
  const groups = grouped(items);
  let ahead = readAll(groups[0] ?? [], ingest);
  for (const index of groups.keys()) {
    const mails = await ahead;
    if (isStopped()) return;
    ahead = readAll(groups[index + 1] ?? [], ingest);
    await settleGroup(mails, ingest, { isStopped, settle, groupFailed });
  }
}

function grouped(items: readonly InboxItem[]): readonly (readonly InboxItem[])[] {
  const groups: InboxItem[][] = [];
  let bytes = 0;
  for (const item of items) {
    const last = groups.at(-1);
    bytes += item.raw?.size ?? 0;
    if (last !== undefined && last.length < mostTogether && bytes <= mostBytes) last.push(item);
    else {
      groups.push([item]);
      bytes = item.raw?.size ?? 0;
    }
  }
  return groups;
}

interface Unread {
  readonly item: InboxItem;
  readonly cause: unknown;
}

/** All at once: they are small together, and those that wait for a name server wait side by side. */
function readAll(
  items: readonly InboxItem[],
  ingest: Pick<Ingest, 'prepare'>,
): Promise<readonly (Prepared | Unread)[]> {
  return Promise.all(items.map((item) => ingest.prepare(item).catch((cause: unknown) => ({ item, cause }))));
}

async function settleGroup(
  mails: readonly (Prepared | Unread)[],
  ingest: Pick<Ingest, 'settleTogether'>,
  { isStopped, settle, groupFailed }: Settling,
): Promise<void> {
  const group = mails.filter((mail): mail is Prepared => 'settle' in mail);
  const results = await settledTogether(group, ingest, groupFailed);
  const settled = new Map(group.map((mail, index) => [mail.item.id, results[index]]));
  for (const mail of mails) {
    const result = settled.get(mail.item.id);
    if (result === undefined && isStopped()) continue;
    await settle(mail.item, () => {
      if (result !== undefined) return Promise.resolve(result);
      return 'settle' in mail ? mail.settle() : Promise.reject(mail.cause);
    });
  }
}

async function settledTogether(
  group: readonly Prepared[],
  ingest: Pick<Ingest, 'settleTogether'>,
  groupFailed: Settling['groupFailed'],
): Promise<readonly (Settled | undefined)[]> {
  if (group.length < 2) return [];
  try {
    return await ingest.settleTogether(group);
  } catch (error) {
    groupFailed(error, group.length);
    return [];
  }
}
