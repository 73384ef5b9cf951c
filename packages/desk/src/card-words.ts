import type { Temporal } from '@sla/core';

import type { CaseCard, PromiseLine } from './case-card.ts';
import { clockLabel } from './catalogue/catalogue.ts';
import { catalogueFor } from './catalogue/catalogue-for.ts';
import type { Reader } from './catalogue/reader.ts';

/** What a card says, in the reader's language and zone. */
export interface CardWords {
  readonly state: string;
  readonly risk: string;
  readonly assignee: string;
  readonly promises: readonly PromiseWords[];
  readonly next?: PromiseWords;
}

export interface PromiseWords {
  /** `First response` */
  readonly label: string;
  /** `due Mon 23 Nov, 13:30 (Europe/London), in 14 minutes` */
  readonly text: string;
}

export function cardWords(card: CaseCard, reader: Reader, now: Temporal.Instant): CardWords {
  const words = catalogueFor(reader.language);
  return {
    state: words.states[card.state],
    risk: words.risks[card.risk],
    assignee: card.assignee?.name ?? words.labels.nobody,
    promises: card.promises.map((line) => promiseWords(line, reader, now)),
    ...(card.next && { next: promiseWords(card.next, reader, now) }),
  };
}

export function promiseWords(line: PromiseLine, reader: Reader, now: Temporal.Instant): PromiseWords {
  const words = catalogueFor(reader.language);
  return { label: clockLabel(line.clock, words), text: words.promise(line, reader, now) };
}
