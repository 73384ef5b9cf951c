/** What the peer remembers, as Slack would. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** Of an Enterprise Grid organisation. */
  readonly enterprise?: string;
  token: string;
  readonly bot: { readonly id: string; readonly user: string };
  readonly channels: Map<string, Channel>;
  readonly users: Map<string, User>;
  scopes: readonly string[];
  /** Tokens run out within the hour. */
  rotates?: boolean;
  /** What Slack answers instead when the app was removed or the account closed. */
  revoked?: 'token_revoked' | 'account_inactive';
}

export interface Channel {
  readonly id: string;
  name: string;
  archived: boolean;
  /** Whether our bot is in it. */
  member: boolean;
  private: boolean;
  shared: boolean;
  readonly messages: PostedMessage[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly team?: string;
  readonly guest?: boolean;
  readonly stranger?: boolean;
  readonly bot?: boolean;
}

export interface PostedMessage {
  readonly ts: string;
  readonly thread?: string;
  user: string;
  text: string;
  blocks: readonly Record<string, unknown>[];
  metadata?: unknown;
  edits: number;
  /** In private to this user. */
  readonly only?: string;
  files?: readonly PeerFile[];
}

export interface PeerFile {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  readonly size: number;
  readonly url_private_download: string;
  readonly content: Uint8Array;
}

export interface OpenedView {
  readonly id: string;
  readonly trigger: string;
  readonly team: string;
  view: Record<string, unknown>;
}
