import { Temporal } from 'temporal-polyfill';

import type { ChangeEvent, LifecycleEvent, NotificationRefusal } from '../notifications/notification.ts';
import { notificationHandler } from '../notifications/notification-handler.ts';
import { selfSigned } from '../notifications/self-signed.ts';
import type { KeeperSettings } from '../subscriptions/keep-subscription.ts';
import { createSubscriptionKeeper } from '../subscriptions/subscription-keeper.ts';
import type { SubscriptionRecord, SubscriptionRecords } from '../subscriptions/subscription-record.ts';
import type { WantedSubscription } from '../subscriptions/wanted-subscription.ts';
import type { ChannelMessage } from '../teams/channel-message.ts';
import type { PeerOptions } from './graph-peer.ts';
import { listen } from './listen.ts';
import { withPeer } from './with-peer.ts';

export const channel = { teamId: 'team-1', channelId: '19:intake@thread.tacv2' };

const [from, to] = [Temporal.Instant.from('2026-01-01T00:00:00Z'), Temporal.Instant.from('2028-01-01T00:00:00Z')];
export const certificates = { first: selfSigned('first', from, to), second: selfSigned('second', from, to) };

/** Records as a store would keep them: copies, in JSON. */
export function recordsInMemory(): SubscriptionRecords {
  const kept = new Map<string, string>();
  return {
    all: async () => [...kept.values()].map((text) => JSON.parse(text) as SubscriptionRecord),
    save: async (record) => {
      kept.set(record.key, JSON.stringify(record));
    },
    remove: async (key) => {
      kept.delete(key);
    },
  };
}

/** What an app makes of this package: a handler at a public address, an inbox, a keeper. */
export async function withDesk(options: PeerOptions = {}) {
  const bench = await withPeer(options);
  const { peer, graph, clock } = bench;
  peer.teams.addChannel(channel);
  const records = recordsInMemory();
  const changes: ChangeEvent[] = [];
  const lifecycles: LifecycleEvent[] = [];
  const refusals: NotificationRefusal[] = [];
  const faults: unknown[] = [];
  const caughtUp: { key: string; since: Temporal.Instant; messages: ChannelMessage[] }[] = [];
  const inbox = { failing: 0, catchUpFailing: 0 };

  const handle = notificationHandler({
    clientIds: [peer.settings.clientId],
    tenantIds: [peer.settings.tenantId],
    fetch: peer.settings.fetch,
    records: records.all,
    keys: { first: certificates.first.privateKey, second: certificates.second.privateKey },
    now: clock.now,
    accept: async (events) => {
      if (inbox.failing > 0) {
        inbox.failing -= 1;
        throw new Error('the database is away');
      }
      for (const event of events) {
        if (event.kind === 'change') changes.push(event);
        else lifecycles.push(event);
      }
    },
    onRefused: (refused) => refusals.push(...refused),
    onFault: (fault) => faults.push(fault),
  });
  const served = await listen(handle);
  peer.route('https://desk.example', served);

  const catchUp = async (wanted: WantedSubscription, since: Temporal.Instant) => {
    if (inbox.catchUpFailing > 0) {
      inbox.catchUpFailing -= 1;
      throw new Error('the database is away');
    }
    const messages: ChannelMessage[] = [];
    for await (const message of graph.channels.since(channel, since)) messages.push(message);
    caughtUp.push({ key: wanted.key, since, messages });
  };
  const keeperSettings: KeeperSettings = {
    subscriptions: graph.subscriptions,
    records,
    now: clock.now,
    notificationUrl: 'https://desk.example/graph',
    lifecycleUrl: 'https://desk.example/graph?lifecycle',
    encryption: { certificateId: 'first', certificate: certificates.first.certificate },
    catchUp,
    onFault: (fault) => faults.push(fault),
  };
  const newKeeper = (more: Partial<KeeperSettings> = {}) => createSubscriptionKeeper({ ...keeperSettings, ...more });
  return { ...bench, records, changes, lifecycles, refusals, faults, caughtUp, inbox, handle, served, newKeeper };
}
