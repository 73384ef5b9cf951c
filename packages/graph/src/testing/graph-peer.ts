import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Temporal } from 'temporal-polyfill';

import { clouds } from '../cloud.ts';
import type { Credential } from '../transport/access-token.ts';
import { type PeerDirectory, peerDirectory } from './peer-directory.ts';
import { answerOf, type FaultRule, type PeerFaults, peerFaults } from './peer-faults.ts';
import { type PeerFiles, peerFiles, sharePoint } from './peer-files.ts';
import { outlook, type PeerMail, peerMail } from './peer-mail.ts';
import { type PeerSubscriptions, peerSubscriptions } from './peer-subscriptions.ts';
import { type PeerTeams, peerTeams } from './peer-teams.ts';
import { type PeerTokens, peerTokens } from './peer-tokens.ts';
import { matchRoute, type PeerAnswer, type Route, refusal } from './route.ts';

export interface PeerOptions {
  readonly now?: () => Temporal.Instant;
  /** Where `https://` addresses of ours are reached on loopback, as in `https://desk.example` → `http://127.0.0.1:4711`. `GraphPeer.route` adds more later. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Application permissions from the start; all this package knows of unless given. */
  readonly roles?: readonly string[];
  /** The app registration, where another service goes by the same. */
  readonly app?: { readonly tenantId: string; readonly clientId: string };
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
  readonly status: number;
}

/** Microsoft Graph and its sign-in as far as this package uses them, over real HTTP on loopback. */
export interface GraphPeer {
  readonly url: string;
  /** Spread it into the settings of `connectGraph`. */
  readonly settings: {
    readonly tenantId: string;
    readonly clientId: string;
    readonly credential: Credential;
    readonly fetch: typeof fetch;
  };
  readonly tokens: PeerTokens;
  readonly mail: PeerMail;
  readonly directory: PeerDirectory;
  readonly teams: PeerTeams;
  readonly subscriptions: PeerSubscriptions;
  readonly files: PeerFiles;
  /** From now on the peer reaches this https origin of ours at a loopback address, or by a function where nothing listens. */
  route(origin: string, to: string | ((request: Request) => Promise<Response>)): void;
  /** The next requests it applies to go wrong. */
  fail(rule: FaultRule): void;
  /** All requests so far, in order. */
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

const everyRole = [
  'Mail.ReadWrite',
  'Mail.Send',
  'User.Read.All',
  'GroupMember.Read.All',
  'Presence.Read.All',
  'TeamsActivity.Send',
  'ChannelMessage.Read.All',
  'Files.ReadWrite.All',
];
const usualApp = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  clientId: '22222222-2222-4222-8222-222222222222',
  clientSecret: 'peer-secret',
};

export async function startGraphPeer(options: PeerOptions = {}): Promise<GraphPeer> {
  const app = { ...usualApp, ...options.app };
  const now = options.now ?? (() => Temporal.Now.instant());
  const tokens = peerTokens(app, now);
  tokens.grant(...(options.roles ?? everyRole));
  const { graph } = clouds.global;
  const ways = new Map<string, string | ((request: Request) => Promise<Response>)>(Object.entries(options.hosts ?? {}));
  const subscriptions = peerSubscriptions({
    graph,
    tenantId: app.tenantId,
    tokens,
    teams: () => teams,
    mayReadMail: (mailbox) => mail.isAssigned(mailbox),
    now,
    deliver: (input, init) => deliver(ways, new Request(input, init)),
  });
  const mail: PeerMail = peerMail(graph, now, subscriptions.mail);
  const teams: PeerTeams = peerTeams(graph, now, subscriptions.chatMessage);
  const directory = peerDirectory(graph);
  const files = peerFiles(() => teams);
  const faults = peerFaults();
  const requests: SeenRequest[] = [];
  const routes = [mail, teams, directory, subscriptions, files].flatMap((part) => [...part.routes]);
  const inside: Inside = { tokens, faults, requests, routes, files, mail };
  const server = createServer((request, response) => {
    serve(request, response, inside).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    settings: {
      tenantId: app.tenantId,
      clientId: app.clientId,
      credential: { secret: app.clientSecret },
      fetch: fetchVia(url),
    },
    tokens,
    mail,
    directory,
    teams,
    subscriptions,
    files,
    route: (origin, to) => ways.set(origin, to),
    fail: faults.add,
    requests,
    async close() {
      await subscriptions.settled();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Hosts that take no token, each below a path of the peer's. */
const outside: Readonly<Record<string, string>> = { [sharePoint]: '/share-point', [outlook]: '/outlook' };

/** A `fetch` for which Microsoft's hosts are the peer, and no other host exists. The request still names them, so it is signed as in earnest. */
export function fetchVia(peerUrl: string): typeof fetch {
  const hosts = new Set(Object.values(clouds).flatMap(({ graph, login }) => [graph, login]));
  hosts.add(sharePoint).add(outlook);
  return (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    if (!hosts.has(address.origin)) return Promise.reject(new TypeError(`no route to ${address.origin} in a test`));
    const below = outside[address.origin] ?? '';
    return fetch(`${peerUrl}${below}${address.pathname}${address.search}`, init);
  };
}

function deliver(ways: ReadonlyMap<string, string | ((request: Request) => Promise<Response>)>, request: Request) {
  const address = new URL(request.url);
  const way = ways.get(address.origin);
  if (way === undefined) return Promise.reject(new TypeError(`the peer knows no way to ${address.origin}`));
  if (typeof way === 'function') return way(request);
  return fetch(new Request(`${way}${address.pathname}${address.search}`, request));
}

interface Inside {
  readonly tokens: PeerTokens;
  readonly faults: PeerFaults;
  readonly requests: SeenRequest[];
  readonly routes: readonly Route[];
  readonly files: PeerFiles;
  readonly mail: PeerMail;
}

async function serve(request: IncomingMessage, response: ServerResponse, inside: Inside): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const body = raw.toString('utf8');
  const address = new URL(request.url ?? '/', clouds.global.login);
  const method = request.method ?? 'GET';
  const path = decodeURIComponent(address.pathname).replace(/^\/v1\.0/, '');
  const headers = new Headers(request.headers as Record<string, string>);
  const fault = inside.faults.take(method, path);
  const isLate = fault === 'drop-after' || fault === 'done-but-502';
  const done = fault === undefined || isLate ? await answer(method, address, headers, raw, inside) : undefined;
  const sent = fault === undefined ? done : answerOf(fault);
  inside.requests.push({ method, path: `${path}${address.search}`, headers, body, status: sent?.status ?? 0 });
  if (!sent) {
    response.destroy();
    return;
  }
  response.writeHead(sent.status, {
    'request-id': `peer-${inside.requests.length}`,
    ...(sent.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...sent.headers,
  });
  response.end(sent.bytes ?? (sent.json === undefined ? '' : JSON.stringify(sent.json)));
}

async function answer(
  method: string,
  address: URL,
  headers: Headers,
  raw: Buffer,
  inside: Inside,
): Promise<PeerAnswer> {
  const { tokens, routes } = inside;
  const body = raw.toString('utf8');
  const apart = answerOutside(method, address, headers, raw, inside);
  if (apart !== undefined) return apart;
  if (address.pathname.endsWith('/oauth2/v2.0/token'))
    return tokens.answer(body, `${address.origin}${address.pathname}`);
  if (address.pathname.endsWith('/discovery/v2.0/keys')) return tokens.keys();
  if (!address.pathname.startsWith('/v1.0/')) return refusal(404, 'NotFound', 'not a path of this peer');
  const roles = tokens.rolesOf(headers.get('authorization'));
  if (!roles) return refusal(401, 'InvalidAuthenticationToken', 'Access token is missing, invalid or expired.');
  const segments = address.pathname.split('/').slice(2).map(decodeURIComponent);
  const matched = matchRoute(routes, method, segments);
  if (!matched)
    return refusal(400, 'BadRequest', `Resource not found for the segment of ${method} ${address.pathname}`);
  const { route, params } = matched;
  if (route.anyOf && !route.anyOf.some((role) => roles.includes(role)) && !route.allows?.({ params })) {
    return refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  const path = `/${segments.join('/')}`;
  return route.handle({ method, path, query: address.searchParams, headers, body, roles, params });
}

/** What hosts beside Graph answer. */
function answerOutside(
  method: string,
  address: URL,
  headers: Headers,
  raw: Buffer,
  { files, mail }: Inside,
): PeerAnswer | undefined {
  const found = Object.entries(outside).find(([, below]) => address.pathname.startsWith(`${below}/`));
  if (found === undefined) return undefined;
  const [origin, below] = found;
  if (headers.has('authorization')) return refusal(401, 'unauthenticated', 'a token went where none belongs');
  const there = new URL(`${origin}${address.pathname.slice(below.length)}${address.search}`);
  const range = headers.get('content-range') ?? '';
  const answer = origin === outlook ? mail.upload(there, raw, range) : files.answer(method, there, raw, range);
  return answer ?? refusal(404, 'itemNotFound', 'gone');
}
