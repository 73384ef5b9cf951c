export { fetchVia, type GraphPeer, type PeerOptions, type SeenRequest, startGraphPeer } from './graph-peer.ts';
export type { PeerDirectory, PeerNotice, PeerUser } from './peer-directory.ts';
export type { Fault, FaultRule } from './peer-faults.ts';
export { type PeerFiles, sharePoint } from './peer-files.ts';
export type { PeerMail, PeerMessage } from './peer-mail.ts';
export { undeliverable } from './peer-ndr.ts';
export type { Delivery, NotificationBody, PeerSubscription, PeerSubscriptions } from './peer-subscriptions.ts';
export type { PeerChannelRef, PeerPost, PeerTeams } from './peer-teams.ts';
export type { PeerTokens } from './peer-tokens.ts';
