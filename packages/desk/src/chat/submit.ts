import { toInstant } from '@sla/core';

import { historyOf, pauseOf } from '../case-history.ts';
import type { CaseView, Outcome } from '../desk.ts';
import { agentId } from '../people.ts';
import { type RefusalCode, refusal } from '../refusal.ts';
import { sentenceOf } from '../sentence-of.ts';
import { type CaseForm, isAtOnce, type PracticeForm } from './chat-actions.ts';
import { doneWith, kindly, refusedWith, staleWords } from './chat-answers.ts';
import { filesOf } from './chat-files.ts';
import { caseForm, handoverField, newCaseForm, takeCallForm } from './chat-forms.ts';
import { type Actor, asAgent, type ChatOptions } from './chat-parts.ts';
import type { ChatAccount, ChatAnswer, ChatDesk, ChatForm } from './contract.ts';
import { addressee } from './form-asking.ts';
import { formFaults } from './form-faults.ts';
import { furtherOf } from './further.ts';
import { openNew } from './open-new.ts';
import { type Carried, carryOutPractice, isPracticeSo, practiceFieldOf } from './practice-submit.ts';
import { answerForm, doAtOnce } from './press.ts';

export type Submission = Parameters<ChatDesk['submit']>[1];

/** A form that was filled in: carried out, or answered with what is wrong with it, field by field. */
export function submit(chat: ChatOptions, by: ChatAccount, submission: Submission): Promise<ChatAnswer> {
  return asAgent(chat, by, async (actor) => {
    if (submission.action === 'new') return submitNew(chat, actor, submission);
    if (submission.action === 'take-call') return submitCall(chat, actor, submission);
    const ref = submission.case ?? '';
    const view = await chat.desk.read.case(ref);
    if (!view) return refusedWith(chat, actor, refusal('no-such-case', { case: ref }));
    const { action } = submission;
    if (isAtOnce(action)) return doAtOnce(chat, actor, view, action);
    if (action === 'more') return chooseMore(chat, actor, view, submission.values);
    return submitFor(chat, actor, view, { ...submission, action });
  });
}

type CarriedForm = Exclude<CaseForm, 'more'>;
type CaseSubmission = Submission & { readonly action: CarriedForm };
type Values = Submission['values'];

/** What was chosen of all that may be done: done at once, or asked about in its own form. */
function chooseMore(chat: ChatOptions, actor: Actor, view: CaseView, { action = '' }: Values): Promise<ChatAnswer> {
  const chosen = furtherOf(view, chat.desk.read.articles().length > 0).find((each) => each === action);
  if (chosen === undefined) return answerForm(chat, actor, view, 'more', {});
  return isAtOnce(chosen) ? doAtOnce(chat, actor, view, chosen) : answerForm(chat, actor, view, chosen, {});
}

async function submitCall(chat: ChatOptions, actor: Actor, { values, key }: Submission): Promise<ChatAnswer> {
  const faults = formFaults(takeCallForm(chat, actor, {}), values, actor.words);
  if (Object.keys(faults).length > 0) return { kind: 'invalid', faults };
  const { requester = '', name = '', subject = '', text = '', priority = '' } = trimmed(values);
  const outcome = await chat.desk.takeCall(actor.by, {
    from: { address: requester, ...(name && { name }) },
    subject,
    summary: text,
    key,
    ...(priority && { priority }),
  });
  return doneWith(chat, actor, outcome, 'take-call');
}

async function submitNew(chat: ChatOptions, actor: Actor, submission: Submission): Promise<ChatAnswer> {
  const { values, key, attachments = [], saidAt } = submission;
  const faults = formFaults(newCaseForm(chat, actor, {}), values, actor.words);
  if (Object.keys(faults).length > 0) return { kind: 'invalid', faults };
  const { requester = '', name = '', subject = '', text = '', priority = '', receipt } = trimmed(values);
  return openNew(chat, actor, {
    externalId: key,
    requester: { address: requester, ...(name && { name }) },
    subject,
    text,
    attachments,
    ...(priority && { priority }),
    mayAcknowledge: receipt === 'yes',
    ...(saidAt !== undefined && { saidAt: toInstant(saidAt) }),
  });
}

async function submitFor(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  submission: CaseSubmission,
): Promise<ChatAnswer> {
  const { action, values, version } = submission;
  const given = trimmed(values);
  const isOld = version !== undefined && version !== view.record.version;
  // The same form once more, or a colleague who wanted the same.
  if (isOld && isSoAlready(view, action, given)) {
    return doneWith(chat, actor, { ok: true, case: view.record }, action, await whatOf(chat, action, given, view));
  }
  if (isOld && choosing.has(action)) return kindly(chat, actor, view, staleWords(actor, view));
  const asked = await caseForm(action, { chat, actor, view, initial: {} });
  if ('whyNot' in asked) return kindly(chat, actor, view, asked.whyNot);
  const faults = { ...formFaults(asked.form, given, actor.words), ...handoverFaults(view, action, given, actor) };
  if (Object.keys(faults).length > 0) return { kind: 'invalid', faults };
  const what = await whatOf(chat, action, given, view);
  const outcome: Carried = await carryOut[action](chat, actor, view, { ...submission, values: given });
  return outcome.ok
    ? doneWith(chat, actor, outcome, action, outcome.what ?? what)
    : refusedFor(chat, actor, view, asked.form, outcome);
}

/** One choice over another: made by what a card showed, and quickly made again. Words that took time to write are not turned away. */
const choosing: ReadonlySet<CarriedForm> = new Set(['assign', 'hand-over', 'prioritise', 'pause']);

function isSoAlready(view: CaseView, action: CarriedForm, values: Values): boolean {
  const { record, events } = view;
  const { to = '', priority, tier, pause } = values;
  switch (action) {
    case 'assign':
    case 'hand-over':
      return to === `agent:${record.assignee}` || to === `team:${record.team}`;
    case 'prioritise':
      return priority === record.priority;
    case 'escalate':
      return tier === record.tier;
    case 'pause':
      return pause === pauseOf(historyOf(events))?.reason;
    case 'reply':
    case 'update':
    case 'note':
    case 'resolve':
    case 'no-reply-needed':
      return false;
    default:
      return isPracticeSo(view, action, values);
  }
}

/** What the chosen tier must be told: fields of tiers that were not chosen stay empty. */
function handoverFaults({ policy }: CaseView, action: CarriedForm, values: Values, { words }: Actor) {
  const { tier = '' } = values;
  const requires = action === 'escalate' ? (policy.handover[tier]?.requires ?? []) : [];
  return Object.fromEntries(
    requires
      .filter((field) => !values[handoverField(field)])
      .map((field) => [handoverField(field), words.faults.handover({ tier, field })]),
  );
}

type CarryOut = (chat: ChatOptions, actor: Actor, view: CaseView, given: CaseSubmission) => Promise<Outcome>;

const carryOut: Readonly<Record<Exclude<CarriedForm, PracticeForm>, CarryOut>> & typeof carryOutPractice = {
  ...carryOutPractice,
  assign: ({ desk }, { by }, { record }, { values }) => desk.assign(by, { case: record.id, ...holderOf(values) }),
  'hand-over': ({ desk }, { by }, { record }, { values }) => desk.assign(by, { case: record.id, ...holderOf(values) }),
  reply: (chat, { by }, { record }, { values, key, attachments }) =>
    chat.desk.reply(by, { case: record.id, text: values.text ?? '', attachments: filesOf(chat, attachments), key }),
  update: (chat, { by }, { record }, { values, key, attachments }) =>
    chat.desk.update(by, { case: record.id, text: values.text ?? '', attachments: filesOf(chat, attachments), key }),
  note: (chat, { by }, { record }, { values, key, attachments }) =>
    chat.desk.note(by, { case: record.id, text: values.text ?? '', attachments: filesOf(chat, attachments), key }),
  prioritise: ({ desk }, { by }, { record }, { values: { priority = '', reason } }) =>
    desk.prioritise(by, { case: record.id, priority, ...(reason && { reason }) }),
  escalate: ({ desk }, { by }, { record }, { values }) =>
    desk.escalate(by, {
      case: record.id,
      to: values.tier ?? '',
      reason: values.reason ?? '',
      fields: handoverOf(values),
    }),
  pause: ({ desk }, { by }, { record }, { values }) => desk.pause(by, { case: record.id, reason: values.pause ?? '' }),
  'no-reply-needed': ({ desk }, { by }, { record }, { values }) =>
    desk.noReplyNeeded(by, { case: record.id, reason: values.reason ?? '' }),
  resolve: resolveWith,
};

/** With files it is a reply that resolves; the desk treats both alike. */
function resolveWith(
  chat: ChatOptions,
  { by }: Actor,
  { record }: CaseView,
  { values, key, attachments = [] }: CaseSubmission,
): Promise<Outcome> {
  const { text = '', cause } = values;
  const resolution = { case: record.id, ...(cause && { cause }), key };
  return attachments.length > 0 && text
    ? chat.desk.reply(by, { ...resolution, text, attachments: filesOf(chat, attachments), resolve: true })
    : chat.desk.resolve(by, { ...resolution, ...(text && { text }) });
}

function holderOf({ to = '' }: Values) {
  if (to.startsWith('team:')) return { team: to.slice('team:'.length) };
  return { to: `agent:${to.replace(/^agent:/, '')}` } as const;
}

function handoverOf(values: Values): Readonly<Record<string, string>> {
  const prefix = handoverField('');
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) && value ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}

/** What the sentence of success names: a colleague, a priority's title, whom a message goes to. */
async function whatOf(
  { desk }: ChatOptions,
  action: CarriedForm,
  { to = '', priority, tier, pause, text }: Values,
  view: CaseView,
): Promise<string | undefined> {
  switch (action) {
    case 'assign':
    case 'hand-over':
      return to.startsWith('team:')
        ? (view.teams.find(({ id }) => `team:${id}` === to)?.name ?? to)
        : view.agents.find(({ id }) => id === agentId(`agent:${to.replace(/^agent:/, '')}`))?.name;
    case 'prioritise':
      return view.policy.priorities.find(({ name }) => name === priority)?.title ?? priority;
    case 'escalate':
      return tier;
    case 'pause':
      return pause?.replaceAll('-', ' ');
    case 'reply':
    case 'update':
    case 'resolve': {
      const goes = text ? await desk.read.answerGoesTo(view.record.id) : undefined;
      return goes && goes.to.length > 0 ? addressee(view, [...goes.to, ...goes.cc]) : undefined;
    }
    default:
      return undefined;
  }
}

/** Where the desk's refusal concerns a field of the form, it stands there, and nothing that was written is lost. */
async function refusedFor(
  chat: ChatOptions,
  actor: Actor,
  { record }: CaseView,
  { fields }: ChatForm,
  outcome: Extract<Outcome, { readonly ok: false }>,
): Promise<ChatAnswer> {
  const { code } = outcome.refusal;
  const field = fieldOf[code];
  if (field !== undefined && fields.some(({ name }) => name === field)) {
    return { kind: 'invalid', faults: { [field]: sentenceOf(outcome.refusal, actor.language) } };
  }
  return refusedWith(chat, actor, outcome.refusal, record.id);
}

const fieldOf: Readonly<Partial<Record<RefusalCode, string>>> = {
  'empty-message': 'text',
  'resolve-needs-a-message': 'text',
  'unknown-priority': 'priority',
  'unknown-tier': 'tier',
  'missing-handover-fields': 'tier',
  'unknown-agent': 'to',
  'unknown-team': 'to',
  'unknown-reason': 'pause',
  ...practiceFieldOf,
};

function trimmed(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
}
