import type { CardPayload, Deliverer, MailPayload } from '@sla/desk';
import type { CardParts } from './card-parts.ts';
import type { Conversations } from './conversations.ts';
import { deliverCard } from './deliver-card.ts';
import { deliverNotice, type NoticeParts } from './deliver-notice.ts';
import { TeamsFault } from './teams-fault.ts';

/**
 * No call is begun later than this into a delivery: with the longest wait in line (8 s) and for an answer (10 s) it ends before the outbox
 * gives the delivery up (45 s), so that nothing is posted that another try knows nothing of.
 */
const lastCallMs = 25_000;

/** Carries out the Teams part of the outbox. */
export function createDeliverer(parts: CardParts & NoticeParts): Deliverer {
  return {
    destination: 'teams',
    deliver: async (item, signal) => {
      const payload = item.payload as CardPayload | MailPayload;
      const inTime = AbortSignal.any([signal, AbortSignal.timeout(lastCallMs)]);
      const timely = { ...parts, conversations: until(inTime, parts.conversations) };
      switch (payload.kind) {
        case 'card':
          return deliverCard(timely, payload, signal);
        case 'notice':
          return deliverNotice(timely, item, payload);
        default:
          return {
            kind: 'refused',
            error: `the outbox holds something that is not for Teams: ${JSON.stringify(payload).slice(0, 200)}`,
          };
      }
    },
  };
}

/** The same conversations, as long as there is time; what is left is taken up by the next try. */
function until(signal: AbortSignal, conversations: Conversations): Conversations {
  const inTime =
    <Given extends readonly unknown[], Result>(call: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      if (signal.aborted) throw new TeamsFault({ detail: 'there was more to say than fits into one try' });
      return call(...given);
    };
  return {
    post: inTime(conversations.post),
    reply: inTime(conversations.reply),
    replace: inTime(conversations.replace),
    openPersonal: inTime(conversations.openPersonal),
    member: inTime(conversations.member),
    look: inTime(conversations.look),
  };
}
