export { type Cloud, type CloudName, clouds } from './cloud.ts';
export { connectGraph, type GraphSettings } from './connect-graph.ts';
export type { DirectoryPort, DirectoryUser } from './directory/directory-port.ts';
export type { FilesPort, NewFile, OpenFile } from './files/files-port.ts';
export { isSharedHost } from './files/shared-hosts.ts';
export { GraphError, type GraphErrorCode, type GraphErrorFacts, hasCode, isTransient } from './graph-error.ts';
export type { GraphPort } from './graph-port.ts';
export type {
  Draft,
  FolderRef,
  MailboxRef,
  MailFile,
  MailPage,
  MailPort,
  MailReading,
  MailSummary,
} from './mail/mail-port.ts';
export type { DecryptionKeys } from './notifications/decrypt-content.ts';
export type {
  ChangeEvent,
  LifecycleEvent,
  NotificationEvent,
  NotificationRefusal,
} from './notifications/notification.ts';
export { type NotificationSettings, notificationHandler } from './notifications/notification-handler.ts';
export { type SelfSigned, selfSigned } from './notifications/self-signed.ts';
export { type Operation, type OperationName, operations, type Permission, uncovered } from './operations.ts';
export type { KeeperSettings } from './subscriptions/keep-subscription.ts';
export {
  createSubscriptionKeeper,
  type SubscriptionHealth,
  type SubscriptionKeeper,
} from './subscriptions/subscription-keeper.ts';
export type { SubscriptionRecord, SubscriptionRecords } from './subscriptions/subscription-record.ts';
export type {
  Encryption,
  ListedSubscription,
  NewSubscription,
  Subscription,
  SubscriptionsPort,
} from './subscriptions/subscriptions-port.ts';
export {
  channelSubscription,
  folderSubscription,
  type WantedSubscription,
} from './subscriptions/wanted-subscription.ts';
export type { ActivityFeedPort, ActivityNotice } from './teams/activity-feed.ts';
export {
  type ChannelMessage,
  type ChannelRef,
  hostedIn,
  type MessageAuthor,
  type MessageRef,
  parseMessageResource,
  type ThreadRef,
} from './teams/channel-message.ts';
export type { ChannelsPort } from './teams/channels.ts';
export type { Presence, PresencePort } from './teams/presence.ts';
export type { Credential } from './transport/access-token.ts';
export type { ClientCertificate } from './transport/client-assertion.ts';
