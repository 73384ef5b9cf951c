import type { DirectoryPort } from './directory/directory-port.ts';
import type { FilesPort } from './files/files-port.ts';
import type { MailPort } from './mail/mail-port.ts';
import type { SubscriptionsPort } from './subscriptions/subscriptions-port.ts';
import type { ActivityFeedPort } from './teams/activity-feed.ts';
import type { ChannelsPort } from './teams/channels.ts';
import type { PresencePort } from './teams/presence.ts';

/** Everything the desk asks of Microsoft Graph, in the desk's words, so that the library behind it can be replaced. */
export interface GraphPort {
  readonly mail: MailPort;
  readonly directory: DirectoryPort;
  readonly presence: PresencePort;
  readonly activityFeed: ActivityFeedPort;
  readonly channels: ChannelsPort;
  readonly files: FilesPort;
  readonly subscriptions: SubscriptionsPort;
  /** The application permissions the app has been granted, `Mail.ReadWrite`; undefined where the token does not say. Proves the credentials on the way. */
  grantedPermissions(): Promise<readonly string[] | undefined>;
}
