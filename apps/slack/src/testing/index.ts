export { signedRequest } from './slack-peer/signed-requests.ts';
export { type SlackPeer, startSlackPeer } from './slack-peer/slack-peer.ts';
export type { PostedMessage } from './slack-peer/workspace.ts';
