import type { CaseStore, InboxItem } from '@sla/case-store';
import { Temporal } from '@sla/core';

import type { Log } from '../log.ts';
import type { Incoming, Sort } from './slack-body.ts';

type InboxPorts = Pick<CaseStore, 'transaction' | 'listInbox' | 'now' | 'channelState'>;

/** What came in, as the inbox keeps it. */
export interface Envelope {
  readonly sort: Sort;
  readonly body: Incoming['body'];
}

/** Everything from Slack, kept before it is answered, and settled once. */
export interface SlackInbox {
  /** Undefined when it was there already: a second delivery, or a replay. */
  accept(incoming: Incoming): Promise<InboxItem | undefined>;
  settle(item: InboxItem, outcome: string): Promise<void>;
  /** After the last attempt it is set aside and holds up nobody. */
  fail(item: InboxItem, error: string): Promise<void>;
  /** Waiting items that nobody works on, each taken for a minute. */
  takeOver(): Promise<readonly InboxItem[]>;
  waiting(): Promise<number>;
}

const channel = 'slack';
const leasesIn = 'slack-inbox';
const leaseSeconds = 60;
const lastAttempt = 5;
const batch = 100;

export function createInbox(ports: InboxPorts, log: Log): SlackInbox {
  return {
    accept: (incoming) =>
      ports.transaction(async (unit) => {
        const envelope: Envelope = { sort: incoming.sort, body: incoming.body };
        const { item, fresh } = await unit.acceptInbox({ channel, externalId: incoming.key, envelope });
        if (!fresh) return undefined;
        await unit.channelState(leasesIn).put(item.id, leaseFrom(unit.now));
        return item;
      }),
    settle: (item, outcome) =>
      ports.transaction(async (unit) => {
        await unit.settleInbox(item.id, { outcome });
        await unit.channelState(leasesIn).delete(item.id);
      }),
    fail: async (item, error) => {
      log.warn({ item: item.id, error }, 'something from Slack could not be processed');
      await ports.transaction((unit) => unit.failInbox(item.id, error, lastAttempt));
    },
    takeOver: async () => {
      const waiting = await ports.listInbox(channel, batch);
      const taken: InboxItem[] = [];
      for (const item of waiting) if (await takeLease(ports, item)) taken.push(item);
      return taken;
    },
    waiting: async () => (await ports.listInbox(channel, batch)).length,
  };
}

/** Two processes that look at once: the row is locked, so one of them finds the other's lease. */
async function takeLease(ports: InboxPorts, item: InboxItem): Promise<boolean> {
  return ports.transaction(async (unit) => {
    if (!(await unit.lockInbox(item.id))) return false;
    const leases = unit.channelState(leasesIn);
    const until = await leases.get(item.id);
    if (typeof until === 'string' && Temporal.Instant.compare(Temporal.Instant.from(until), unit.now) > 0) return false;
    await leases.put(item.id, leaseFrom(unit.now));
    return true;
  });
}

function leaseFrom(now: Temporal.Instant): string {
  return now.add({ seconds: leaseSeconds }).toString();
}
