import type { Temporal } from '@sla/core';

import type { Reader } from '../catalogue/reader.ts';
import { practiceInGerman } from './words-de.ts';
import { practiceInEnglish } from './words-en.ts';

type Instant = Temporal.Instant;

/** What the desk says around a case, in one language. */
export interface PracticeWords {
  /** To a colleague: phone somebody, because nothing here does it by itself. */
  callNow(facts: CaseFacts & { readonly whom: string; readonly step: string }): Said;
  /** To a colleague: ask whether it stayed solved. */
  followUp(facts: CaseFacts & { readonly resolvedAt: Instant; readonly reader: Reader; readonly now: Instant }): Said;
  /** To an account manager: a request of theirs went to the product team. */
  deferred(facts: CaseFacts & { readonly reason: string }): Said;
  /** To colleagues: several organisations are hit, so the status page owes a word. */
  widespread(facts: { readonly incident: string; readonly title: string; readonly organisations: number }): Said;
  /** To leads: the customer records do not take an entry, and the rest waits. */
  feedFailed(facts: { readonly number: string; readonly error: string }): Said;
  /** To the requester: it went to the product team, and what they can do meanwhile. */
  deferredLetter(facts: LetterFacts & { readonly alternative?: string | undefined }): string;
  /** To the requester: it takes longer, why, and how often they hear from us. */
  delayLetter(facts: LetterFacts & { readonly reason: string; readonly every: string }): string;
  /** To the requester: how was it, by one click. */
  surveyLetter(facts: LetterFacts & { readonly addresses: readonly string[] }): string;
  /** To the requester of what keeps coming back. */
  guidanceLetter(facts: LetterFacts & { readonly guidance: string }): string;
  /** What the log says of what moves no clock. */
  readonly marks: {
    readonly linked: (number: string) => string;
    readonly tagged: (tags: { readonly added: readonly string[]; readonly removed: readonly string[] }) => string;
    readonly article: (article: { readonly title: string; readonly url: string }) => string;
    readonly joined: (incident: { readonly id: string; readonly title: string }) => string;
    readonly left: (incident: { readonly id: string; readonly title: string }) => string;
  };
  report(facts: { readonly desk: string; readonly from: string; readonly to: string }): string;
  readonly reportLines: Readonly<
    Record<
      'commitments' | 'objectives' | 'clauses' | 'nothing' | 'met' | 'overdue' | 'causes' | 'satisfaction' | 'answers',
      string
    >
  >;
}

export interface Said {
  readonly headline: string;
  readonly text: string;
}

export interface CaseFacts {
  readonly number: string;
  readonly subject: string;
  readonly requester: string;
}

export interface LetterFacts {
  readonly name?: string | undefined;
  readonly number: string;
  readonly subject: string;
  readonly desk: string;
}

/** `de`, `de-AT` → German; English where the language is not kept. */
export function practiceWordsFor(language: string): PracticeWords {
  return language.toLowerCase().startsWith('de') ? practiceInGerman : practiceInEnglish;
}
