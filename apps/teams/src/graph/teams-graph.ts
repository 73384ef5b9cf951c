import type { ChannelState } from '@sla/case-store';
import type { Temporal } from '@sla/core';
import type { ChatAccount, ChatAccounts, Presence, Vault } from '@sla/desk';
import { type ChannelMessage, connectGraph, type GraphPort, parseMessageResource } from '@sla/graph';

import type { Activity } from '../activities/activity.ts';
import type { ThreadBehind } from '../activities/parts.ts';
import { htmlText } from '../cards/html-text.ts';
import type { NoticePayload } from '../cards/notice-card.ts';
import type { TeamsOptions } from '../config.ts';
import type { FaultBoard } from '../fault-board.ts';
import { refsInMessage } from '../files/fetch-files.ts';
import type { FileRef } from '../files/file-refs.ts';
import { splitAccount } from '../identify-person.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { GraphChange } from './graph-change.ts';
import { listenToChannels } from './listen-to-channels.ts';
import { presenceOfAgents } from './presence-of-agents.ts';
import { toActivities, toDeletion } from './to-activity.ts';

/** What Microsoft Graph adds; without it every part of the channel still works, and none of these. */
export interface TeamsGraph {
  readonly port: GraphPort;
  /** Where Graph sends its notifications: `/teams/graph`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** What was said below a post, oldest first; nothing where the team is not named in the settings or may not be read. */
  threadBehind(conversationId: string, rootId: string): Promise<ThreadBehind>;
  /** What Graph only named, fetched: as Teams itself would have told it. */
  fetchChange(change: GraphChange): Promise<readonly Activity[]>;
  /** The address of somebody whom the connector does not show. */
  addressOf(objectId: string): Promise<string | undefined>;
  /** What the app itself said in a channel since; undefined where Graph may not read it. */
  saidByUs(conversationId: string, since: Temporal.Instant): Promise<readonly ChannelMessage[] | undefined>;
  /** Rings the bell of Teams. */
  readonly ring?: (account: ChatAccount, notice: NoticePayload) => Promise<void>;
  /** Who is there, as Teams shows it: a hint for whoever hands out work, by the agents' ids. Never fails. */
  presenceOf(agents: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Presence>>;
  /** What is wrong with subscriptions, in sentences. */
  faults(): readonly { readonly place: string; readonly sentence: string }[];
  stop(): Promise<void>;
}

export interface GraphParts {
  readonly options: TeamsOptions;
  readonly state: ChannelState;
  readonly vault: Vault | undefined;
  readonly accounts: Pick<ChatAccounts, 'list'>;
  readonly faults: FaultBoard;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => Temporal.Instant;
  /** Keeps a message as if Teams itself had sent it: the same message is then there once. */
  readonly keep: (activity: Activity) => Promise<void>;
  readonly keepChange: (name: string, change: GraphChange) => Promise<void>;
  readonly newId: () => string;
}

export async function openTeamsGraph(parts: GraphParts): Promise<TeamsGraph | undefined> {
  const { options, now } = parts;
  if (options.graph === undefined) return undefined;
  const port = connectGraph({
    tenantId: options.tenantId,
    clientId: options.clientId,
    credential: { secret: options.clientSecret },
    now,
    ...(options.peer?.graphFetch !== undefined && { fetch: options.peer.graphFetch }),
  });
  const listening = options.graph.notifications ? await listenToChannels(port, parts) : undefined;
  return {
    port,
    ...(listening !== undefined && { fetch: listening.fetch }),
    threadBehind: (conversationId, rootId) => threadBehind(port, parts, conversationId, rootId),
    saidByUs: (conversationId, since) => saidByUs(port, parts, conversationId, since),
    fetchChange: (change) => fetchChange(port, parts, change),
    addressOf: async (objectId) => {
      const user = await port.directory.user(objectId).catch(() => undefined);
      return (user?.mail ?? user?.principalName)?.toLowerCase();
    },
    ...(options.graph.activityFeed && { ring: (account, notice) => ring(port, parts, account, notice) }),
    presenceOf: (agents, signal) => presenceOf(port, parts, agents, signal),
    faults: () => listening?.faults() ?? [],
    stop: async () => listening?.stop(),
  };
}

async function threadBehind(
  port: GraphPort,
  { options, log }: GraphParts,
  conversationId: string,
  rootId: string,
): Promise<ThreadBehind> {
  const teamId = options.channels.find(({ id }) => id === conversationId)?.teamId;
  const said: string[] = [];
  const files: FileRef[] = [];
  if (teamId === undefined) return { said, files };
  try {
    for await (const message of port.channels.replies({ teamId, channelId: conversationId, threadId: rootId })) {
      const { author, body, kind } = message;
      if (kind !== 'message' || author.kind !== 'user') continue;
      files.push(...refsInMessage(message));
      said.push(`${author.displayName}: ${body.format === 'html' ? htmlText(body.content) : body.content}`);
    }
  } catch (error) {
    // The case is opened all the same; its thread stands in Teams.
    log.warn({ error: String(error) }, 'the thread behind a message could not be read');
  }
  return { said, files };
}

/** Asked only where an answer was lost; without the right to read it is as if nobody knew. */
async function saidByUs(
  { channels }: GraphPort,
  { options, log }: GraphParts,
  conversationId: string,
  since: Temporal.Instant,
): Promise<readonly ChannelMessage[] | undefined> {
  const teamId = options.channels.find(({ id }) => id === conversationId)?.teamId;
  if (teamId === undefined) return undefined;
  const ours: ChannelMessage[] = [];
  try {
    for await (const message of channels.since({ teamId, channelId: conversationId }, since))
      if (message.author.kind === 'app' && message.author.id === options.clientId) ours.push(message);
    return ours;
  } catch (error) {
    log.warn({ error: String(error) }, 'whether a post arrived could not be read');
    return undefined;
  }
}

/** Nothing where it was removed meanwhile, or its channel was. */
async function fetchChange(
  { channels }: GraphPort,
  { options, metrics, now }: GraphParts,
  { change, resource }: GraphChange,
): Promise<readonly Activity[]> {
  const ref = parseMessageResource(resource);
  if (ref === undefined) return [];
  if (change === 'deleted') return [toDeletion(ref, now().toString(), options)];
  metrics.count('graph', 'fetched');
  const message = await channels.message(ref);
  return message === undefined ? [] : toActivities(message, options, change);
}

/** Names stand without it as well; the log says why. */
async function presenceOf(
  { presence }: GraphPort,
  { options, accounts, log }: GraphParts,
  agents: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Presence>> {
  if (!options.graph?.presence) return new Map();
  try {
    return await presenceOfAgents({ presence, accounts, tenantId: options.tenantId }, agents, signal);
  } catch (error) {
    log.warn({ error: String(error) }, 'who is there could not be read');
    return new Map();
  }
}

/** The notice itself stands in the chat by now, so a bell that does not ring costs nothing but the ring. */
async function ring(port: GraphPort, parts: GraphParts, account: ChatAccount, notice: NoticePayload): Promise<void> {
  const { options, faults, metrics } = parts;
  if (notice.notice.step === undefined) return;
  try {
    await port.activityFeed.notify({
      userId: splitAccount(account).objectId,
      activityType: 'caseEscalated',
      topic: notice.case,
      webUrl: `https://teams.microsoft.com/l/chat/0/0?users=28:${options.clientId}`,
      preview: notice.subject,
      parameters: { case: notice.case },
    });
    metrics.count('graph', 'rang');
    faults.clear('activity feed');
  } catch (error) {
    metrics.count('graph', 'not-rung');
    await faults.raise('activity feed', error instanceof Error ? error.message : String(error));
  }
}
