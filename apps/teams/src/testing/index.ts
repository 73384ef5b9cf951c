export type { PeerMessage } from './connector-server.ts';
export { appId, buttonOf, startTeamsPeer, type TeamsPeer, tenantId, wordsOfCard } from './teams-peer.ts';
