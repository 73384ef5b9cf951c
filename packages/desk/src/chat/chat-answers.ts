import type { CaseRef } from '@sla/case-store';

import { catalogueFor } from '../catalogue/catalogue-for.ts';
import type { CaseView, Outcome } from '../desk.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { sentenceOf } from '../sentence-of.ts';
import { cardOfView, lastDeed } from './chat-card.ts';
import type { Actor, ChatOptions } from './chat-parts.ts';
import type { ChatAnswer, ChatCard, FormAction } from './contract.ts';

export function cardFor({ identity }: ChatOptions, actor: Actor, view: CaseView): ChatCard {
  return cardOfView(view, actor.readerFor(view), identity.url);
}

/** What was done, with the case as it now stands. */
export async function doneWith(
  chat: ChatOptions,
  actor: Actor,
  outcome: Outcome,
  action: FormAction,
  what?: string,
): Promise<ChatAnswer> {
  if (!outcome.ok) return refusedWith(chat, actor, outcome.refusal);
  const view = await chat.desk.read.case(outcome.case.id);
  if (!view) return refusedWith(chat, actor, refusal('no-such-case', { case: outcome.case.number }));
  const said = actor.words.done[action]({ number: view.record.number, ...(what !== undefined && { what }) });
  return { kind: 'done', said, card: cardFor(chat, actor, view) };
}

/** What the desk refused, with the case as it stands where there is one. */
export async function refusedWith(
  chat: ChatOptions,
  actor: Actor,
  reason: Refusal,
  ref?: CaseRef,
): Promise<ChatAnswer> {
  const said = sentenceOf(reason, actor.language);
  const view = ref === undefined ? undefined : await chat.desk.read.case(ref);
  return { kind: 'refused', said, ...(view && { card: cardFor(chat, actor, view) }) };
}

/** A kind word, with the card as it stands. */
export function kindly(chat: ChatOptions, actor: Actor, view: CaseView, said: string): ChatAnswer {
  return { kind: 'refused', said, card: cardFor(chat, actor, view) };
}

/** Told when the case has moved on since: what happened last, so that nobody has to guess. */
export function staleWords(actor: Actor, view: CaseView): string {
  const { number } = view.record;
  const last = lastDeed(view, actor.readerFor(view));
  return actor.words.refusals.stale(last === undefined ? { number } : { number, last });
}

/** Why an action is not among those of the card. */
export function notOffered(actor: Actor, view: CaseView, action: FormAction): string {
  const { record } = view;
  if (record.state === 'merged') {
    return sentenceOf(
      refusal('case-is-merged', { case: record.number, into: record.mergedInto ?? '' }),
      actor.language,
    );
  }
  const state = catalogueFor(actor.language).states[record.state];
  return actor.words.refusals.notOffered({ number: record.number, action: actor.words.buttons[action], state });
}
