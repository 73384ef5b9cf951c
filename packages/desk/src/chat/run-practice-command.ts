import type { PracticeCommandName } from '../catalogue/chat-practice-words.ts';
import type { CaseView } from '../desk.ts';
import { readCaseNumber, readIncidentNumber } from './case-number.ts';
import type { CaseForm, PracticeForm } from './chat-actions.ts';
import { doneWith, kindly, notOffered, refusedWith } from './chat-answers.ts';
import type { Actor, ChatOptions } from './chat-parts.ts';
import type { ChatAnswer } from './contract.ts';
import { furtherOf } from './further.ts';
import { carryOutPractice, type Filled } from './practice-submit.ts';
import { answerForm, doAtOnce } from './press.ts';

export interface TypedCommand {
  readonly name: Exclude<PracticeCommandName, 'incidents' | 'oncall' | 'handover'>;
  readonly rest: string;
  readonly key: string | undefined;
}

/** A command around a case: done at once where it says all, else asked about in its form. What goes to customers is always shown first. */
export async function runPracticeCommand(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  typed: TypedCommand,
): Promise<ChatAnswer> {
  const { name, rest } = typed;
  switch (name) {
    case 'more':
      return answerForm(chat, actor, view, 'more', {});
    case 'unmerge':
      return doAtOnce(chat, actor, view, 'unmerge');
    case 'leave':
      return doAtOnce(chat, actor, view, 'leave-incident');
    case 'merge':
    case 'link':
      return withOther(chat, actor, view, { ...typed, name });
    case 'tag':
      return rest === ''
        ? offered(chat, actor, view, 'tag', {})
        : atOnce(chat, actor, view, 'tag', tagsIn(rest), typed);
    case 'article':
      return rest === ''
        ? offered(chat, actor, view, 'article', {})
        : atOnce(chat, actor, view, 'article', { article: rest }, typed);
    case 'call':
      return called(chat, actor, view, typed);
    case 'incident':
      return joined(chat, actor, view, typed);
    case 'inform':
      return answerForm(chat, actor, view, 'inform', { text: rest });
    case 'end':
      return answerForm(chat, actor, view, 'end-incident', { text: rest });
    case 'delay':
      return offered(chat, actor, view, 'delay', delayIn(rest));
    case 'defer':
      return offered(chat, actor, view, 'defer', { reason: rest });
    case 'split':
    case 'undo':
      return offered(chat, actor, view, name, {});
  }
}

/** A form that the case is ready for; what has nothing to choose says so itself. */
function offered(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  action: Exclude<CaseForm, 'more'> & PracticeForm,
  initial: Readonly<Record<string, string>>,
): Promise<ChatAnswer> {
  const saysItself = action === 'split' || action === 'undo' || action === 'article';
  const isThere = furtherOf(view, true).includes(action) || (saysItself && view.record.state !== 'merged');
  if (isThere) return answerForm(chat, actor, view, action, initial);
  return Promise.resolve(kindly(chat, actor, view, notOffered(actor, view, action)));
}

async function atOnce(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  action: PracticeForm,
  values: Filled['values'],
  { key = '' }: TypedCommand,
): Promise<ChatAnswer> {
  const outcome = await carryOutPractice[action](chat, actor, view, { values, key });
  return outcome.ok
    ? doneWith(chat, actor, outcome, action, outcome.what)
    : refusedWith(chat, actor, outcome.refusal, view.record.id);
}

/** `merge C-1043 into C-1042`, `link C-1043 C-1050`. */
async function withOther(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  typed: TypedCommand & { readonly name: 'merge' | 'link' },
): Promise<ChatAnswer> {
  const word = typed.rest.replace(/^(?:into|to|with|and|in|mit|und)\s+/i, '').split(/\s+/)[0] ?? '';
  if (word === '') return offered(chat, actor, view, typed.name, {});
  const other = readCaseNumber(word, chat.identity.casePrefix);
  if (other !== undefined) return atOnce(chat, actor, view, typed.name, { other }, typed);
  const { help, refusals } = actor.words;
  const example = help.commands[typed.name].example(view.record.number);
  return kindly(chat, actor, view, refusals.notACase({ word, example }));
}

/** `log-in, exam week, -old`: with a minus it comes off. */
function tagsIn(typed: string): Filled['values'] {
  const tags = typed.split(',').map((tag) => tag.trim());
  const isOff = (tag: string) => /^[-−–]/.test(tag);
  const off = tags.filter(isOff).map((tag) => tag.slice(1).trim());
  return { add: tags.filter((tag) => !isOff(tag)).join(','), remove: off.join(',') };
}

const answeredWords = /^(?:answered|reached|spoke|erreicht|gesprochen)\b[\s:,-]*/i;
const triedWords = /^(?:tried|attempted|missed|unanswered|no answer|versucht|nicht erreicht|niemand da)\b[\s:,-]*/i;

/** With its outcome and what was said it is logged; else the form asks. */
function called(chat: ChatOptions, actor: Actor, view: CaseView, typed: TypedCommand): Promise<ChatAnswer> {
  const { rest } = typed;
  const outcome = triedWords.test(rest) ? 'no' : answeredWords.test(rest) ? 'yes' : undefined;
  const text = rest.replace(outcome === 'no' ? triedWords : answeredWords, '').trim();
  const values = { text, ...(outcome !== undefined && { answered: outcome }) };
  if (outcome === undefined || text === '') return offered(chat, actor, view, 'log-call', values);
  return atOnce(chat, actor, view, 'log-call', values, typed);
}

/** With an incident's number it is joined; else the form asks, its title begun with what was typed. */
function joined(chat: ChatOptions, actor: Actor, view: CaseView, typed: TypedCommand): Promise<ChatAnswer> {
  const incident = readIncidentNumber(typed.rest);
  if (incident !== undefined) return atOnce(chat, actor, view, 'incident', { incident }, typed);
  return answerForm(chat, actor, view, 'incident', typed.rest === '' ? {} : { title: typed.rest });
}

/** `4 business hours: we wait for the vendor` */
function delayIn(typed: string): Readonly<Record<string, string>> {
  const [, every = '', reason = ''] = /^([^:]{1,60}):\s*([\s\S]*)$/.exec(typed) ?? [];
  return every === '' ? { reason: typed } : { every: every.trim(), reason: reason.trim() };
}
