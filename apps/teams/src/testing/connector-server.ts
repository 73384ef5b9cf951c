import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { AdaptiveCard } from '../cards/adaptive-card.ts';
import { faultsOfCard } from './check-card.ts';

/** A message as Teams keeps it: what is shown now, and what it replaced. */
export interface PeerMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly rootId?: string;
  readonly summary: string;
  text?: string;
  card?: AdaptiveCard;
  edits: number;
}

/** What goes wrong at the next calls; each is used up by one call. */
export interface Trouble {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The call is done and its answer lost. */
  readonly afterwards?: true;
  readonly only?: 'POST' | 'PUT' | 'GET';
}

export interface ConnectorServer {
  readonly url: string;
  readonly messages: readonly PeerMessage[];
  /** Faults of cards that were taken: the test fails by them. */
  readonly cardFaults: readonly string[];
  readonly calls: readonly string[];
  /** Conversations that the app is in. */
  readonly conversations: Set<string>;
  readonly members: Map<string, object>;
  /** Pictures that the connector hands out, by path. */
  readonly pictures: Map<string, Uint8Array>;
  /** Conversations that answer every call so. */
  readonly closed: Map<string, Trouble>;
  readonly troubles: Trouble[];
  find(id: string): PeerMessage;
  /** Most messages a conversation takes in a window of milliseconds of the peer's own clock. */
  limit?: { readonly count: number; readonly withinMs: number };
  readonly workflowPosts: readonly unknown[];
  close(): Promise<void>;
}

interface State {
  readonly keys: readonly object[];
  readonly token: string;
  readonly server: ConnectorServer & {
    messages: PeerMessage[];
    cardFaults: string[];
    calls: string[];
    workflowPosts: unknown[];
  };
  readonly sent: Map<string, number[]>;
}

/** The connector API of Teams and its published keys, on loopback. */
export async function startConnectorServer(keys: readonly object[], token: string): Promise<ConnectorServer> {
  const http: Server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const messages: PeerMessage[] = [];
  const server = {
    url: `http://127.0.0.1:${port}`,
    messages,
    cardFaults: [],
    calls: [],
    conversations: new Set<string>(),
    members: new Map<string, object>(),
    pictures: new Map<string, Uint8Array>(),
    closed: new Map<string, Trouble>(),
    troubles: [],
    workflowPosts: [],
    find: (id: string) => {
      const found = messages.find((message) => message.id === id);
      if (found === undefined) throw new Error(`the peer has no message ${id}`);
      return found;
    },
    close: () =>
      new Promise<void>((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  const state: State = { keys, token, server, sent: new Map() };
  return server;
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { server } = state;
  const { pathname } = new URL(request.url ?? '/', server.url);
  const body = await read(request);
  if (pathname.endsWith('/.well-known/keys')) return json(response, 200, { keys: state.keys });
  // Entra, where a process asks it for its token.
  if (pathname.endsWith('/oauth2/v2.0/token'))
    return json(response, 200, { token_type: 'Bearer', expires_in: 3_599, access_token: state.token });
  if (pathname.endsWith('/.well-known/openid-configuration')) return json(response, 200, entraOf(pathname));
  if (pathname === '/workflow') {
    server.workflowPosts.push(body);
    return json(response, 202, {});
  }
  server.calls.push(`${request.method} ${decodeURIComponent(pathname)}`);
  const trouble = takeTrouble(server, request.method ?? '');
  if (trouble !== undefined && trouble.afterwards === undefined) return refuse(response, trouble);
  if (request.headers.authorization !== `Bearer ${state.token}`)
    return refuse(response, { status: 401, code: 'Unauthorized', message: 'the token is not ours' });
  const picture = server.pictures.get(pathname);
  if (picture !== undefined) return void response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
  const [, path = ''] = /\/v3\/conversations(.*)$/.exec(decodeURIComponent(pathname)) ?? [];
  const outcome = perform(state, request.method ?? '', path, body as Body);
  if (trouble?.afterwards) return void request.socket.destroy();
  return outcome.status < 400
    ? json(response, outcome.status, outcome.body)
    : refuse(response, { status: outcome.status, ...(outcome.body as object) });
}

/** As far as a client looks into it; the host is whatever it was asked by. */
function entraOf(pathname: string): object {
  const tenant = pathname.split('/')[1];
  const authority = `https://login.microsoftonline.com/${tenant}`;
  return {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
  };
}

interface Body {
  readonly members?: readonly { readonly id: string }[];
  readonly conversation?: { readonly id: string; readonly tenantId?: string };
  readonly summary?: string;
  readonly text?: string;
  readonly attachments?: readonly { readonly content: AdaptiveCard }[];
}

function perform(
  state: State,
  method: string,
  path: string,
  body: Body,
): { readonly status: number; readonly body: unknown } {
  const { server } = state;
  if (path === '') return openPersonal(server, body);
  const [, looked] = /^\/([^/]+)\/pagedMembers$/.exec(path) ?? [];
  if (looked !== undefined) return look(server, looked);
  const member = /^\/([^/]+)\/members\/(.+)$/.exec(path);
  if (member) {
    const known = server.members.get(member[2] ?? '');
    return known === undefined
      ? { status: 404, body: { code: 'MemberNotFoundInConversation' } }
      : { status: 200, body: known };
  }
  const [, conversation = '', activityId] = /^\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
  const [conversationId = '', rootId] = conversation.split(';messageid=');
  const closed = server.closed.get(conversationId);
  if (closed !== undefined) return { status: closed.status, body: closed };
  if (!server.conversations.has(conversationId)) return { status: 404, body: { code: 'ConversationNotFound' } };
  if (body.conversation?.tenantId === undefined)
    return { status: 403, body: { code: 'BadSyntax', message: 'no tenant' } };
  if (isThrottled(state, conversationId))
    return { status: 429, body: { code: 'Throttled', headers: { 'retry-after': '1' } } };
  check(server, body);
  if (method === 'PUT') return replace(server, activityId ?? '', body);
  const id = String(1_700_000_000_000 + server.messages.length);
  const card = body.attachments?.[0]?.content;
  server.messages.push({
    id,
    conversationId,
    ...(rootId !== undefined && { rootId }),
    summary: body.summary ?? '',
    ...(body.text !== undefined && { text: body.text }),
    ...(card !== undefined && { card }),
    edits: 0,
  });
  return { status: 201, body: { id } };
}

function look(server: State['server'], conversationId: string): { readonly status: number; readonly body: unknown } {
  const closed = server.closed.get(conversationId);
  if (closed !== undefined) return { status: closed.status, body: closed };
  return server.conversations.has(conversationId)
    ? { status: 200, body: { members: [] } }
    : { status: 404, body: { code: 'ConversationNotFound' } };
}

function openPersonal(
  server: State['server'],
  { members = [] }: Body,
): { readonly status: number; readonly body: unknown } {
  const id = `a:${members[0]?.id}`;
  const closed = server.closed.get(id);
  if (closed !== undefined) return { status: closed.status, body: closed };
  server.conversations.add(id);
  return { status: 201, body: { id } };
}

function replace(server: State['server'], id: string, body: Body): { readonly status: number; readonly body: unknown } {
  const message = server.messages.find((one) => one.id === id);
  if (message === undefined) return { status: 404, body: { code: 'ActivityNotFoundInConversation' } };
  const card = body.attachments?.[0]?.content;
  if (card !== undefined) message.card = card;
  if (body.text !== undefined) message.text = body.text;
  message.edits += 1;
  return { status: 200, body: { id } };
}

function check(server: State['server'], body: Body): void {
  const card = body.attachments?.[0]?.content;
  if (card !== undefined) server.cardFaults.push(...faultsOfCard(card));
  if ((body.summary ?? '').trim() === '') server.cardFaults.push('a message without a summary');
}

function isThrottled({ server, sent }: State, conversationId: string): boolean {
  if (server.limit === undefined) return false;
  const now = performance.now();
  const { count, withinMs } = server.limit;
  const recent = (sent.get(conversationId) ?? []).filter((at) => at > now - withinMs);
  sent.set(conversationId, [...recent, now]);
  return recent.length >= count;
}

function takeTrouble({ troubles }: ConnectorServer, method: string): Trouble | undefined {
  const index = troubles.findIndex(({ only }) => only === undefined || only === method);
  return index < 0 ? undefined : troubles.splice(index, 1)[0];
}

function refuse(response: ServerResponse, { status, code = 'Error', message = '', headers = {} }: Trouble): void {
  json(response, status, { error: { code, message } }, headers);
}

function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  const isJson = request.headers['content-type']?.includes('json') === true;
  return text === '' || !isJson ? undefined : JSON.parse(text);
}
