import type { CaseEvent, CaseEventType, ClockKind, Effect } from '@sla/core';

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

/** What happened to a case, a sentence each. */
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

export function sentenceOfEvent(event: CaseEvent, sentences: EventSentences, say: Speech): string {
  // Each entry takes the event of its own name, which TypeScript cannot follow through the look-up.
  const sentence = sentences[event.type] as (event: CaseEvent, say: Speech) => string;
  return sentence(event, say);
}
