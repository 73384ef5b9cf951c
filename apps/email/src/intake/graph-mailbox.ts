import { setTimeout as sleep } from 'node:timers/promises';

import type { CaseStore } from '@sla/case-store';
import { Temporal } from '@sla/core';
import {
  connectGraph,
  type FolderRef,
  GraphError,
  hasCode,
  isTransient,
  type MailPort,
  type MailSummary,
} from '@sla/graph';
import { z } from 'zod';

import type { GraphOptions } from '../config.ts';
import type { Log } from '../log.ts';
import type { Ingest } from '../settling/ingest.ts';
import { keepWatching, type Mailbox, type MailSource, type Watch } from './keep-watching.ts';

type GraphPorts = Pick<CaseStore, 'channelState' | 'now'>;

/** Watches one folder of a Microsoft 365 mailbox, where IMAP is turned off or an app reads for many. */
export function startGraphMailbox(
  options: GraphOptions,
  ingest: Pick<Ingest, 'accept'>,
  ports: GraphPorts,
  onMail: () => void,
  log: Log,
): Mailbox {
  const { mail } = connectGraph({
    tenantId: options.tenant,
    clientId: options.clientId,
    credential: { secret: options.secret },
    cloud: options.cloud,
    now: options.now,
    ...(options.fetch && { fetch: options.fetch }),
  });
  const session: Session = { options, mail, ingest, ports, log };
  const source: MailSource = {
    id: options.id,
    address: options.address,
    watchOnce: (watch) => watchOnce(session, watch),
    explain: (error) => ({
      sentence: error instanceof Error ? error.message : String(error),
      needsPerson: error instanceof GraphError && !isTransient(error),
    }),
  };
  return keepWatching(source, ports, onMail, log);
}

interface Session {
  readonly options: GraphOptions;
  readonly mail: MailPort;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly ports: GraphPorts;
  readonly log: Log;
}

/** Older mail that lies unread at the first look is left for good. */
const firstDays = 14;

async function watchOnce(session: Session, watch: Watch): Promise<void> {
  const { options } = session;
  const folder = { mailbox: options.address, folder: await folderOf(session, options.folder) };
  const putTo = options.moveTo === undefined ? undefined : await folderOf(session, options.moveTo);
  while (!watch.signal.aborted) {
    watch.is('reading');
    await sweep(session, watch, folder, putTo);
    if (watch.signal.aborted) return;
    await watch.looked();
    watch.is('watching');
    await sleep(options.pollSeconds * 1_000, undefined, { signal: watch.signal }).catch(() => undefined);
  }
}

const wellKnown = /^(inbox|archive|deleteditems|drafts|junkemail|sentitems)$/i;

function folderOf({ mail, options }: Session, name: string): Promise<string> {
  return wellKnown.test(name) ? Promise.resolve(name.toLowerCase()) : mail.folderAt(options.address, name);
}

const kept = z.object({ cursor: z.string().optional(), startedAt: z.string() });

/** The cursor is kept when all of a page is: a crash in between reads the page again, and knows its mails by their bytes. */
async function sweep(session: Session, watch: Watch, folder: FolderRef, putTo: string | undefined): Promise<void> {
  const { mail, ports, options } = session;
  const state = ports.channelState('email');
  const key = `graph/${options.id}/${options.folder}`;
  const before = kept.safeParse(await state.get(key)).data;
  const now = await ports.now();
  const startedAt = before?.startedAt ?? now.subtract({ hours: 24 * firstDays }).toString();
  const { signal } = watch;
  const reading = {
    ...(before?.cursor !== undefined && { cursor: before.cursor }),
    receivedSince: Temporal.Instant.from(startedAt),
    signal,
  };
  for await (const page of mail.arrivals(folder, reading)) {
    const wanted = before === undefined ? page.messages.filter(({ isRead }) => !isRead) : page.messages;
    for (const message of wanted) {
      if (signal.aborted) return;
      if (!message.isDraft) await takeOne(session, watch, message, putTo);
    }
    // Until the first round is through, unread mail alone is taken: a crash begins it again.
    if (before !== undefined || page.upToDate) await state.put(key, { cursor: page.cursor, startedAt });
  }
}

async function takeOne(session: Session, watch: Watch, message: MailSummary, putTo: string | undefined): Promise<void> {
  const { mail, ingest, options, log } = session;
  const { id, receivedAt } = message;
  const raw = await mail.raw(options.address, id, watch.signal).catch((error: unknown) => {
    // Somebody moved or deleted it between the list and the look.
    if (hasCode(error, 'not-found')) return undefined;
    throw error;
  });
  if (raw === undefined) return;
  const { fresh } = await ingest.accept(
    raw as unknown as AsyncIterable<Uint8Array>,
    { via: 'graph', to: [options.address] },
    receivedAt,
  );
  await watch.took({ fresh, receivedAt });
  const away = putTo === undefined ? mail.markRead(options.address, id) : mail.move(options.address, id, putTo);
  await away.catch((error: unknown) => {
    // The place stays before its page: the next round finds it, knows its bytes, and puts it away.
    if (isTransient(error)) throw error;
    log.warn(
      { mailbox: options.id, message: id, error: String(error) },
      'a mail was taken but could not be moved or marked',
    );
  });
}
