import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { messageFaults } from '../block-limits.ts';
import { ChannelLimit, type PeerFault, PlannedFaults } from './faults.ts';
import { Sockets } from './sockets.ts';
import { type ApiAnswer, answerCall, type Ground, RateLimited } from './web-api.ts';
import type { Channel, OpenedView, PeerFile, PostedMessage, User, Workspace } from './workspace.ts';

export interface SlackPeer {
  /** For `slackApiUrl`. */
  readonly apiUrl: string;
  readonly url: string;
  readonly host: string;
  readonly signingSecret: string;
  readonly appToken: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly sockets: Sockets;
  readonly faults: PlannedFaults;
  readonly limit: ChannelLimit;
  /** What Slack would not have taken; a test ends with none. */
  readonly complaints: string[];
  /** Every call of the Web API, in order. */
  readonly calls: { readonly method: string; readonly args: Readonly<Record<string, unknown>> }[];
  readonly views: OpenedView[];
  readonly homes: Map<string, Record<string, unknown>>;
  readonly unfurls: Record<string, unknown>[];
  readonly uploads: Ground['uploads'];
  /** What was said to `response_url`s, in order. */
  readonly said: { readonly id: string; readonly body: Record<string, unknown> }[];
  addWorkspace(change?: Partial<Pick<Workspace, 'id' | 'name' | 'token' | 'enterprise' | 'scopes'>>): Workspace;
  addChannel(workspace: Workspace, change?: Partial<Channel>): Channel;
  addUser(workspace: Workspace, user: User): User;
  addFile(name: string, content: Uint8Array, mimetype?: string): PeerFile;
  /** A person writes; nothing is told to the app. */
  write(
    channel: Channel,
    user: string,
    text: string,
    change?: { thread?: string; files?: readonly PeerFile[] },
  ): PostedMessage;
  trigger(): string;
  responseUrl(): { readonly id: string; readonly url: string };
  code(workspace: Workspace): string;
  stop(): Promise<void>;
}

export const allScopes = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:write',
  'links:read',
  'links:write',
  'users:read',
  'users:read.email',
] as const;

/** A Slack of our own on loopback: as strict as the documentation, and as unkind as the network. */
export async function startSlackPeer(
  options: { readonly postsPerSecond?: number; readonly retryAfter?: number; readonly hosts?: readonly string[] } = {},
): Promise<SlackPeer> {
  const files = new Map<string, PeerFile>();
  const said: SlackPeer['said'] = [];
  const calls: SlackPeer['calls'] = [];
  const faults = new PlannedFaults();
  let lastTs = 1_795_600_000_000_000;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${port}`;
  const ground: Ground = {
    workspaces: new Map(),
    limit: new ChannelLimit(options.postsPerSecond, options.retryAfter),
    complaints: [],
    views: [],
    homes: new Map(),
    triggers: new Set(),
    unfurls: [],
    uploads: new Map(),
    codes: new Map(),
    appToken: 'xapp-1-A0CASES-1-test',
    client: { id: '111.222', secret: 'client-secret-of-the-test' },
    hosts: options.hosts ?? ['desk.example'],
    url: () => url,
    socketUrl: () => `ws://127.0.0.1:${port}/link`,
    nextTs: () => {
      lastTs += 1_000;
      return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`;
    },
  };

  const callMethod = async (method: string, request: IncomingMessage, response: ServerResponse) => {
    const args = parseArgs(await readBody(request), request.headers['content-type'] ?? '');
    calls.push({ method, args });
    const fault = faults.next(method);
    if (fault?.kind === 'late') await pause(fault.milliseconds);
    const token = String(request.headers.authorization ?? '').replace(/^Bearer /, '');
    const outcome = planned(fault) ?? perform(() => answerCall(ground, { method, token, args }));
    if (fault?.kind === 'dropped-after-success') return response.destroy();
    const workspace = [...ground.workspaces.values()].find((each) => each.token === token);
    if (workspace) response.setHeader('x-oauth-scopes', workspace.scopes.join(','));
    if (outcome.retryAfter !== undefined) response.setHeader('retry-after', String(outcome.retryAfter));
    return send(response, outcome.status, outcome.body);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const [, area, ...rest] = (request.url ?? '').split('/');
    const name = rest.join('/');
    switch (area) {
      case 'api':
        return callMethod(name, request, response);
      case 'response': {
        const body = JSON.parse(String(await readBody(request))) as Record<string, unknown>;
        ground.complaints.push(...messageFaults(body, { hosts: ground.hosts }).map((fault) => `response_url ${fault}`));
        said.push({ id: name, body });
        return send(response, 200, { ok: true });
      }
      case 'upload': {
        const upload = ground.uploads.get(name);
        if (!upload) return send(response, 404, { ok: false });
        upload.content = await readBody(request);
        return send(response, 200, { ok: true });
      }
      case 'files': {
        const file = files.get(name);
        const token = String(request.headers.authorization ?? '').replace(/^Bearer /, '');
        const known = [...ground.workspaces.values()].some((workspace) => workspace.token === token);
        if (!file || !known) return send(response, 404, { ok: false });
        response.writeHead(200, { 'content-type': file.mimetype });
        return response.end(file.content);
      }
      default:
        return send(response, 404, { ok: false });
    }
  };

  const sockets = new Sockets(server);
  const { limit, complaints, views, homes, unfurls, uploads, appToken, client } = ground;
  return {
    apiUrl: `${url}/api/`,
    url,
    host: `127.0.0.1:${port}`,
    signingSecret: 'signing-secret-of-the-test',
    appToken,
    client,
    sockets,
    faults,
    limit,
    complaints,
    calls,
    views,
    homes,
    unfurls,
    uploads,
    said,
    addWorkspace: (change = {}) => {
      const id = change.id ?? 'T0ACME';
      const workspace: Workspace = {
        id,
        name: 'acme',
        token: `xoxb-${id}-${randomUUID()}`,
        bot: { id: `B${id.slice(1)}`, user: `U${id.slice(1)}BOT` },
        channels: new Map(),
        users: new Map(),
        scopes: allScopes,
        ...change,
      };
      ground.workspaces.set(id, workspace);
      return workspace;
    },
    addChannel: (workspace, change = {}) => {
      const channel: Channel = {
        id: 'C0TRIAGE',
        name: 'triage',
        archived: false,
        member: true,
        private: false,
        shared: false,
        messages: [],
        ...change,
      };
      workspace.channels.set(channel.id, channel);
      return channel;
    },
    addUser: (workspace, user) => {
      workspace.users.set(user.id, user);
      return user;
    },
    addFile: (name, content, mimetype = 'text/plain') => {
      const id = `F${randomUUID().slice(0, 8)}`;
      const file = {
        id,
        name,
        mimetype,
        size: content.byteLength,
        url_private_download: `${url}/files/${id}`,
        content,
      };
      files.set(id, file);
      return file;
    },
    write: (channel, user, text, { thread, files: attached } = {}) => {
      const message: PostedMessage = {
        ts: ground.nextTs(),
        user,
        text,
        blocks: [],
        edits: 0,
        ...(thread !== undefined && { thread }),
        ...(attached && { files: attached }),
      };
      channel.messages.push(message);
      return message;
    },
    trigger: () => {
      const trigger = randomUUID();
      ground.triggers.add(trigger);
      return trigger;
    },
    responseUrl: () => {
      const id = randomUUID();
      return { id, url: `${url}/response/${id}` };
    },
    code: (workspace) => {
      const code = randomUUID();
      ground.codes.set(code, workspace.id);
      return code;
    },
    stop: async () => {
      sockets.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Outcome {
  readonly status: number;
  readonly body: ApiAnswer;
  readonly retryAfter?: number;
}

function planned(fault: PeerFault | undefined): Outcome | undefined {
  switch (fault?.kind) {
    case 'error':
      return {
        status: 200,
        body: { ok: false, error: fault.error, ...(fault.needed !== undefined && { needed: fault.needed }) },
      };
    case 'http':
      return { status: fault.status, body: { ok: false } };
    case 'rate-limited':
      return { status: 429, body: { ok: false, error: 'ratelimited' }, retryAfter: fault.retryAfter };
    default:
      return undefined;
  }
}

function perform(call: () => ApiAnswer): Outcome {
  try {
    return { status: 200, body: call() };
  } catch (error) {
    if (error instanceof RateLimited)
      return { status: 429, body: { ok: false, error: 'ratelimited' }, retryAfter: error.retryAfter };
    throw error;
  }
}

function parseArgs(body: Uint8Array, type: string): Record<string, unknown> {
  const text = new TextDecoder().decode(body);
  if (type.startsWith('application/json')) return JSON.parse(text || '{}') as Record<string, unknown>;
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, maybeJson(value)]));
}

function maybeJson(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
