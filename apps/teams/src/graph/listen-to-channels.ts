import {
  type ChangeEvent,
  type ChannelMessage,
  channelSubscription,
  createSubscriptionKeeper,
  type GraphPort,
  type KeeperSettings,
  type LifecycleEvent,
  type NotificationSettings,
  notificationHandler,
  type SelfSigned,
  type SubscriptionHealth,
  type SubscriptionRecords,
} from '@sla/graph';

import { openSealedRecords, sealedKeyPair } from './sealed-records.ts';
import type { GraphParts } from './teams-graph.ts';
import { toActivities } from './to-activity.ts';

export interface Listening {
  readonly fetch: (request: Request) => Promise<Response>;
  faults(): readonly { readonly place: string; readonly sentence: string }[];
  stop(): Promise<void>;
}

/** Messages of intake channels, by change notifications: for teams where the app itself may not read along. */
export async function listenToChannels(port: GraphPort, parts: GraphParts): Promise<Listening | undefined> {
  const { options, vault, faults, now } = parts;
  const wanted = options.channels.flatMap(({ id, intake, teamId }) =>
    intake && teamId !== undefined ? [channelSubscription({ teamId, channelId: id })] : [],
  );
  if (wanted.length === 0) return undefined;
  const { url } = options.desk;
  if (vault === undefined || url === undefined || !url.startsWith('https://')) {
    await faults.raise(
      'graph',
      'Change notifications need desk.url to be a public https address, and a key under secrets.key.',
    );
    return undefined;
  }
  const records = openSealedRecords(parts.state, vault);
  const pair = await sealedKeyPair(parts.state, vault, now());
  const take: Tools['take'] = async (message, change) => {
    for (const activity of toActivities(message, options, change)) await parts.keep(activity);
  };
  const keeper = createSubscriptionKeeper(keeperSettings(port, parts, { url, records, pair, take }));
  const heeding = new Set<Promise<void>>();
  const heed = (event: LifecycleEvent) => {
    const heeded = keeper.heed(event).finally(() => heeding.delete(heeded));
    heeding.add(heeded);
  };
  const handler = notificationHandler(handlerSettings(parts, { records, pair, take, heed }));
  const ending = new AbortController();
  const running = keeper.run(async () => wanted, ending.signal);
  return {
    fetch: handler,
    faults: () => keeper.health().flatMap(troubleOf),
    stop: async () => {
      ending.abort();
      await Promise.all([running, ...heeding]);
    },
  };
}

interface Tools {
  readonly records: SubscriptionRecords;
  readonly pair: SelfSigned;
  readonly take: (message: ChannelMessage, change?: 'created' | 'updated') => Promise<void>;
}

function keeperSettings(
  port: GraphPort,
  { metrics, log, now }: GraphParts,
  { url, records, pair, take }: Tools & { readonly url: string },
): KeeperSettings {
  return {
    subscriptions: port.subscriptions,
    records,
    now,
    notificationUrl: `${url}/teams/graph`,
    lifecycleUrl: `${url}/teams/graph`,
    encryption: { certificateId: pair.thumbprint, certificate: pair.certificate },
    catchUp: async ({ key }, since) => {
      const channel = channelOf(key);
      if (channel === undefined) return;
      metrics.count('graph', 'reconciled');
      for await (const message of port.channels.since(channel, since)) await take(message);
    },
    onFault: (error) => log.warn({ error: String(error) }, 'a subscription could not be looked after'),
  };
}

function handlerSettings(
  parts: GraphParts,
  { records, pair, take, heed }: Tools & { readonly heed: (event: LifecycleEvent) => void },
): NotificationSettings {
  const { options, metrics, log, now } = parts;
  return {
    clientIds: [options.clientId],
    tenantIds: options.tenants,
    records: records.all,
    keys: { [pair.thumbprint]: pair.privateKey },
    now,
    ...(options.peer?.graphFetch !== undefined && { fetch: options.peer.graphFetch }),
    accept: async (events) => {
      for (const event of events) {
        metrics.count('graph', event.kind);
        if (event.kind === 'lifecycle') heed(event);
        else if (event.message !== undefined && event.change !== 'deleted') await take(event.message, event.change);
        else await keepNamed(parts, event);
      }
    },
    onRefused: (refusals) => {
      for (const { reason } of refusals) metrics.count('graph', `refused-${reason}`);
    },
    onFault: (error) => log.error({ error: String(error) }, 'a change notification could not be kept'),
  };
}

/** What came without its message, or encrypted for a key that is gone, is written down by name and fetched afterwards. */
async function keepNamed({ keepChange, metrics, newId }: GraphParts, event: ChangeEvent): Promise<void> {
  const { change, resource, unreadable } = event;
  if (unreadable !== undefined) metrics.count('graph', 'unreadable');
  // The same message is changed many times, and nothing in such a notification tells the times apart.
  const name = change === 'updated' ? `${resource}/${newId()}` : resource;
  await keepChange(name, { type: 'graphChange', change, resource });
}

function channelOf(key: string): { readonly teamId: string; readonly channelId: string } | undefined {
  const [, teamId, channelId] = /^channel:([^/]+)\/(.+)$/.exec(key) ?? [];
  return teamId === undefined || channelId === undefined ? undefined : { teamId, channelId };
}

function troubleOf({ key, state, fault }: SubscriptionHealth): ReturnType<Listening['faults']> {
  if (state === 'live') return [];
  const sentence = `Messages of this channel are fetched late: ${fault instanceof Error ? fault.message : state}`;
  return [{ place: key, sentence }];
}
