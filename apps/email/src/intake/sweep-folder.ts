import type { CaseStore } from '@sla/case-store';
import { Temporal } from '@sla/core';
import type { ImapFlow } from 'imapflow';

import type { ImapOptions } from '../config.ts';
import type { Log } from '../log.ts';
import type { Ingest } from '../settling/ingest.ts';
import type { Watch } from './keep-watching.ts';
import { type Look, nextLook, putWatermark, readWatermark, type Watermark } from './mailbox-watermark.ts';

type Instant = Temporal.Instant;

export interface Sweep {
  readonly options: ImapOptions;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly ports: Pick<CaseStore, 'channelState' | 'now'>;
  readonly log: Log;
  readonly watch: Watch;
}

/** Of larger mails only the beginning is fetched; the rest stays in the mailbox. */
const largestBytes = 256 * 1024 * 1024;
const beginningBytes = 4 * 1024 * 1024;

/** Takes in whatever is new in the open folder. A mail is moved or marked, and the watermark raised, only once it is kept. */
export async function sweepFolder(client: ImapFlow, sweep: Sweep): Promise<void> {
  const { options, ports, watch } = sweep;
  if (client.mailbox === false) throw new Error('the folder is not open');
  const view = { uidValidity: client.mailbox.uidValidity.toString(), uidNext: client.mailbox.uidNext };
  const state = ports.channelState('email');
  const key = `imap/${options.id}/${options.folder}`;
  const before = await readWatermark(state, key);
  const now = await ports.now();
  const look = nextLook(before, view, now);
  let mark: Watermark = {
    uidValidity: view.uidValidity,
    lastUid: look.kind === 'after' ? look.uid : 0,
    startedAt: before?.startedAt ?? (look.kind === 'first' ? look.since : now),
  };
  for (const uid of await newUids(client, look)) {
    if (watch.signal.aborted) return;
    await takeOne(client, uid, look, view.uidValidity, sweep);
    mark = { ...mark, lastUid: Math.max(mark.lastUid, uid) };
    // Under new numbers the mark stands only when all have been seen: a crash in between begins again.
    if (look.kind === 'after') await putWatermark(state, key, mark);
  }
  if (look.kind !== 'after')
    await putWatermark(state, key, { ...mark, lastUid: Math.max(mark.lastUid, view.uidNext - 1) });
}

async function newUids(client: ImapFlow, look: Look): Promise<readonly number[]> {
  const query =
    look.kind === 'after'
      ? { uid: `${look.uid + 1}:*` }
      : { since: new Date(look.since.epochMilliseconds), ...(look.kind === 'first' && { seen: false }) };
  const found = await client.search(query, { uid: true });
  if (!found) throw new Error('the server refused to search the folder');
  // `N:*` names the last message even where its UID is below N.
  const above = look.kind === 'after' ? look.uid : 0;
  return found.filter((uid) => uid > above).sort((a, b) => a - b);
}

async function takeOne(client: ImapFlow, uid: number, look: Look, uidValidity: string, sweep: Sweep): Promise<void> {
  const { options, ingest, log } = sweep;
  const found = await client.fetchOne(
    `${uid}`,
    { uid: true, size: true, internalDate: true, flags: true },
    { uid: true },
  );
  if (found === false || found.flags?.has('\\Deleted')) return;
  const receivedAt = instantOf(found.internalDate);
  // The server searches by days; the start is an instant.
  if (look.kind !== 'after' && receivedAt !== undefined && Temporal.Instant.compare(receivedAt, look.since) < 0) return;
  const size = found.size ?? 0;
  const download = await client.download(`${uid}`, undefined, {
    uid: true,
    ...(size > largestBytes && { maxBytes: beginningBytes }),
  });
  if (download.content === undefined) return;
  const { fresh } = await ingest.accept(
    download.content,
    {
      via: 'imap',
      to: [options.address],
      mailbox: { id: options.id, uidValidity, uid },
      ...(size > largestBytes && { note: `Only its beginning was fetched: ${size} bytes are in the mailbox.` }),
    },
    receivedAt,
  );
  await sweep.watch.took({ fresh, receivedAt });
  await putAway(client, uid, options).catch((error: unknown) => {
    // The watermark stays below it: the next session finds it, knows its bytes, and puts it away.
    if (!client.usable) throw error;
    log.warn({ mailbox: options.id, uid, error: String(error) }, 'a mail was taken but could not be moved or marked');
  });
}

async function putAway(client: ImapFlow, uid: number, { moveTo }: ImapOptions): Promise<void> {
  if (moveTo === undefined) {
    await client.messageFlagsAdd(`${uid}`, ['\\Seen'], { uid: true });
    return;
  }
  const moved = await client.messageMove(`${uid}`, moveTo, { uid: true });
  if (moved !== false) return;
  await client.mailboxCreate(moveTo);
  if ((await client.messageMove(`${uid}`, moveTo, { uid: true })) === false)
    throw new Error(`it cannot be moved to ${moveTo}`);
}

function instantOf(date: Date | string | undefined): Instant | undefined {
  const at = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(at) ? undefined : Temporal.Instant.fromEpochMilliseconds(at);
}
