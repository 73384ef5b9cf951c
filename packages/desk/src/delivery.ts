import type { DeliveryOutcome, OutboxItem } from '@sla/case-store';
import type { ClockName, EffectKind, NotifyVia } from '@sla/core';

import type { CardPayload } from './chat/contract.ts';

/** What the desk asks the mail channel to send (`destination: 'email'`); notices go to the other channels in the same form. */
export type MailPayload =
  /** A stored message to the requester: a reply, an update or the receipt. */
  | {
      readonly kind: 'message';
      readonly message: string;
      readonly purpose: 'receipt' | 'reply' | 'update' | 'resolution';
    }
  /** A notice to people of the desk: a warning, a miss, a step of the ladder. */
  | {
      readonly kind: 'notice';
      /** Addresses; for channels other than mail the people, as `agent:ann`. */
      readonly to: readonly string[];
      readonly subject: string;
      readonly text: string;
      /** The case's number; of a digest, that of its most pressing notice. */
      readonly case: string;
      readonly notice: Notice;
      /** What a digest tells of beside the first. */
      readonly more?: readonly { readonly case: string; readonly notice: Notice }[];
    };

/** Whatever the outbox may hold: letters and notices on every way, and for chats the cards of cases. */
export type OutboxPayload = MailPayload | CardPayload;

export interface Notice {
  readonly effect: NoticeKind;
  readonly effectId: string;
  readonly step?: string;
  readonly clock?: ClockName;
  readonly to?: string;
}

/** What a notice tells of: an effect, a message of ours that never arrived, something that somebody should do, news for customers, or the link that lets one of them in. */
export type NoticeKind = EffectKind | 'delivery-failed' | 'task' | 'announcement' | 'sign-in';

/** What a channel offers to have its part of the outbox carried out. */
export interface Deliverer {
  readonly destination: NotifyVia | 'crm';
  /** Nothing is ever given up: what cannot be delivered is tried again, and what comes behind it in its line waits. */
  readonly inOrder?: true;
  deliver(item: OutboxItem, signal: AbortSignal): Promise<Delivery>;
}

/** `retryAfterSeconds` is what the other side asked for; the desk adds back-off and jitter, and gives up after the last try. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly detail?: string; readonly messageId?: string }
  /** No fault: the channel may not send what no person wrote, and says why, as a part of a sentence without an address. */
  | { readonly kind: 'held-back'; readonly reason: string }
  | { readonly kind: 'try-again'; readonly error: string; readonly retryAfterSeconds?: number }
  | { readonly kind: 'refused'; readonly error: string };

export type { DeliveryOutcome };
