import type { CaseView, Outcome } from '../desk.ts';
import { refusal } from '../refusal.ts';
import { sentenceOf } from '../sentence-of.ts';
import { type ActionAtOnce, type CaseForm, type FurtherAction, furtherActions, isAtOnce } from './chat-actions.ts';
import { doneWith, kindly, notOffered, refusedWith, staleWords } from './chat-answers.ts';
import { caseForm } from './chat-forms.ts';
import { type Actor, asAgent, type ChatOptions } from './chat-parts.ts';
import type { ChatAccount, ChatAnswer, ChatDesk, FormAction } from './contract.ts';
import type { Initial } from './form-asking.ts';
import { furtherOf } from './further.ts';
import { withPresence } from './presence.ts';

export type Click = Parameters<ChatDesk['press']>[1];

/** A click: done at once, or answered with a form. */
export function press(chat: ChatOptions, by: ChatAccount, click: Click): Promise<ChatAnswer> {
  return asAgent(chat, by, async (actor) => {
    const view = await chat.desk.read.case(click.case);
    if (!view) return refusedWith(chat, actor, refusal('no-such-case', { case: click.case }));
    const outdated = outdatedWords(chat, actor, view, click);
    if (outdated !== undefined) return kindly(chat, actor, view, outdated);
    if (isAtOnce(click.action)) return doAtOnce(chat, actor, view, click.action, click.step);
    return answerForm(chat, actor, view, click.action, {});
  });
}

/** Carries out what asks for nothing. */
export async function doAtOnce(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  action: ActionAtOnce,
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
  action: CaseForm,
  initial: Initial,
): Promise<ChatAnswer> {
  const asked = await caseForm(action, { chat, actor, view, initial });
  if ('whyNot' in asked) return kindly(chat, actor, view, asked.whyNot);
  return { kind: 'form', form: await withPresence(chat, actor.words, asked.form) };
}

type Direct = (chat: ChatOptions, actor: Actor, ref: string, step: string) => Promise<Outcome>;

const direct: Readonly<Record<ActionAtOnce, Direct>> = {
  claim: ({ desk }, { by }, ref) => desk.claim(by, { case: ref }),
  resume: ({ desk }, { by }, ref) => desk.resume(by, { case: ref }),
  reopen: ({ desk }, { by }, ref) => desk.reopen(by, { case: ref }),
  close: ({ desk }, { by }, ref) => desk.close(by, { case: ref }),
  take: ({ desk }, { by }, ref, step) => desk.take(by, { case: ref, step }),
  unmerge: ({ desk }, { by }, ref) => desk.unmerge(by, { case: ref }),
  'leave-incident': leaveIncident,
};

async function leaveIncident({ desk }: ChatOptions, { by }: Actor, ref: string): Promise<Outcome> {
  const view = await desk.read.case(ref);
  if (!view) return { ok: false, refusal: refusal('no-such-case', { case: ref }) };
  if (!view.incident) return { ok: false, refusal: refusal('nothing-to-do', { case: view.record.number }) };
  const outcome = await desk.leaveIncident(by, { incident: view.incident.id, case: ref });
  return outcome.ok ? { ok: true, case: view.record } : outcome;
}

/** What an alert asks stands as long as the alert does, whatever else happens to the case; anything else is as old as its card. */
function outdatedWords(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  { action, step, version }: Click,
): string | undefined {
  if (action === 'take') return undefined;
  if (action === 'hand-over' && view.card.openAlerts.some((alert) => alert.step === step)) return undefined;
  if (version !== view.record.version) return overtakenWords(actor, view, action) ?? staleWords(actor, view);
  return isOffered(chat, view, action) ? undefined : notOffered(actor, view, action);
}

function isOffered({ desk }: ChatOptions, view: CaseView, action: Click['action']): boolean {
  if (action === 'hand-over') return view.card.actions.includes('assign');
  if (action === 'more') return true;
  return isFurther(action)
    ? furtherOf(view, desk.read.articles().length > 0).includes(action)
    : view.card.actions.includes(action);
}

function isFurther(action: Click['action']): action is FurtherAction {
  return (furtherActions as readonly string[]).includes(action);
}

/** Where somebody was faster, who it was. */
function overtakenWords(actor: Actor, { card, record }: CaseView, action: FormAction): string | undefined {
  if (action !== 'claim' || !card.assignee || card.assignee.id === actor.agent.id) return undefined;
  return sentenceOf(refusal('already-claimed', { case: record.number, agent: card.assignee.name }), actor.language);
}
