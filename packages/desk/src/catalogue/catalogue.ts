import type { CaseState, ClockKind, ClockName, ClockStatus, NotifyVia, Temporal } from '@sla/core';

import type { CardAction, PromiseLine, Risk } from '../case-card.ts';
import type { NoticeKind } from '../delivery.ts';
import type { Refusal, RefusalCode } from '../refusal.ts';
import type { ChatWords } from './chat-words.ts';
import type { Reader } from './reader.ts';
import type { EffectSentence, EventSentences } from './sentences.ts';

type Instant = Temporal.Instant;

/** Every sentence that the desk says to people, in one language. */
export interface Catalogue {
  readonly clocks: Readonly<Record<Exclude<ClockName, `milestone:${string}`>, string>>;
  readonly states: Readonly<Record<CaseState, string>>;
  readonly statuses: Readonly<Record<ClockStatus, string>>;
  readonly kinds: Readonly<Record<ClockKind, string>>;
  readonly risks: Readonly<Record<Risk, string>>;
  readonly actions: Readonly<Record<CardAction, string>>;
  readonly channels: Readonly<Record<NotifyVia, string>>;
  readonly labels: Readonly<
    Record<'case' | 'from' | 'priority' | 'assignee' | 'nobody' | 'clause' | 'open' | 'noSubject' | 'system', string>
  >;
  readonly refusals: Readonly<Record<RefusalCode, (facts: Refusal['facts']) => string>>;
  readonly events: EventSentences;
  /** What evaluation did, and what it will do should nothing happen. */
  readonly fired: EffectSentence;
  readonly coming: EffectSentence;
  readonly chat: ChatWords;
  /** What stands beside a promise: `due Mon 23 Nov, 13:30 (Europe/London), in 14 minutes`. */
  promise(line: PromiseLine, reader: Reader, now: Instant): string;
  receipt(facts: ReceiptFacts): string;
  /** One line of a letter to the requester, on where the case can be seen. */
  portal(url: string): string;
  /** What the requester reads when an agent acknowledges by hand. */
  acknowledgement(facts: LetterFacts & { readonly agent: string }): string;
  /** What the requester reads when an agent says by when it will be fixed. */
  estimate(facts: LetterFacts & { readonly fixBy: Instant; readonly reader: Reader; readonly now: Instant }): string;
  /** What the requester reads when a step of the ladder tells them. */
  requesterNotice(facts: LetterFacts & { readonly state: CaseState }): string;
  replyFooter(facts: { readonly number: string; readonly desk: string; readonly agent?: string }): string;
  notice(facts: NoticeFacts): NoticeWords;
  /** The subject of a mail that gathers several notices. */
  digestSubject(counts: Readonly<Partial<Record<NoticeKind, number>>>): string;
  digestOpening(count: number): string;
}

export interface LetterFacts {
  /** The requester's name, where it is known. */
  readonly name?: string;
  readonly number: string;
  readonly subject: string;
  readonly desk: string;
}

export interface ReceiptFacts extends LetterFacts {
  readonly priority: string;
  readonly promises: readonly { readonly clock: ClockName; readonly kind: ClockKind; readonly dueAt: Instant }[];
  /** Where the case is seen, where customers can reach it. */
  readonly portal?: string | undefined;
  readonly reader: Reader;
  readonly now: Instant;
}

/** What a notice to people of the desk is about. */
export interface NoticeFacts {
  readonly kind: NoticeKind;
  readonly reader: Reader;
  readonly now: Instant;
  /** When it happened, or should have. */
  readonly at: Instant;
  readonly promise?: { readonly clock: ClockName; readonly kind: ClockKind; readonly dueAt?: Instant };
  readonly step?: { readonly id: string; readonly takeWithin?: string };
  /** Ways that the policy names and this desk has not set up. */
  readonly insteadOf: readonly NotifyVia[];
  /** Ways that are set up, and on which the reader has no account. */
  readonly unlinked?: readonly NotifyVia[];
  /** Of a delivery that was given up. */
  readonly failure?: { readonly to: string; readonly error: string };
}

export interface NoticeWords {
  /** A few words, for subjects and lists. */
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly todo: string;
}

/** `First response`; a milestone by its own name. */
export function clockLabel(clock: ClockName, catalogue: Catalogue): string {
  return clock in catalogue.clocks
    ? catalogue.clocks[clock as keyof Catalogue['clocks']]
    : clock.slice('milestone:'.length);
}
