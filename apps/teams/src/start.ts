import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import type { ChatDesk, Deliverer, Desk, Presence, Vault } from '@sla/desk';

import type { GraphPort } from '@sla/graph';

import type { Activity } from './activities/activity.ts';
import { createHandler } from './activities/handle.ts';
import { workOffInstallation } from './activities/installations.ts';
import { workOffChange } from './activities/message-changed.ts';
import { workOffMessage } from './activities/messages.ts';
import type { ActivityParts } from './activities/parts.ts';
import type { TeamsOptions } from './config.ts';
import { connect, type Handle } from './connection.ts';
import { openConversationBook } from './conversation-book.ts';
import { createDeliverer } from './deliver.ts';
import { createFaultBoard } from './fault-board.ts';
import { createFileFetcher } from './files/fetch-files.ts';
import { openTeamsGraph, type TeamsGraph } from './graph/teams-graph.ts';
import { openInbox } from './inbox.ts';
import { startInboxWorker, type Work } from './inbox-worker.ts';
import { type Log, silent } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createMount } from './mount.ts';
import type { PaceOptions } from './pace.ts';

/** The parts of the store that the Teams channel needs. */
export type TeamsPorts = Pick<
  CaseStore,
  'transaction' | 'channelState' | 'listInbox' | 'findInboxItem' | 'subscribe' | 'now' | 'blobs'
>;

export interface TeamsChannel {
  /** Everything under `/teams`: the messaging endpoint `/teams/messages`, health, metrics. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Carries out the Teams part of the outbox. */
  readonly deliverer: Deliverer;
  status(): TeamsStatus;
  /** Who is there, as Teams shows it, by the agents' ids: a hint, never a fact. Empty without Graph. */
  readonly presenceOf: (agents: readonly string[], signal?: AbortSignal) => Promise<ReadonlyMap<string, Presence>>;
  /** A token for the connector: proves the registration. */
  readonly token: () => Promise<string>;
  /** Settles when nothing that came in waits that could be worked off now. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface TeamsStatus {
  /** What is wrong, in sentences; empty when all is well. */
  readonly faults: readonly TeamsTrouble[];
  readonly counts: ReturnType<Metrics['read']>;
  readonly channels: readonly string[];
}

export interface TeamsTrouble {
  readonly place: string;
  readonly sentence: string;
  readonly since?: Temporal.Instant;
}

export interface TeamsExtras {
  /** For what Graph is told; the desk itself goes by the store's clock. */
  readonly now: () => Temporal.Instant;
  readonly log?: Log;
  readonly newId?: () => string;
  readonly pace?: PaceOptions;
  /** Seals what Graph's notifications are known and read by; without one there are none. */
  readonly vault?: Vault;
}

/** Starts the Teams channel: answers what Teams sends, and brings cards, threads and alerts up to date. */
export async function start(
  desk: Pick<Desk, 'receive' | 'read' | 'accounts'>,
  chat: ChatDesk,
  ports: TeamsPorts,
  options: TeamsOptions,
  { now, log = silent, newId = randomUUID, pace = realPace, vault }: TeamsExtras,
): Promise<TeamsChannel> {
  const metrics = createMetrics();
  const faults = createFaultBoard(() => ports.now());
  const state = ports.channelState('teams');
  const book = openConversationBook(state);
  const inbox = openInbox(ports);
  const afterwards = createAfterwards(log);
  let handle: Handle = async () => ({ status: 503 });
  const { conversations, ...connection } = await connect(options, (activity) => handle(activity), metrics, log, pace);
  const told = { options, state, vault, faults, metrics, log, now };
  const graph = await openTeamsGraph({ ...told, ...inbox, accounts: desk.accounts, newId });
  const places = { book, conversations, faults, options };
  const parts: ActivityParts = {
    ...places,
    desk,
    chat,
    inbox,
    newId,
    threadBehind: graph?.threadBehind ?? (async () => ({ said: [], files: [] })),
    files: createFileFetcher({ ...told, blobs: ports.blobs, graph: filesOf(options, graph), token: connection.token }),
    addressOf: graph?.addressOf ?? (async () => undefined),
    later: afterwards.add,
  };
  handle = createHandler(parts, metrics);
  const worker = startInboxWorker(ports, workOf(parts, graph), metrics, log);
  const troubles = () => [...faults.list(), ...(graph?.faults() ?? [])];
  return {
    fetch: createMount({ messages: connection.fetch, graph: graph?.fetch, troubles, metrics }),
    deliverer: createDeliverer({ ...places, chat, agents: desk.read.agents, ...delivering(ports, options, graph) }),
    status: () => ({ faults: troubles(), counts: metrics.read(), channels: options.channels.map(({ id }) => id) }),
    token: connection.token,
    presenceOf: graph?.presenceOf ?? (async () => new Map()),
    idle: () => worker.idle().then(afterwards.done),
    stop: async () => {
      await graph?.stop();
      await worker.stop();
      await afterwards.done();
    },
  };
}

/** Files are asked for, and put, only where the settings say so. */
function filesOf({ graph: wanted }: TeamsOptions, graph: TeamsGraph | undefined): GraphPort | undefined {
  return wanted?.files ? graph?.port : undefined;
}

function delivering(ports: TeamsPorts, options: TeamsOptions, graph: TeamsGraph | undefined) {
  return {
    ring: graph?.ring,
    now: () => ports.now(),
    saidByUs: graph?.saidByUs ?? (async () => undefined),
    blobs: ports.blobs,
    files: filesOf(options, graph)?.files,
  };
}

/** Work that goes on after an answer, so that a stop can wait for it. */
function createAfterwards(log: Log): { add(work: Promise<unknown>): void; done(): Promise<void> } {
  const running = new Set<Promise<unknown>>();
  return {
    add: (work) => {
      const kept = work
        .catch((error: unknown) =>
          log.warn({ error: String(error) }, 'what was to be said after an answer could not be'),
        )
        .finally(() => running.delete(kept));
      running.add(kept);
    },
    done: async () => {
      await Promise.all(running);
    },
  };
}

function workOf(parts: ActivityParts, graph: TeamsGraph | undefined): Work {
  return {
    activity: async (activity: Activity, item) => {
      switch (activity.type) {
        case 'installationUpdate':
        case 'conversationUpdate':
          return workOffInstallation(parts, activity);
        case 'message':
          return workOffMessage(parts, activity, item);
        case 'messageUpdate':
        case 'messageDelete':
          return workOffChange(parts, activity, item);
        default:
          return 'ignored';
      }
    },
    change: async (change) => {
      const activities = (await graph?.fetchChange(change)) ?? [];
      for (const activity of activities) await parts.inbox.keep(activity);
      return activities.length === 0 ? 'gone' : 'fetched';
    },
  };
}

const realPace: PaceOptions = {
  clock: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
