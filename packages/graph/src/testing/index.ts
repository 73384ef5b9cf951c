export { fetchVia, type GraphPeer, type PeerOptions, type SeenRequest, startGraphPeer } from './graph-peer.ts';
export type { Fault, FaultRule } from './peer-faults.ts';
export type { PeerMail, PeerMessage } from './peer-mail.ts';
export type { PeerTokens } from './peer-tokens.ts';
