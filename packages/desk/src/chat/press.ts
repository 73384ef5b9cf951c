import type { CaseView, Outcome } from '../desk.ts';
import { refusal } from '../refusal.ts';
import { sentenceOf } from '../sentence-of.ts';
import { doneWith, kindly, notOffered, refusedWith, staleWords } from './chat-answers.ts';
import { caseForm, type Initial } from './chat-forms.ts';
import { type Actor, asAgent, type ChatOptions } from './chat-parts.ts';
import type { ChatAccount, ChatAnswer, ChatDesk, FormAction } from './contract.ts';
import { withPresence } from './presence.ts';

export type Click = Parameters<ChatDesk['press']>[1];

/** What is done at once, without asking for anything. */
export type DirectAction = 'claim' | 'resume' | 'reopen' | 'close' | 'take';

/** A click: done at once, or answered with a form. */
export function press(chat: ChatOptions, by: ChatAccount, click: Click): Promise<ChatAnswer> {
  return asAgent(chat, by, async (actor) => {
    const view = await chat.desk.read.case(click.case);
    if (!view) return refusedWith(chat, actor, refusal('no-such-case', { case: click.case }));
    const outdated = outdatedWords(actor, view, click);
    if (outdated !== undefined) return kindly(chat, actor, view, outdated);
    if (isDirect(click.action)) return doAtOnce(chat, actor, view, click.action, click.step);
    return answerForm(chat, actor, view, click.action, {});
  });
}

export function isDirect(action: FormAction): action is DirectAction {
  return action in direct;
}

/** Carries out what asks for nothing. */
export async function doAtOnce(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  action: DirectAction,
  step?: string,
): Promise<ChatAnswer> {
  const alert = step ?? view.card.openAlerts[0]?.step ?? '';
  const outcome = await direct[action](chat, actor, view.record.id, alert);
  return outcome.ok
    ? doneWith(chat, actor, outcome, action)
    : refusedWith(chat, actor, outcome.refusal, view.record.id);
}

export async function answerForm(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  action: Exclude<FormAction, DirectAction | 'new'>,
  initial: Initial,
): Promise<ChatAnswer> {
  const asked = await caseForm(action, { chat, actor, view, initial });
  if ('whyNot' in asked) return kindly(chat, actor, view, asked.whyNot);
  return { kind: 'form', form: await withPresence(chat, actor.words, asked.form) };
}

type Direct = (chat: ChatOptions, actor: Actor, ref: string, step: string) => Promise<Outcome>;

const direct: Readonly<Record<DirectAction, Direct>> = {
  claim: ({ desk }, { by }, ref) => desk.claim(by, { case: ref }),
  resume: ({ desk }, { by }, ref) => desk.resume(by, { case: ref }),
  reopen: ({ desk }, { by }, ref) => desk.reopen(by, { case: ref }),
  close: ({ desk }, { by }, ref) => desk.close(by, { case: ref }),
  take: ({ desk }, { by }, ref, step) => desk.take(by, { case: ref, step }),
};

/** What an alert asks stands as long as the alert does, whatever else happens to the case; anything else is as old as its card. */
function outdatedWords(actor: Actor, view: CaseView, { action, step, version }: Click): string | undefined {
  if (action === 'take') return undefined;
  if (action === 'hand-over' && view.card.openAlerts.some((alert) => alert.step === step)) return undefined;
  if (version !== view.record.version) return overtakenWords(actor, view, action) ?? staleWords(actor, view);
  if (action === 'hand-over') return view.card.actions.includes('assign') ? undefined : notOffered(actor, view, action);
  return view.card.actions.includes(action) ? undefined : notOffered(actor, view, action);
}

/** Where somebody was faster, who it was. */
function overtakenWords(actor: Actor, { card, record }: CaseView, action: FormAction): string | undefined {
  if (action !== 'claim' || !card.assignee || card.assignee.id === actor.agent.id) return undefined;
  return sentenceOf(refusal('already-claimed', { case: record.number, agent: card.assignee.name }), actor.language);
}
