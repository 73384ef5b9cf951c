import type { CaseState, Temporal } from '@sla/core';

import type { CaseView } from '../desk.ts';
import { present } from '../present.ts';

/** What a requester sees of their case: every public word, whatever its priority (S4-22), and nothing from inside. */
export interface PublicPage {
  readonly number: string;
  readonly subject: string;
  readonly state: CaseState;
  readonly openedAt: Temporal.Instant;
  readonly messages: readonly PublicMessage[];
}

export interface PublicMessage {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly from: 'requester' | 'desk';
  /** Who wrote it, where that is known. */
  readonly name?: string;
  /** Without the quoted history. */
  readonly text: string;
}

export function publicPage({ record, messages }: CaseView): PublicPage {
  const { number, subject, state, openedAt } = record;
  return {
    number,
    subject,
    state,
    openedAt,
    messages: messages
      .filter(({ direction }) => direction !== 'note')
      .map(({ id, at, direction, authorName, text, quoteFrom }) =>
        present({
          id,
          at,
          from: direction === 'in' ? ('requester' as const) : ('desk' as const),
          name: authorName,
          text: text.slice(0, quoteFrom).trim(),
        }),
      ),
  };
}
