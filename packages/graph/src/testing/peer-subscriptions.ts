import {
  constants,
  createCipheriv,
  createHash,
  createHmac,
  type KeyLike,
  publicEncrypt,
  randomBytes,
  randomUUID,
  X509Certificate,
} from 'node:crypto';

import { Temporal } from 'temporal-polyfill';

import { mutableId, type PeerMessage } from './peer-mail.ts';
import type { ChatMessage, PeerTeams } from './peer-teams.ts';
import type { PeerTokens } from './peer-tokens.ts';
import { type PeerAnswer, type PeerRequest, pageOf, type Route, refusal } from './route.ts';

export interface PeerSubscription {
  readonly id: string;
  readonly resource: string;
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl?: string;
  readonly clientState: string;
  /** Whether it was asked for with ids that do not change. */
  readonly immutableIds?: boolean;
  expirationDateTime: string;
  includeResourceData?: boolean;
  encryptionCertificate?: string;
  encryptionCertificateId?: string;
}

/** What one notification request was answered with; 0 where nobody answered. */
export interface Delivery {
  readonly url: string;
  readonly status: number;
  readonly body: unknown;
}

export interface PeerSubscriptions {
  readonly active: readonly PeerSubscription[];
  readonly deliveries: readonly Delivery[];
  /** Sends a lifecycle notification to everyone subscribed to the resource (a part of it is enough). */
  lifecycle(event: 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired', resource?: string): Promise<void>;
  /** Forgets a subscription without a word. */
  forget(resource?: string): void;
  /** While true, changes are not notified, as when the service throttles. */
  silent: boolean;
  /** Changes the next notification on its way out: forged, garbled, stale. */
  tamper?: ((body: NotificationBody) => NotificationBody | Promise<NotificationBody>) | undefined;
  /** Until all notifications so far have been answered. A refused one is sent three times in all. */
  settled(): Promise<void>;
  readonly routes: readonly Route[];
  chatMessage(change: string, message: ChatMessage): void;
  mail(mailbox: string, message: PeerMessage): void;
}

export interface NotificationBody {
  readonly value: readonly Record<string, unknown>[];
  readonly validationTokens?: readonly string[];
}

interface Settings {
  readonly graph: string;
  readonly tenantId: string;
  readonly tokens: PeerTokens;
  readonly teams: () => PeerTeams;
  readonly mayReadMail: (mailbox: string) => boolean;
  readonly now: () => Temporal.Instant;
  /** How addresses of ours are reached; they are https in earnest. */
  readonly deliver: typeof fetch;
}

export function peerSubscriptions(settings: Settings): PeerSubscriptions {
  const { graph, tenantId, tokens, now } = settings;
  const all = new Map<string, PeerSubscription>();
  const deliveries: Delivery[] = [];
  let sending: Promise<unknown> = Promise.resolve();

  const active = () =>
    [...all.values()].filter(
      ({ expirationDateTime }) => Temporal.Instant.compare(Temporal.Instant.from(expirationDateTime), now()) > 0,
    );
  const matching = (resource: string) =>
    active().filter((one) => normalised(one.resource).includes(normalised(resource)));

  const post = async (url: string, body: NotificationBody) => {
    const tamper = peer.tamper;
    peer.tamper = undefined;
    const sent = tamper ? await tamper(body) : body;
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) };
      const status = await settings.deliver(url, init).then(
        async (response) => {
          await response.arrayBuffer();
          return response.status;
        },
        () => 0,
      );
      deliveries.push({ url, status, body: sent });
      if (status >= 200 && status < 300) return;
    }
  };
  const enqueue = (task: () => Promise<void>) => {
    sending = sending.then(task, task);
  };

  const notify = (subscription: PeerSubscription, item: Record<string, unknown>, content: unknown) => {
    if (peer.silent) return;
    enqueue(async () => {
      const rich = subscription.includeResourceData === true;
      await post(subscription.notificationUrl, {
        value: [
          {
            ...envelope(subscription, tenantId),
            ...item,
            ...(rich ? { encryptedContent: encrypt(subscription, content) } : {}),
          },
        ],
        ...(rich ? { validationTokens: [await tokens.validationToken()] } : {}),
      });
    });
  };

  const create = async (request: PeerRequest): Promise<PeerAnswer> => {
    const wanted = JSON.parse(request.body) as PeerSubscription;
    const problem = refused(wanted, request.roles, settings);
    if (problem) return problem;
    if (isChannel(wanted) && matching(wanted.resource).length > 0) {
      return refusal(
        403,
        'ExtensionError',
        `App has reached its limit of '1' '${wanted.resource.toUpperCase()}' subscription`,
      );
    }
    for (const url of new Set([wanted.notificationUrl, wanted.lifecycleNotificationUrl ?? wanted.notificationUrl])) {
      if (!(await shakesHands(url, settings.deliver))) {
        return refusal(
          400,
          'ValidationError',
          `Subscription validation request failed: ${url} did not echo the token.`,
        );
      }
    }
    const immutableIds = request.headers.get('prefer')?.includes('IdType="ImmutableId"') === true;
    const made = { ...wanted, immutableIds, id: randomUUID() };
    all.set(made.id, made);
    return { status: 201, json: shown(made) };
  };

  const peer: PeerSubscriptions = {
    get active() {
      return active();
    },
    deliveries,
    silent: false,
    async lifecycle(event, resource = '') {
      const hit = matching(resource);
      if (event === 'subscriptionRemoved') for (const { id } of hit) all.delete(id);
      for (const one of hit) {
        const url = one.lifecycleNotificationUrl;
        if (url) enqueue(() => post(url, { value: [{ ...envelope(one, tenantId), lifecycleEvent: event }] }));
      }
      await sending;
    },
    forget: (resource = '') => {
      for (const { id } of matching(resource)) all.delete(id);
    },
    async settled() {
      let last: unknown;
      while (last !== sending) {
        last = sending;
        await sending;
      }
    },
    chatMessage(changeType, message) {
      const { teamId, channelId } = message.channelIdentity;
      const thread = message.replyToId ?? message.id;
      const reply = message.replyToId === null ? '' : `/replies('${message.id}')`;
      const resource = `teams('${teamId}')/channels('${channelId}')/messages('${thread}')${reply}`;
      const resourceData = { id: message.id, '@odata.type': '#Microsoft.Graph.chatMessage', '@odata.id': resource };
      for (const one of matching(`teams/${teamId}/channels/${channelId}/messages`)) {
        if (one.changeType.includes(changeType)) notify(one, { changeType, resource, resourceData }, { ...message });
      }
    },
    mail(mailbox, message) {
      for (const one of matching(`users/${mailbox}/mailFolders/${message.folder}/messages`)) {
        const id = one.immutableIds ? message.id : mutableId(message);
        notify(
          one,
          { changeType: 'created', resource: `Users/${mailbox}/Messages/${id}`, resourceData: { id } },
          undefined,
        );
      }
    },
    routes: [
      { method: 'POST', pattern: '/subscriptions', handle: create },
      {
        method: 'GET',
        pattern: '/subscriptions',
        handle: (request) => ({ status: 200, json: pageOf(active().map(shown), request, 10, graph) }),
      },
      {
        method: 'PATCH',
        pattern: '/subscriptions/:id',
        handle: ({ params, body }) => {
          const held = active().find(({ id }) => id === params.id);
          if (!held) return refusal(404, 'ResourceNotFound', 'The object was not found.');
          Object.assign(held, JSON.parse(body));
          return { status: 200, json: shown(held) };
        },
      },
      {
        method: 'DELETE',
        pattern: '/subscriptions/:id',
        handle: ({ params }) =>
          all.delete(params.id ?? '') ? { status: 204 } : refusal(404, 'ResourceNotFound', 'The object was not found.'),
      },
    ],
  };
  return peer;
}

/** AES for the content, RSA for the AES key, as Graph describes it. */
export function encrypt(
  { encryptionCertificate = '', encryptionCertificateId = '' }: Partial<PeerSubscription>,
  content: unknown,
) {
  const certificate = new X509Certificate(Buffer.from(encryptionCertificate, 'base64'));
  const key = randomBytes(32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  const data = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  const wrapping = {
    key: certificate.publicKey as KeyLike,
    padding: constants.RSA_PKCS1_OAEP_PADDING,
    oaepHash: 'sha1',
  };
  return {
    data: data.toString('base64'),
    dataSignature: createHmac('sha256', key).update(data).digest('base64'),
    dataKey: publicEncrypt(wrapping, key).toString('base64'),
    encryptionCertificateId,
    encryptionCertificateThumbprint: createHash('sha1').update(certificate.raw).digest('hex').toUpperCase(),
  };
}

function envelope({ id, clientState, expirationDateTime }: PeerSubscription, tenantId: string) {
  return { subscriptionId: id, clientState, tenantId, subscriptionExpirationDateTime: expirationDateTime };
}

function shown({ clientState: _secret, encryptionCertificate: _certificate, ...rest }: PeerSubscription) {
  return rest;
}

function isChannel({ resource }: PeerSubscription): boolean {
  return normalised(resource).startsWith('teams/');
}

function normalised(resource: string): string {
  return resource.replace(/^\//, '').toLowerCase();
}

function refused(wanted: PeerSubscription, roles: readonly string[], { teams, mayReadMail, now }: Settings) {
  const teamId = /^teams\/([^/]+)/.exec(wanted.resource.replace(/^\//, ''))?.[1] ?? '';
  const mailbox = /^users\/([^/]+)/.exec(wanted.resource.replace(/^\//, ''))?.[1] ?? '';
  const mayRead = isChannel(wanted)
    ? teams().mayRead(teamId, roles)
    : roles.includes('Mail.Read') || roles.includes('Mail.ReadWrite') || mayReadMail(mailbox);
  if (!mayRead) return refusal(403, 'ExtensionError', 'Operation: Create; Exception: [Status Code: Forbidden]');
  if (wanted.clientState.length > 128) return refusal(400, 'InvalidRequest', 'clientState is too long');
  const minutes = Temporal.Instant.from(wanted.expirationDateTime).since(now()).total('minutes');
  if (minutes > (isChannel(wanted) ? 60 : 10_070))
    return refusal(400, 'InvalidRequest', 'Subscription expiration is too late.');
  if (wanted.includeResourceData && !wanted.encryptionCertificate) {
    return refusal(400, 'InvalidRequest', 'encryptionCertificate is required');
  }
  return undefined;
}

async function shakesHands(url: string, deliver: typeof fetch): Promise<boolean> {
  const token = `Validation: Testing client application reachability ${randomUUID()}`;
  const separator = url.includes('?') ? '&' : '?';
  const response = await deliver(`${url}${separator}validationToken=${encodeURIComponent(token)}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  }).catch(() => undefined);
  if (response?.status !== 200 || !response.headers.get('content-type')?.startsWith('text/plain')) return false;
  return (await response.text()) === token;
}
