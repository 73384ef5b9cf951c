import type { CaseStore, InboxItem } from '@sla/case-store';

import type { Activity } from './activities/activity.ts';
import type { GraphChange } from './graph/graph-change.ts';

export type InboxPorts = Pick<CaseStore, 'transaction' | 'listInbox' | 'findInboxItem' | 'subscribe' | 'now'>;

export interface Inbox {
  /** Kept before it is answered; a second delivery changes nothing. */
  keep(activity: Activity): Promise<void>;
  /** Something that Graph only named, to be fetched; once for each name. */
  keepChange(name: string, change: GraphChange): Promise<void>;
  /** Whether it was kept and has yet to be worked off. */
  isWaiting(activity: Activity): Promise<boolean>;
  /** Does the work of an invoke once: undefined when it was done before. */
  once<Result>(activity: Activity, work: () => Promise<Result>): Promise<Result | undefined>;
}

/**
 * What Teams counts as one thing: message ids are unique within a conversation only, and changes bear the id of what they change, so
 * that only when it happened tells two of them apart.
 */
function externalIdOf({ type, name = '', conversation, id = '', timestamp = '' }: Activity): string {
  const parts = [type, name, conversation.id, id];
  return (type === 'messageUpdate' || type === 'messageDelete' ? [...parts, timestamp] : parts).join('/');
}

export function openInbox(ports: InboxPorts): Inbox {
  const accept = (activity: Activity, envelope: object) =>
    ports.transaction((unit) => unit.acceptInbox({ channel: 'teams', externalId: externalIdOf(activity), envelope }));
  return {
    keep: async (activity) => {
      await accept(activity, activity);
    },
    keepChange: async (name, change) => {
      const externalId = `${change.type}/${change.change}/${name}`;
      await ports.transaction((unit) => unit.acceptInbox({ channel: 'teams', externalId, envelope: change }));
    },
    isWaiting: async (activity) => (await ports.findInboxItem('teams', externalIdOf(activity)))?.status === 'waiting',
    once: async (activity, work) => {
      const { item } = await accept(activity, withoutWords(activity));
      if (item.status !== 'waiting') return undefined;
      const result = await work();
      await settle(ports, item, activity.name ?? activity.type);
      return result;
    },
  };
}

/** A press is answered now or never, so what was typed into its dialog is not kept here: the case keeps it. */
function withoutWords({ text, value, attachments, entities, ...rest }: Activity): object {
  return rest;
}

export async function settle(
  ports: Pick<InboxPorts, 'transaction'>,
  { id }: InboxItem,
  outcome: string,
): Promise<void> {
  await ports.transaction(async (unit) => {
    if ((await unit.lockInbox(id)) !== undefined) await unit.settleInbox(id, { outcome });
  });
}
