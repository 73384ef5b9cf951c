import type { CaseEvent, CaseEventType, ClockKind, Effect } from '@sla/core';

import type { ProblemCode } from '../api/problem.ts';
import type { MessagePageWords } from '../mail-html/message-page.ts';

/** What the console itself says, in one language; names of clocks, states and refusals are the desk's (`catalogueFor`). */
export interface Words {
  readonly problems: Problems;
  /** Title of what the desk refuses. */
  readonly refused: string;
  readonly messagePage: MessagePageWords;
  /** The page that a sign-in link leads to when it does not work. */
  readonly badLink: { readonly title: string; readonly text: string };
  readonly pagesNotBuilt: { readonly title: string; readonly text: string };
  readonly events: EventSentences;
  /** What evaluation did, and what it will do should nothing happen. */
  readonly fired: EffectSentence;
  readonly coming: EffectSentence;
  /** The sentence of what fires again and again. */
  repeatedly(sentence: string): string;
}

export type Problems = Readonly<
  Record<ProblemCode, { readonly title: string; readonly detail: (facts: Readonly<Record<string, string>>) => string }>
>;

/** How names and times are said to one reader. */
export interface Speech {
  /** Fit to begin a sentence; the desk itself where nobody is named. */
  who(person: string | undefined): string;
  /** A role, team, person, rota or tier by its bare name. */
  recipient(name: string | undefined): string;
  priority(name: string): string;
  team(id: string): string;
  time(at: CaseEvent['at']): string;
  clock(name: string | undefined): string;
  kindOf(effect: Effect): ClockKind;
  /** `phone and mail`; empty without any. */
  ways(via: Effect['via']): string;
  /** The sentence of the event that was undone, without its full stop. */
  undone(event: string): string | undefined;
}

export type EventOf<Type extends CaseEventType> = Extract<CaseEvent, { readonly type: Type }>;

export type EventSentences = {
  readonly [Type in CaseEventType]: (event: EventOf<Type>, say: Speech) => string;
};

export type EffectSentence = (effect: Effect, say: Speech) => string;

/** Names as policies write them: `awaiting-requester` is read `awaiting requester`. */
export function spoken(name: string): string {
  return name.replaceAll('-', ' ');
}

/** `: reason`, or nothing. */
export function because(reason: string | undefined): string {
  return reason ? `: ${reason.replace(/\.$/, '')}` : '';
}
