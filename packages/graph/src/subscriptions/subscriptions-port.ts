import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

import { hasCode } from '../graph-error.ts';
import { type Operation, operations } from '../operations.ts';
import { path, type Sender } from '../transport/sender.ts';

export interface NewSubscription {
  /** `/teams/{id}/channels/{id}/messages`, `/users/{id}/mailFolders/{id}/messages`. */
  readonly resource: string;
  /** As in `created,updated,deleted`. */
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleUrl: string;
  /** Comes back with every notification; 128 characters at most. */
  readonly clientState: string;
  readonly expiresAt: Temporal.Instant;
  /** Given: notifications carry the changed message, encrypted for this certificate. */
  readonly encryption?: Encryption;
}

/** Public half only: PEM, or the bare base64 of it. */
export interface Encryption {
  readonly certificateId: string;
  readonly certificate: string;
}

export interface Subscription {
  readonly id: string;
  /** The service may grant less than was asked for. */
  readonly expiresAt: Temporal.Instant;
}

export interface SubscriptionsPort {
  /** The service calls the notification address back before it answers. */
  create(subscription: NewSubscription): Promise<Subscription>;
  /** Renewing also re-authorises, and changes the certificate where one is given. */
  renew(id: string, expiresAt: Temporal.Instant, encryption?: Encryption): Promise<Subscription>;
  /** One that is gone already is as good as ended. */
  end(id: string): Promise<void>;
  /** All that this app has in the tenant. */
  list(): AsyncIterable<ListedSubscription>;
}

export interface ListedSubscription extends Subscription {
  readonly resource: string;
  readonly notificationUrl: string;
}

const answerShape = z.object({ id: z.string().min(1), expirationDateTime: z.string() });
const listedShape = answerShape.extend({ resource: z.string(), notificationUrl: z.string() });

export function manageSubscriptions(sender: Sender): SubscriptionsPort {
  return {
    async create(subscription) {
      const made = await sender.json(
        {
          operation: operationFor(subscription.resource),
          method: 'POST',
          path: path(['subscriptions']),
          // Of messages in mailboxes the ids that notifications name are then those that reading gives.
          headers: { Prefer: 'IdType="ImmutableId"' },
          body: toBody(subscription),
          // Of two the service refuses the second: whoever creates looks what there is already.
          repeatable: true,
        },
        answerShape,
      );
      return toSubscription(made);
    },
    async renew(id, expiresAt, encryption) {
      const renewed = await sender.json(
        {
          operation: operations.keepSubscription,
          method: 'PATCH',
          path: path(['subscriptions', id]),
          body: { expirationDateTime: expiresAt.toString(), ...(encryption ? toCertificate(encryption) : {}) },
          repeatable: true,
        },
        answerShape,
      );
      return toSubscription(renewed);
    },
    async end(id) {
      try {
        await sender.send({
          operation: operations.keepSubscription,
          method: 'DELETE',
          path: path(['subscriptions', id]),
          repeatable: true,
        });
      } catch (error) {
        if (!hasCode(error, 'not-found')) throw error;
      }
    },
    async *list() {
      const listed = sender.entries(
        { operation: operations.keepSubscription, method: 'GET', path: path(['subscriptions']), repeatable: true },
        listedShape,
      );
      for await (const { resource, notificationUrl, ...rest } of listed) {
        yield { ...toSubscription(rest), resource, notificationUrl };
      }
    },
  };
}

function operationFor(resource: string): Operation {
  return /^\/?teams\//.test(resource) ? operations.subscribeToChannel : operations.subscribeToMail;
}

function toBody({ encryption, lifecycleUrl, expiresAt, ...rest }: NewSubscription) {
  return {
    ...rest,
    lifecycleNotificationUrl: lifecycleUrl,
    expirationDateTime: expiresAt.toString(),
    ...(encryption ? { includeResourceData: true, ...toCertificate(encryption) } : {}),
  };
}

function toCertificate({ certificate, certificateId }: Encryption) {
  return { encryptionCertificate: withoutArmour(certificate), encryptionCertificateId: certificateId };
}

/** Graph wants the certificate as bare base64. */
function withoutArmour(pem: string): string {
  return pem.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '');
}

function toSubscription({ id, expirationDateTime }: z.output<typeof answerShape>): Subscription {
  return { id, expiresAt: Temporal.Instant.from(expirationDateTime) };
}
