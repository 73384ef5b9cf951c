import type { Temporal } from 'temporal-polyfill';

import { type PeerRequest, pageOf, type Route, refusal } from './route.ts';

export interface PeerChannelRef {
  readonly teamId: string;
  readonly channelId: string;
}

export interface PeerPost extends PeerChannelRef {
  readonly content: string;
  readonly contentType?: 'text' | 'html';
  readonly replyTo?: string;
  readonly from?: { readonly id: string; readonly displayName: string; readonly tenantId?: string };
  readonly subject?: string;
  readonly attachments?: readonly object[];
  /** Posted by an app instead of a person. */
  readonly app?: { readonly id: string; readonly displayName: string };
}

export interface PeerTeams {
  addChannel(channel: PeerChannelRef): void;
  /** Returns the id. Subscriptions are notified; `settled()` of the peer waits for it. */
  post(post: PeerPost): string;
  edit(id: string, content: string): void;
  /** Somebody puts a thumb up: the message counts as updated, and reads as before. */
  react(id: string): void;
  remove(id: string): void;
  /** As a team owner does: consents to `ChannelMessage.Read.Group`. */
  consent(teamId: string): void;
  /** How many replies come with a thread before they are paged. */
  repliesInline: number;
  mayRead(teamId: string, roles: readonly string[]): boolean;
  readonly routes: readonly Route[];
}

export interface ChatMessage {
  readonly id: string;
  readonly replyToId: string | null;
  etag: string;
  readonly createdDateTime: string;
  lastModifiedDateTime: string;
  deletedDateTime: string | null;
  body: { contentType: string; content: string };
  readonly channelIdentity: PeerChannelRef;
  readonly [more: string]: unknown;
}

type Changed = (change: 'created' | 'updated' | 'deleted', message: ChatMessage) => void;

export function peerTeams(graph: string, now: () => Temporal.Instant, changed: Changed): PeerTeams {
  const channels = new Set<string>();
  const consenting = new Set<string>();
  const messages: ChatMessage[] = [];
  let serial = 0;

  const nextId = () => {
    serial += 1;
    return String(now().epochMilliseconds + serial);
  };
  const touch = (message: ChatMessage) => {
    message.etag = nextId();
    message.lastModifiedDateTime = now().toString();
  };
  const find = (id: string) => {
    const message = messages.find((one) => one.id === id);
    if (!message) throw new Error(`the peer has no message ${id}`);
    return message;
  };
  const inChannel = ({ params }: PeerRequest) =>
    messages.filter(
      ({ channelIdentity }) => channelIdentity.teamId === params.team && channelIdentity.channelId === params.channel,
    );
  const newestFirst = (one: ChatMessage, other: ChatMessage) => other.id.localeCompare(one.id);
  const repliesOf = (id: string) => messages.filter(({ replyToId }) => replyToId === id).sort(newestFirst);

  const mayRead = (teamId: string, roles: readonly string[]) =>
    roles.includes('ChannelMessage.Read.All') || consenting.has(teamId);
  const guarded =
    (handle: Route['handle']): Route['handle'] =>
    (request) => {
      const { team = '', channel = '' } = request.params;
      if (!mayRead(team, request.roles)) return refusal(403, 'Forbidden', 'Missing role permissions on the request.');
      if (!channels.has(`${team}/${channel}`)) return refusal(404, 'NotFound', 'no such channel');
      return handle(request);
    };

  const thread = (message: ChatMessage, { path }: PeerRequest) => {
    const replies = repliesOf(message.id);
    const encoded = path
      .replace(/\/delta$/, '')
      .split('/')
      .map(encodeURIComponent)
      .join('/');
    return {
      ...message,
      replies: replies.slice(0, peer.repliesInline),
      ...(replies.length > peer.repliesInline
        ? { 'replies@odata.nextLink': `${graph}/v1.0${encoded}/${message.id}/replies?$skiptoken=${peer.repliesInline}` }
        : {}),
    };
  };
  const delta = (request: PeerRequest) => {
    const after = /lastModifiedDateTime gt (\S+)/.exec(request.query.get('$filter') ?? '')?.[1] ?? '';
    const isLater = ({ lastModifiedDateTime }: ChatMessage) =>
      Date.parse(lastModifiedDateTime) > (Date.parse(after) || 0);
    const roots = inChannel(request)
      .filter((message) => message.replyToId === null && [message, ...repliesOf(message.id)].some(isLater))
      .map((message) => (request.query.get('$expand') === 'replies' ? thread(message, request) : message));
    return { status: 200, json: pageOf(roots, request, 20, graph) };
  };

  const base = '/teams/:team/channels/:channel/messages';
  const peer: PeerTeams = {
    addChannel: ({ teamId, channelId }) => channels.add(`${teamId}/${channelId}`),
    post({ teamId, channelId, content, contentType = 'text', replyTo, from, subject, attachments = [], app }) {
      const id = nextId();
      const at = now().toString();
      const message: ChatMessage = {
        id,
        replyToId: replyTo ?? null,
        etag: id,
        messageType: 'message',
        createdDateTime: at,
        lastModifiedDateTime: at,
        deletedDateTime: null,
        subject: subject ?? null,
        from: app
          ? { application: app, device: null, user: null }
          : { application: null, device: null, user: from ?? { id: 'user-ada', displayName: 'Ada' } },
        body: { contentType, content },
        channelIdentity: { teamId, channelId },
        attachments,
        mentions: [],
        webUrl: `https://teams.microsoft.com/l/message/${encodeURIComponent(channelId)}/${id}`,
      };
      messages.push(message);
      changed('created', message);
      return id;
    },
    edit(id, content) {
      const message = find(id);
      message.body = { ...message.body, content };
      touch(message);
      changed('updated', message);
    },
    react(id) {
      const message = find(id);
      touch(message);
      changed('updated', message);
    },
    remove(id) {
      const message = find(id);
      message.deletedDateTime = now().toString();
      message.body = { ...message.body, content: '' };
      touch(message);
      changed('deleted', message);
    },
    consent: (teamId) => consenting.add(teamId),
    repliesInline: 1000,
    mayRead,
    routes: [
      { method: 'GET', pattern: `${base}/delta`, handle: guarded(delta) },
      {
        method: 'GET',
        pattern: `${base}/:id/replies`,
        handle: guarded((request) => ({
          status: 200,
          json: pageOf(repliesOf(request.params.id ?? ''), request, 20, graph),
        })),
      },
      { method: 'GET', pattern: `${base}/:id`, handle: guarded(({ params }) => one(messages, params.id, null)) },
      {
        method: 'GET',
        pattern: `${base}/:id/replies/:reply`,
        handle: guarded(({ params }) => one(messages, params.reply, params.id ?? null)),
      },
    ],
  };
  return peer;
}

function one(messages: readonly ChatMessage[], id: string | undefined, replyToId: string | null) {
  const message = messages.find((candidate) => candidate.id === id && candidate.replyToId === replyToId);
  return message ? { status: 200, json: message } : refusal(404, 'NotFound', 'no such message');
}
