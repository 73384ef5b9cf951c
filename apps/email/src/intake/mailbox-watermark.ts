import type { ChannelState } from '@sla/case-store';
import { Temporal } from '@sla/core';
import { z } from 'zod';

type Instant = Temporal.Instant;

/** How far a folder has been read. UIDs mean something under one UIDVALIDITY only (RFC 9051 §2.3.1.1). */
export interface Watermark {
  readonly uidValidity: string;
  /** The highest UID that is settled. */
  readonly lastUid: number;
  /** When the desk first looked: older mail that was left then is left for good. */
  readonly startedAt: Instant;
}

export interface FolderView {
  readonly uidValidity: string;
  readonly uidNext: number;
}

/** Which messages to look at next. */
export type Look =
  /** All above the watermark. */
  | { readonly kind: 'after'; readonly uid: number }
  /** A folder seen for the first time: unread mail of the last days, not the years before. */
  | { readonly kind: 'first'; readonly since: Instant }
  /** The server has renumbered the folder: all since the start once more; what is known is recognised by its bytes. */
  | { readonly kind: 'again'; readonly since: Instant };

const firstDays = 14;

export function nextLook(mark: Watermark | undefined, folder: FolderView, now: Instant): Look {
  if (mark === undefined) return { kind: 'first', since: now.subtract({ hours: 24 * firstDays }) };
  if (mark.uidValidity !== folder.uidValidity) return { kind: 'again', since: mark.startedAt };
  return { kind: 'after', uid: mark.lastUid };
}

const stored = z.object({ uidValidity: z.string(), lastUid: z.number(), startedAt: z.string() });

export async function readWatermark(state: ChannelState, key: string): Promise<Watermark | undefined> {
  const read = stored.safeParse(await state.get(key));
  return read.success ? { ...read.data, startedAt: Temporal.Instant.from(read.data.startedAt) } : undefined;
}

export async function putWatermark(state: ChannelState, key: string, mark: Watermark): Promise<void> {
  await state.put(key, { ...mark, startedAt: mark.startedAt.toString() });
}
