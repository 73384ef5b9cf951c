import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import type { ChatDesk, Deliverer, Desk } from '@sla/desk';

import type { Activity } from './activities/activity.ts';
import { createHandler } from './activities/handle.ts';
import { workOffInstallation } from './activities/installations.ts';
import { workOffMessage } from './activities/messages.ts';
import type { ActivityParts } from './activities/parts.ts';
import type { TeamsOptions } from './config.ts';
import { connect } from './connection.ts';
import { openConversationBook } from './conversation-book.ts';
import { createDeliverer } from './deliver.ts';
import { createFaultBoard } from './fault-board.ts';
import { openInbox } from './inbox.ts';
import { startInboxWorker, type Work } from './inbox-worker.ts';
import { type Log, silent } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createMount } from './mount.ts';
import type { PaceOptions } from './pace.ts';

/** The parts of the store that the Teams channel needs. */
export type TeamsPorts = Pick<CaseStore, 'transaction' | 'channelState' | 'listInbox' | 'subscribe' | 'now'>;

export interface TeamsChannel {
  /** Everything under `/teams`: the messaging endpoint `/teams/messages`, health, metrics. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Carries out the Teams part of the outbox. */
  readonly deliverer: Deliverer;
  status(): TeamsStatus;
  /** A token for the connector: proves the registration. */
  readonly token: () => Promise<string>;
  /** Settles when nothing that came in waits that could be worked off now. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface TeamsStatus {
  /** What is wrong, in sentences; empty when all is well. */
  readonly faults: readonly { readonly place: string; readonly since: Temporal.Instant; readonly sentence: string }[];
  readonly counts: ReturnType<Metrics['read']>;
  readonly channels: readonly string[];
}

export interface TeamsExtras {
  readonly log?: Log;
  readonly newId?: () => string;
  readonly pace?: PaceOptions;
}

/** Starts the Teams channel: answers what Teams sends, and brings cards, threads and alerts up to date. */
export async function start(
  desk: Pick<Desk, 'receive' | 'read'>,
  chat: ChatDesk,
  ports: TeamsPorts,
  options: TeamsOptions,
  { log = silent, newId = randomUUID, pace = realPace }: TeamsExtras = {},
): Promise<TeamsChannel> {
  const metrics = createMetrics();
  const faults = createFaultBoard(() => ports.now());
  const book = openConversationBook(ports.channelState('teams'));
  const running = new Set<Promise<unknown>>();
  let handle: ReturnType<typeof createHandler> = async () => ({ status: 503 });
  const connection = await connect(options, (activity) => handle(activity), metrics, log, pace);
  const { conversations } = connection;
  const parts: ActivityParts = {
    desk,
    chat,
    store: ports,
    book,
    conversations,
    inbox: openInbox(ports),
    faults,
    options,
    log,
    newId,
    threadBehind: async () => [],
    later: (work) => {
      const kept = work
        .catch((error: unknown) =>
          log.warn({ error: String(error) }, 'what was to be said after an answer could not be'),
        )
        .finally(() => running.delete(kept));
      running.add(kept);
    },
  };
  handle = createHandler(parts, metrics);
  const worker = startInboxWorker(ports, workOf(parts), metrics, log);
  return {
    fetch: createMount(connection.fetch, { faults, metrics }),
    deliverer: createDeliverer({ chat, book, conversations, faults, options, agents: desk.read.agents }),
    status: () => ({ faults: faults.list(), counts: metrics.read(), channels: options.channels.map(({ id }) => id) }),
    token: connection.token,
    idle: async () => {
      await worker.idle();
      await Promise.all(running);
    },
    stop: async () => {
      await worker.stop();
      await Promise.all(running);
    },
  };
}

function workOf(parts: ActivityParts): Work {
  return async (activity: Activity, item) => {
    switch (activity.type) {
      case 'installationUpdate':
      case 'conversationUpdate':
        return workOffInstallation(parts, activity);
      case 'message':
        return workOffMessage(parts, activity, item);
      default:
        return 'ignored';
    }
  };
}

const realPace: PaceOptions = {
  clock: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
