import { randomUUID } from 'node:crypto';

import { messageFaults, viewFaults } from '../block-limits.ts';
import type { ChannelLimit } from './faults.ts';
import type { Channel, OpenedView, PeerFile, PostedMessage, Workspace } from './workspace.ts';

export interface ApiCall {
  readonly method: string;
  readonly token: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export type ApiAnswer = Readonly<Record<string, unknown>> & { readonly ok: boolean };

/** What the methods work on. */
export interface Ground {
  readonly workspaces: Map<string, Workspace>;
  readonly limit: ChannelLimit;
  /** Payloads that Slack would not have taken, with why. */
  readonly complaints: string[];
  readonly views: OpenedView[];
  readonly homes: Map<string, Record<string, unknown>>;
  readonly triggers: Set<string>;
  readonly unfurls: Record<string, unknown>[];
  readonly uploads: Map<string, { name: string; size: number; content: Uint8Array; thread?: string; channel?: string }>;
  readonly codes: Map<string, string>;
  readonly appToken: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly hosts: readonly string[];
  readonly url: () => string;
  readonly socketUrl: () => string;
  readonly nextTs: () => string;
}

export class RateLimited extends Error {
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super('rate limited');
    this.retryAfter = retryAfter;
  }
}

type Method = (ground: Ground, workspace: Workspace, args: ApiCall['args']) => ApiAnswer;

/** Answers a call of the Web API as Slack does: tokens by workspace, channels by membership, payloads by their limits. */
export function answerCall(ground: Ground, call: ApiCall): ApiAnswer {
  if (call.method === 'oauth.v2.access') return exchangeCode(ground, call.args);
  if (call.method === 'apps.connections.open')
    return call.token === ground.appToken ? { ok: true, url: ground.socketUrl() } : no('invalid_auth');
  const workspace = [...ground.workspaces.values()].find(({ token }) => token === call.token);
  if (!workspace) return no(call.token === '' ? 'not_authed' : 'invalid_auth');
  if (workspace.revoked) return no(workspace.revoked);
  const scope = scopeOf[call.method];
  if (scope !== undefined && !workspace.scopes.includes(scope))
    return { ok: false, error: 'missing_scope', needed: scope, provided: workspace.scopes.join(',') };
  const method = methods[call.method];
  return method ? method(ground, workspace, call.args) : no('unknown_method');
}

const scopeOf: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.unfurl': 'links:write',
  'users.info': 'users:read',
  'conversations.open': 'im:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
};

const methods: Readonly<Record<string, Method>> = {
  'auth.test': (ground, workspace) => ({
    ok: true,
    url: `${ground.url()}/`,
    team: workspace.name,
    team_id: workspace.id,
    user: 'case_desk',
    user_id: workspace.bot.user,
    bot_id: workspace.bot.id,
    is_enterprise_install: false,
    ...(workspace.enterprise !== undefined && { enterprise_id: workspace.enterprise }),
  }),
  'auth.revoke': (_ground, workspace) => {
    workspace.revoked = 'token_revoked';
    return { ok: true, revoked: true };
  },
  'chat.postMessage': (ground, workspace, args) => {
    const channel = findChannel(workspace, args.channel);
    if (typeof channel === 'string') return no(channel);
    const wait = ground.limit.pass(channel.id);
    if (wait !== undefined) throw new RateLimited(wait);
    const faults = judge(ground, 'chat.postMessage', messageFaults(args, { hosts: ground.hosts }));
    if (faults) return faults;
    const posted = add(ground, channel, workspace.bot.user, args);
    return { ok: true, channel: channel.id, ts: posted.ts, message: asMessage(posted) };
  },
  'chat.update': (ground, workspace, args) => {
    const channel = findChannel(workspace, args.channel);
    if (typeof channel === 'string') return no(channel);
    const message = channel.messages.find(({ ts }) => ts === args.ts);
    if (!message) return no('message_not_found');
    if (message.user !== workspace.bot.user) return no('cant_update_message');
    const faults = judge(ground, 'chat.update', messageFaults(args, { hosts: ground.hosts }));
    if (faults) return faults;
    message.text = String(args.text ?? '');
    message.blocks = (args.blocks ?? []) as PostedMessage['blocks'];
    message.edits += 1;
    return { ok: true, channel: channel.id, ts: message.ts };
  },
  'chat.postEphemeral': (ground, workspace, args) => {
    const channel = findChannel(workspace, args.channel);
    if (typeof channel === 'string') return no(channel);
    const faults = judge(ground, 'chat.postEphemeral', messageFaults(args, { hosts: ground.hosts }));
    if (faults) return faults;
    const posted = add(ground, channel, workspace.bot.user, args, String(args.user));
    return { ok: true, message_ts: posted.ts };
  },
  'chat.getPermalink': (_ground, workspace, args) => ({
    ok: true,
    channel: args.channel,
    permalink: `https://${workspace.name}.slack.example/archives/${String(args.channel)}/p${String(args.message_ts).replace('.', '')}`,
  }),
  'chat.unfurl': (ground, _workspace, args) => {
    for (const shown of Object.values((args.unfurls ?? {}) as Record<string, Record<string, unknown>>)) {
      const faults = judge(ground, 'chat.unfurl', messageFaults({ text: 'x', ...shown }, { hosts: ground.hosts }));
      if (faults) return faults;
    }
    ground.unfurls.push({ ...args });
    return { ok: true };
  },
  'conversations.info': (_ground, workspace, args) => {
    const channel = workspace.channels.get(String(args.channel));
    if (!channel) return no('channel_not_found');
    return {
      ok: true,
      channel: {
        id: channel.id,
        name: channel.name,
        is_archived: channel.archived,
        is_member: channel.member,
        is_private: channel.private,
        is_ext_shared: channel.shared,
      },
    };
  },
  'conversations.history': (_ground, workspace, args) => {
    const channel = findChannel(workspace, args.channel);
    if (typeof channel === 'string') return no(channel);
    const oldest = Number(args.oldest ?? 0);
    const messages = channel.messages.filter(
      ({ ts, thread, only }) => Number(ts) > oldest && thread === undefined && only === undefined,
    );
    return { ok: true, messages: messages.toReversed().map(asMessage), has_more: false };
  },
  'conversations.replies': (_ground, workspace, args) => {
    const channel = findChannel(workspace, args.channel);
    if (typeof channel === 'string') return no(channel);
    const messages = channel.messages.filter(
      ({ ts, thread, only }) => (ts === args.ts || thread === args.ts) && only === undefined,
    );
    return messages.length === 0
      ? no('thread_not_found')
      : { ok: true, messages: messages.map(asMessage), has_more: false };
  },
  'conversations.open': (_ground, workspace, args) => {
    const user = String(args.users);
    if (!workspace.users.has(user)) return no('user_not_found');
    const id = `D${user.slice(1)}`;
    if (!workspace.channels.has(id))
      workspace.channels.set(id, {
        id,
        name: id,
        archived: false,
        member: true,
        private: true,
        shared: false,
        messages: [],
      });
    return { ok: true, channel: { id } };
  },
  'users.info': (_ground, workspace, args) => {
    const user = workspace.users.get(String(args.user));
    if (!user) return no('user_not_found');
    return {
      ok: true,
      user: {
        id: user.id,
        team_id: user.team ?? workspace.id,
        real_name: user.name,
        is_bot: user.bot ?? false,
        is_restricted: user.guest ?? false,
        is_ultra_restricted: false,
        is_stranger: user.stranger ?? false,
        deleted: false,
        profile: { real_name: user.name, ...(user.email !== undefined && { email: user.email }) },
      },
    };
  },
  'views.open': (ground, workspace, args) => {
    if (!ground.triggers.delete(String(args.trigger_id))) return no('expired_trigger_id');
    const view = parsed(args.view);
    const faults = judge(ground, 'views.open', viewFaults(view, { hosts: ground.hosts }));
    if (faults) return faults;
    const id = `V${randomUUID().slice(0, 8)}`;
    ground.views.push({ id, trigger: String(args.trigger_id), team: workspace.id, view });
    return { ok: true, view: { id, ...view } };
  },
  'views.publish': (ground, workspace, args) => {
    const view = parsed(args.view);
    const faults = judge(ground, 'views.publish', viewFaults(view, { hosts: ground.hosts }));
    if (faults) return faults;
    ground.homes.set(`${workspace.id}/${String(args.user_id)}`, view);
    return { ok: true, view: { id: 'VHOME', ...view } };
  },
  'files.info': (ground, _workspace, args) => {
    const upload = ground.uploads.get(String(args.file));
    if (!upload) return no('file_not_found');
    const shares = upload.channel === undefined ? {} : { private: { [upload.channel]: [{ ts: '1.1' }] } };
    return { ok: true, file: { id: args.file, name: upload.name, shares } };
  },
  'files.getUploadURLExternal': (ground, _workspace, args) => {
    const id = `F${randomUUID().slice(0, 8)}`;
    ground.uploads.set(id, { name: String(args.filename), size: Number(args.length), content: new Uint8Array() });
    return { ok: true, file_id: id, upload_url: `${ground.url()}/upload/${id}` };
  },
  'files.completeUploadExternal': (ground, workspace, args) => {
    const channel = findChannel(workspace, args.channel_id);
    if (typeof channel === 'string') return no(channel);
    for (const { id } of parsed(args.files) as unknown as { id: string }[]) {
      const upload = ground.uploads.get(id);
      if (!upload || upload.content.byteLength !== upload.size) return no('file_not_found');
      Object.assign(upload, { channel: channel.id, thread: args.thread_ts });
    }
    return { ok: true, files: [] };
  },
};

/** A refresh token works once; the token that it replaces works no longer. */
function renewToken(ground: Ground, refresh: string): ApiAnswer {
  const workspace = [...ground.workspaces.values()].find(({ id }) => refresh === `xoxe-1-${id}`);
  if (!workspace) return no('invalid_refresh_token');
  workspace.token = `xoxe.xoxb-${randomUUID()}`;
  return {
    ok: true,
    access_token: workspace.token,
    refresh_token: `xoxe-2-${workspace.id}`,
    expires_in: 43_200,
    token_type: 'bot',
  };
}

function exchangeCode(ground: Ground, args: ApiCall['args']): ApiAnswer {
  if (args.client_id !== ground.client.id || args.client_secret !== ground.client.secret)
    return no('bad_client_secret');
  if (args.grant_type === 'refresh_token') return renewToken(ground, String(args.refresh_token));
  const team = ground.codes.get(String(args.code));
  ground.codes.delete(String(args.code));
  const workspace = team === undefined ? undefined : ground.workspaces.get(team);
  if (!workspace) return no('invalid_code');
  return {
    ok: true,
    app_id: 'A0CASES',
    access_token: workspace.token,
    token_type: 'bot',
    scope: workspace.scopes.join(','),
    bot_user_id: workspace.bot.user,
    ...(workspace.rotates && { refresh_token: `xoxe-1-${workspace.id}`, expires_in: 3_600 }),
    team: { id: workspace.id, name: workspace.name },
    enterprise: workspace.enterprise === undefined ? null : { id: workspace.enterprise, name: 'Grid' },
    is_enterprise_install: false,
    authed_user: { id: 'U0INSTALLER' },
  };
}

function findChannel(workspace: Workspace, id: unknown): Channel | string {
  const channel = workspace.channels.get(String(id));
  if (!channel) return 'channel_not_found';
  if (channel.archived) return 'is_archived';
  return channel.member ? channel : 'not_in_channel';
}

function judge(ground: Ground, method: string, faults: readonly string[]): ApiAnswer | undefined {
  if (faults.length === 0) return undefined;
  ground.complaints.push(...faults.map((fault) => `${method} ${fault}`));
  return { ok: false, error: 'invalid_blocks', response_metadata: { messages: faults } };
}

function add(ground: Ground, channel: Channel, user: string, args: ApiCall['args'], only?: string): PostedMessage {
  const posted: PostedMessage = {
    ts: ground.nextTs(),
    user,
    text: String(args.text ?? ''),
    blocks: (args.blocks ?? []) as PostedMessage['blocks'],
    edits: 0,
    ...(args.thread_ts !== undefined && { thread: String(args.thread_ts) }),
    ...(args.metadata !== undefined && { metadata: args.metadata }),
    ...(only !== undefined && { only }),
  };
  channel.messages.push(posted);
  return posted;
}

function asMessage({ ts, thread, user, text, metadata, files }: PostedMessage): Record<string, unknown> {
  return {
    type: 'message',
    ts,
    user,
    text,
    ...(thread !== undefined && { thread_ts: thread }),
    ...(metadata !== undefined && { metadata }),
    ...(files !== undefined && { files: files.map(asFile) }),
  };
}

export function asFile({ content: _content, ...file }: PeerFile): Record<string, unknown> {
  return { ...file, mode: 'hosted', is_external: false };
}

function parsed(value: unknown): Record<string, unknown> {
  return (typeof value === 'string' ? JSON.parse(value) : value) as Record<string, unknown>;
}

function no(error: string): ApiAnswer {
  return { ok: false, error };
}
