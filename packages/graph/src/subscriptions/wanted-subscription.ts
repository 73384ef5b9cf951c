import type { FolderRef } from '../mail/mail-port.ts';
import type { ChannelRef } from '../teams/channel-message.ts';

export interface WantedSubscription {
  /** The caller's name for it; events and states carry it. */
  readonly key: string;
  readonly resource: string;
  readonly changeType: string;
  readonly lifetimeMinutes: number;
  /** Notifications bring the changed message along, encrypted. */
  readonly content: 'carried' | 'fetched';
}

/** Messages and replies of a channel. An hour is the most that is granted everywhere. */
export function channelSubscription({ teamId, channelId }: ChannelRef): WantedSubscription {
  return {
    key: `channel:${teamId}/${channelId}`,
    resource: `/teams/${teamId}/channels/${channelId}/messages`,
    changeType: 'created,updated,deleted',
    lifetimeMinutes: 60,
    content: 'carried',
  };
}

/** New mail in a folder, as a wake-up: what came is read by its cursor. Just under three days. */
export function folderSubscription({ mailbox, folder }: FolderRef): WantedSubscription {
  return {
    key: `mail:${mailbox}/${folder}`,
    resource: `/users/${mailbox}/mailFolders/${folder}/messages`,
    changeType: 'created',
    lifetimeMinutes: 4_200,
    content: 'fetched',
  };
}
