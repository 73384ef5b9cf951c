import { z } from 'zod';

import type { ChannelMessage } from '../teams/channel-message.ts';
import { encryptedContentShape } from './decrypt-content.ts';

/** The form of Graph's changeNotificationCollection; lifecycle notifications share it. */
export const notificationsShape = z.object({
  value: z.array(
    z.object({
      subscriptionId: z.string(),
      clientState: z.string().nullish(),
      tenantId: z.string().nullish(),
      subscriptionExpirationDateTime: z.string().nullish(),
      changeType: z.enum(['created', 'updated', 'deleted']).nullish(),
      lifecycleEvent: z.string().nullish(),
      resource: z.string().nullish(),
      resourceData: z.looseObject({ id: z.string().nullish() }).nullish(),
      encryptedContent: encryptedContentShape.nullish(),
    }),
  ),
  validationTokens: z.array(z.string()).nullish(),
});

export type Notification = z.output<typeof notificationsShape>['value'][number];

export interface ChangeEvent {
  readonly kind: 'change';
  /** Of the subscription, as the keeper was told to keep it. */
  readonly key: string;
  readonly change: 'created' | 'updated' | 'deleted';
  /** `teams('…')/channels('…')/messages('…')`, `Users/…/Messages/…`. */
  readonly resource: string;
  readonly resourceId?: string;
  /** What the notification carried. Absent: fetch it by its resource. */
  readonly message?: ChannelMessage;
  /** It carried something that could not be read; worth a look at the certificates. */
  readonly unreadable?: string;
}

export interface LifecycleEvent {
  readonly kind: 'lifecycle';
  readonly key: string;
  readonly subscriptionId: string;
  readonly event: 'missed' | 'subscription-removed' | 'reauthorization-required';
}

export type NotificationEvent = ChangeEvent | LifecycleEvent;

/** Why a notification was thrown away although it was answered with 202. */
export interface NotificationRefusal {
  readonly subscriptionId: string;
  readonly reason: 'unknown-client-state' | 'foreign-tenant' | 'bad-validation-token' | 'unknown-lifecycle-event';
}
