import type { Temporal } from '@sla/core';

import type { PromiseLine } from '../case-card.ts';
import { historyOf, openAlertsOf } from '../case-history.ts';
import type { CaseView } from '../desk.ts';
import { type HandoverProposal, proposalFor, proposeHandover } from './propose-handover.ts';

/** All that the receiving tier needs, on one page (S2-3). */
export interface HandoverPage {
  readonly number: string;
  readonly subject: string;
  readonly requester: string;
  readonly organisation?: string;
  readonly priority: string;
  readonly tier: string;
  readonly openedAt: Temporal.Instant;
  /** What runs or was missed, as of now. */
  readonly promises: readonly PromiseLine[];
  /** Why it was handed on, and by whom; absent while it stands where it began. */
  readonly handedOver?: { readonly at: Temporal.Instant; readonly by?: string; readonly reason?: string };
  /** What the policy requires of a hand-over to its tier, and what of it was given or is proposed. */
  readonly fields: readonly HandoverField[];
  readonly openAlerts: number;
  /** The requester's own words, the first and the last. */
  readonly words: readonly { readonly at: Temporal.Instant; readonly text: string }[];
}

export interface HandoverField {
  readonly field: string;
  readonly given?: string;
  /** Found in the conversation, to be looked over. */
  readonly proposed?: HandoverProposal;
}

const mostWords = 1_000;

/** As it would be for a tier: the next one, unless another is named. */
export function handoverPage(view: CaseView, to?: string): HandoverPage {
  const { card, policy, record, messages, events } = view;
  const history = historyOf(events);
  const escalated = history.last('escalated');
  const tier = to ?? escalated?.to ?? policy.tiers[policy.tiers.indexOf(record.tier) + 1] ?? record.tier;
  const proposals = proposeHandover(messages);
  const given = escalated?.fields ?? {};
  const asked = messages.filter(({ direction, automatic }) => direction === 'in' && !automatic);
  const ends = asked.length > 1 ? [asked[0], asked.at(-1)] : asked;
  return {
    number: card.number,
    subject: card.subject,
    requester: card.requester.name,
    ...(card.organisation !== undefined && { organisation: card.organisation }),
    priority: card.priority.title,
    tier: record.tier,
    openedAt: card.openedAt,
    promises: card.promises,
    ...(escalated && {
      handedOver: {
        at: escalated.at,
        by: escalated.by,
        ...(escalated.reason !== undefined && { reason: escalated.reason }),
      },
    }),
    fields: (policy.handover[tier]?.requires ?? []).map((field) => {
      const proposed = proposalFor(field, proposals);
      return {
        field,
        ...(given[field] !== undefined && { given: given[field] }),
        ...(proposed && { proposed }),
      };
    }),
    openAlerts: openAlertsOf(history).length,
    words: ends.flatMap((message) =>
      message ? [{ at: message.at, text: message.text.slice(0, message.quoteFrom).slice(0, mostWords).trim() }] : [],
    ),
  };
}
