import { timingSafeEqual } from 'node:crypto';

import type { Temporal } from 'temporal-polyfill';

import { type CloudName, clouds } from '../cloud.ts';
import type { SubscriptionRecord } from '../subscriptions/subscription-record.ts';
import { chatMessageShape, parseMessageResource, toChannelMessage } from '../teams/channel-message.ts';
import { type DecryptionKeys, decryptContent } from './decrypt-content.ts';
import {
  type LifecycleEvent,
  type Notification,
  type NotificationEvent,
  type NotificationRefusal,
  notificationsShape,
} from './notification.ts';
import { type CheckPublisherTokens, publisherTokens } from './publisher-token.ts';
import { readLimited } from './read-limited.ts';

export interface NotificationSettings {
  /** Ids of our app registrations. */
  readonly clientIds: readonly string[];
  readonly tenantIds: readonly string[];
  /** The subscriptions we made; a notification that knows none of their client states is nobody's. */
  readonly records: () => Promise<readonly SubscriptionRecord[]>;
  readonly keys: DecryptionKeys;
  readonly now: () => Temporal.Instant;
  /** Keeps the events. Only once this is done is the service told so; if it throws, the service sends them again for four hours. */
  readonly accept: (events: readonly NotificationEvent[]) => Promise<void>;
  readonly onRefused?: (refusals: readonly NotificationRefusal[]) => void;
  /** Why a request was answered with 503. */
  readonly onFault?: (error: unknown) => void;
  readonly cloud?: CloudName;
  readonly fetch?: typeof fetch;
  /** Largest body in bytes. */
  readonly largest?: number;
}

/**
 * The address that Graph posts to, for changes and lifecycle alike. Forged notifications are answered like real ones, so
 * that nobody can find out what passes. It has three seconds: `accept` should write down, not work.
 */
export function notificationHandler(settings: NotificationSettings): (request: Request) => Promise<Response> {
  const { clientIds, tenantIds, now, cloud = 'global', fetch: fetchIt = fetch, largest = 4_000_000 } = settings;
  const { login } = clouds[cloud];
  const check = publisherTokens({ clientIds, tenantIds, login, fetch: fetchIt, now });
  return async (request) => {
    if (request.method !== 'POST') return plain(405, 'Only POST is answered here.', { allow: 'POST' });
    const validationToken = new URL(request.url).searchParams.get('validationToken');
    if (validationToken !== null) return handshake(validationToken);
    const text = await readLimited(request, largest);
    if (text === undefined) return plain(413, `At most ${largest} bytes are taken.`);
    const body = parse(text);
    if (!body) return plain(400, 'This is not a collection of change notifications.');
    try {
      const { events, refusals } = await sort(body, settings, check);
      if (refusals.length > 0) settings.onRefused?.(refusals);
      if (events.length > 0) await settings.accept(events);
      return plain(202, '');
    } catch (error) {
      settings.onFault?.(error);
      return plain(503, 'Not kept; send it again.', { 'retry-after': '30' });
    }
  };
}

type Body = ReturnType<typeof notificationsShape.parse>;

interface Sorted {
  readonly events: readonly NotificationEvent[];
  readonly refusals: readonly NotificationRefusal[];
}

/** The service asks whether the address is ours, and wants its token back as it was sent. */
function handshake(token: string): Response {
  return token.length > 4096 ? plain(400, 'The validation token is too long.') : plain(200, token);
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', ...headers },
  });
}

function parse(text: string): Body | undefined {
  try {
    return notificationsShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function sort(body: Body, settings: NotificationSettings, check: CheckPublisherTokens): Promise<Sorted> {
  const events: NotificationEvent[] = [];
  const refusals: NotificationRefusal[] = [];
  const records = await settings.records();
  // Without content a forged notification only makes us fetch; with content it would put words in somebody's mouth.
  const isRich = body.value.some(({ encryptedContent }) => encryptedContent);
  const vouched = isRich ? await check(body.validationTokens ?? []) : undefined;
  for (const notification of body.value) {
    const verdict = judge(notification, records, settings, vouched);
    if ('kind' in verdict) events.push(verdict);
    else refusals.push(verdict);
  }
  return { events, refusals };
}

function judge(
  notification: Notification,
  records: readonly SubscriptionRecord[],
  { tenantIds, keys }: NotificationSettings,
  vouched: ReadonlySet<string> | undefined,
): NotificationEvent | NotificationRefusal {
  const refuse = (reason: NotificationRefusal['reason']) => ({ subscriptionId: notification.subscriptionId, reason });
  const record = records.find(({ clientState }) => isSame(clientState, notification.clientState ?? ''));
  if (!record) return refuse('unknown-client-state');
  const { tenantId, encryptedContent } = notification;
  if (tenantId && !tenantIds.includes(tenantId)) return refuse('foreign-tenant');
  if (notification.lifecycleEvent) {
    return toLifecycle(notification, record) ?? refuse('unknown-lifecycle-event');
  }
  if (encryptedContent && !(tenantId && vouched?.has(tenantId))) return refuse('bad-validation-token');
  return toChange(notification, record, keys);
}

function toLifecycle(notification: Notification, { key }: SubscriptionRecord): LifecycleEvent | undefined {
  const event = lifecycleNames.get(notification.lifecycleEvent ?? '');
  if (!event) return undefined;
  return { kind: 'lifecycle', key, subscriptionId: notification.subscriptionId, event };
}

const lifecycleNames: ReadonlyMap<string, LifecycleEvent['event']> = new Map([
  ['missed', 'missed'],
  ['subscriptionRemoved', 'subscription-removed'],
  ['reauthorizationRequired', 'reauthorization-required'],
]);

function toChange(notification: Notification, { key }: SubscriptionRecord, keys: DecryptionKeys): NotificationEvent {
  const resource = notification.resource ?? '';
  const resourceId = notification.resourceData?.id;
  return {
    kind: 'change',
    key,
    change: notification.changeType ?? 'updated',
    resource,
    ...(resourceId ? { resourceId } : {}),
    ...readContent(notification, keys),
  };
}

/** What cannot be read is not lost: the event names the message, which can be fetched. */
function readContent({ encryptedContent, resource }: Notification, keys: DecryptionKeys) {
  if (!encryptedContent) return {};
  const decrypted = decryptContent(encryptedContent, keys);
  if (!decrypted.ok) return { unreadable: decrypted.reason };
  const message = chatMessageShape.safeParse(decrypted.content);
  const ref = parseMessageResource(resource ?? '');
  if (!message.success || !ref) return { unreadable: 'unexpected-content' };
  return { message: toChannelMessage(message.data, ref) };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
