import type { CaseStore, InboxItem } from '@sla/case-store';

import type { Activity } from './activities/activity.ts';

export type InboxPorts = Pick<CaseStore, 'transaction' | 'listInbox' | 'subscribe' | 'now'>;

export interface Inbox {
  /** Kept before it is answered; a second delivery changes nothing. */
  keep(activity: Activity): Promise<void>;
  /** Does the work of an invoke once: undefined when it was done before. */
  once<Result>(activity: Activity, work: () => Promise<Result>): Promise<Result | undefined>;
}

/** What Teams counts as one thing: message ids are unique within a conversation only, and edits bear the id of what they edit. */
function externalIdOf({ type, name = '', conversation, id = '' }: Activity): string {
  return [type, name, conversation.id, id].join('/');
}

export function openInbox(ports: InboxPorts): Inbox {
  const accept = (activity: Activity, envelope: object) =>
    ports.transaction((unit) => unit.acceptInbox({ channel: 'teams', externalId: externalIdOf(activity), envelope }));
  return {
    keep: async (activity) => {
      await accept(activity, activity);
    },
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
