import { randomBytes } from 'node:crypto';

import { Temporal } from 'temporal-polyfill';

import { hasCode } from '../graph-error.ts';
import type { SubscriptionRecord, SubscriptionRecords } from './subscription-record.ts';
import type { Encryption, SubscriptionsPort } from './subscriptions-port.ts';
import type { WantedSubscription } from './wanted-subscription.ts';

export interface KeeperSettings {
  readonly subscriptions: SubscriptionsPort;
  readonly records: SubscriptionRecords;
  readonly now: () => Temporal.Instant;
  /** Public https addresses at which `notificationHandler` answers; they may be one. */
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
  /** Needed by subscriptions whose content is carried. */
  readonly encryption?: Encryption;
  /** Takes in whatever changed since an instant, as from notifications; twice does no harm. Once it returns, the gap counts as closed. */
  readonly catchUp: (wanted: WantedSubscription, since: Temporal.Instant) => Promise<void>;
  /** What concerns no wanted subscription: records that cannot be read, one that could not be ended. */
  readonly onFault?: (error: unknown) => void;
}

/** What one look at one subscription came to. */
export interface Look {
  readonly record: SubscriptionRecord;
  readonly subscriptionFault?: unknown;
  readonly catchUpFault?: unknown;
}

/** Why this look is taken, beyond the calendar of renewals. */
export interface Occasion {
  /** First since the start, or asked for by the service. */
  readonly catchUp: 'always' | 'when-owed';
  readonly renewal: 'now' | 'when-due';
}

/** The service's clock and lists lag a little behind what it has told; taken in twice is taken in once. */
const overlap = { minutes: 5 };

/**
 * Opens, renews or opens anew, and then closes the gap. Every renewal catches up as well: for channels no `missed`
 * notification exists, so nothing else would ever tell. A subscription that cannot be had is made up for by catching up.
 */
export async function keepSubscription(
  wanted: WantedSubscription,
  known: SubscriptionRecord | undefined,
  occasion: Occasion,
  settings: KeeperSettings,
): Promise<Look> {
  const start = known ?? newRecord(wanted, settings.now());
  const held = await attempt(() => hold(wanted, start, occasion, settings), start, settings);
  const owes = held.record.owesCatchUp || occasion.catchUp === 'always' || held.fault !== undefined;
  if (!owes) return toLook(held.record, held.fault);
  const caught = await attempt(() => closeGap(wanted, held.record, settings), held.record, settings);
  return toLook(caught.record, held.fault, caught.fault);
}

export function renewalDue({ expiresAt }: SubscriptionRecord, { lifetimeMinutes }: WantedSubscription) {
  if (expiresAt === undefined) return undefined;
  return Temporal.Instant.from(expiresAt).subtract({ minutes: lifetimeMinutes / 4 });
}

/** Ends a subscription that nobody wants any more. */
export async function dropSubscription(record: SubscriptionRecord, settings: KeeperSettings): Promise<void> {
  if (record.subscriptionId) await settings.subscriptions.end(record.subscriptionId);
  await settings.records.remove(record.key);
}

interface Attempt {
  readonly record: SubscriptionRecord;
  readonly fault?: unknown;
}

/** After a failure the truth is what was last saved. */
async function attempt(
  doing: () => Promise<SubscriptionRecord>,
  before: SubscriptionRecord,
  { records }: KeeperSettings,
): Promise<Attempt> {
  try {
    return { record: await doing() };
  } catch (fault) {
    const saved = (await records.all()).find(({ key }) => key === before.key);
    return { record: saved ?? before, fault };
  }
}

function toLook(record: SubscriptionRecord, subscriptionFault: unknown, catchUpFault?: unknown): Look {
  return {
    record,
    ...(subscriptionFault === undefined ? {} : { subscriptionFault }),
    ...(catchUpFault === undefined ? {} : { catchUpFault }),
  };
}

function newRecord({ key, resource }: WantedSubscription, now: Temporal.Instant): SubscriptionRecord {
  return { key, resource, clientState: '', coveredTo: now.toString() };
}

async function hold(
  wanted: WantedSubscription,
  record: SubscriptionRecord,
  { renewal }: Occasion,
  settings: KeeperSettings,
): Promise<SubscriptionRecord> {
  const now = settings.now();
  const due = renewalDue(record, wanted);
  const isGone = !record.subscriptionId || !record.expiresAt || isPast(Temporal.Instant.from(record.expiresAt), now);
  if (isGone || record.resource !== wanted.resource) return open(wanted, record, settings);
  const isStale = encryptionFor(wanted, settings)?.certificateId !== record.certificateId;
  if (renewal === 'when-due' && !isStale && due && !isPast(due, now)) return record;
  return renew(wanted, record, settings);
}

async function renew(wanted: WantedSubscription, record: SubscriptionRecord, settings: KeeperSettings) {
  const { subscriptions, records, now } = settings;
  const expiresAt = now().add({ minutes: wanted.lifetimeMinutes });
  const encryption = encryptionFor(wanted, settings);
  try {
    const renewed = await subscriptions.renew(record.subscriptionId ?? '', expiresAt, encryption);
    const saved = withCertificate(
      { ...record, expiresAt: renewed.expiresAt.toString(), owesCatchUp: true },
      encryption,
    );
    await records.save(saved);
    return saved;
  } catch (error) {
    if (!hasCode(error, 'not-found')) throw error;
    return open(wanted, record, settings);
  }
}

async function open(wanted: WantedSubscription, record: SubscriptionRecord, settings: KeeperSettings) {
  const { subscriptions, records, now, notificationUrl, lifecycleUrl } = settings;
  await endLeftovers(wanted, record, settings);
  const encryption = encryptionFor(wanted, settings);
  // With the state recorded first, not even a notification that overtakes the answer is taken for a forgery.
  const { subscriptionId: _id, expiresAt: _expiresAt, ...rest } = record;
  const pending = withCertificate(
    {
      ...rest,
      resource: wanted.resource,
      clientState: randomBytes(32).toString('base64url'),
      owesCatchUp: true as const,
    },
    encryption,
  );
  await records.save(pending);
  const made = await subscriptions.create({
    resource: wanted.resource,
    changeType: wanted.changeType,
    clientState: pending.clientState,
    expiresAt: now().add({ minutes: wanted.lifetimeMinutes }),
    notificationUrl,
    lifecycleUrl,
    ...(encryption ? { encryption } : {}),
  });
  const saved = { ...pending, subscriptionId: made.id, expiresAt: made.expiresAt.toString() };
  await records.save(saved);
  return saved;
}

/** The service allows one a channel, and we may have died between making one and writing it down. */
async function endLeftovers({ resource }: WantedSubscription, record: SubscriptionRecord, settings: KeeperSettings) {
  const resources = new Set([plainName(resource), plainName(record.resource)]);
  const leftovers: string[] = [];
  for await (const listed of settings.subscriptions.list()) {
    const isOurs = listed.notificationUrl === settings.notificationUrl && resources.has(plainName(listed.resource));
    if (isOurs) leftovers.push(listed.id);
  }
  for (const id of leftovers) await settings.subscriptions.end(id);
}

function plainName(resource: string): string {
  return resource.replace(/^\//, '').toLowerCase();
}

async function closeGap(wanted: WantedSubscription, record: SubscriptionRecord, settings: KeeperSettings) {
  const now = settings.now();
  await settings.catchUp(wanted, Temporal.Instant.from(record.coveredTo).subtract(overlap));
  const { owesCatchUp: _owed, ...rest } = record;
  const saved = { ...rest, coveredTo: now.toString() };
  await settings.records.save(saved);
  return saved;
}

function encryptionFor({ content, key }: WantedSubscription, { encryption }: KeeperSettings): Encryption | undefined {
  if (content === 'fetched') return undefined;
  if (encryption) return encryption;
  throw new Error(
    `The subscription ${key} carries content and needs a certificate to encrypt it for: give the keeper one.`,
  );
}

function withCertificate(record: SubscriptionRecord, encryption: Encryption | undefined): SubscriptionRecord {
  const { certificateId: _old, ...rest } = record;
  return encryption ? { ...rest, certificateId: encryption.certificateId } : rest;
}

function isPast(instant: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(instant, now) <= 0;
}
