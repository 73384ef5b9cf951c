import type { CardPayload, Deliverer, MailPayload } from '@sla/desk';

import { type CardParts, deliverCard } from './deliver-card.ts';
import { deliverNotice, type NoticeParts } from './deliver-notice.ts';

/** Carries out the Teams part of the outbox. */
export function createDeliverer(parts: CardParts & NoticeParts): Deliverer {
  return {
    destination: 'teams',
    deliver: async (item, signal) => {
      const payload = item.payload as CardPayload | MailPayload;
      switch (payload.kind) {
        case 'card':
          return deliverCard(parts, payload, signal);
        case 'notice':
          return deliverNotice(parts, item, payload);
        default:
          return {
            kind: 'refused',
            error: `the outbox holds something that is not for Teams: ${JSON.stringify(payload).slice(0, 200)}`,
          };
      }
    },
  };
}
