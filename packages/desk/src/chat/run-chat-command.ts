import type { CaseQuery } from '@sla/case-store';

import { catalogueFor } from '../catalogue/catalogue-for.ts';
import type { CaseView } from '../desk.ts';
import { openStates } from '../open-states.ts';
import { refusal } from '../refusal.ts';
import { readIncidentNumber } from './case-number.ts';
import { cardFor, doneWith, kindly, notOffered, refusedWith } from './chat-answers.ts';
import { cardOfEntry } from './chat-card.ts';
import { type CaseCommand, type ChatCommand, type Misunderstood, parseChatCommand } from './chat-commands.ts';
import { filesOf } from './chat-files.ts';
import { newCaseForm, takeCallForm } from './chat-forms.ts';
import { type Actor, asAgent, type ChatOptions } from './chat-parts.ts';
import type { ChatAccount, ChatAnswer, ChatFile } from './contract.ts';
import { handoverWords, incidentsWords, onCallWords } from './practice-words.ts';
import { answerForm, doAtOnce } from './press.ts';
import { runPracticeCommand } from './run-practice-command.ts';

/** As many as a chat shows in one message. */
const mostListed = 10;

/** What came with the words. */
interface Brought {
  readonly key?: string | undefined;
  readonly attachments?: readonly ChatFile[] | undefined;
}

/** What somebody typed, done; or a sentence on what to type instead. */
export function runChatCommand(
  chat: ChatOptions,
  by: ChatAccount,
  typed: string,
  brought: Brought = {},
): Promise<ChatAnswer> {
  return asAgent(chat, by, async (actor) => {
    const command = parseChatCommand(typed, chat.identity.casePrefix);
    switch (command.kind) {
      case 'help':
        return help(chat, actor);
      case 'mine':
        return ownCases(chat, actor);
      case 'list':
        return listed(chat, actor, command.filter);
      case 'find': {
        const { title, empty } = actor.words.lists.found;
        const { words } = command;
        return list(chat, actor, { text: words }, { title: title(words), empty: empty(words) });
      }
      case 'new':
        return { kind: 'form', form: newCaseForm(chat, actor, { subject: command.subject ?? '' }) };
      case 'take-call':
        return { kind: 'form', form: takeCallForm(chat, actor, {}) };
      case 'incidents':
        return incidentsWords(chat, actor);
      case 'oncall':
        return onCallWords(chat, actor);
      case 'unknown-command':
      case 'case-missing':
      case 'words-missing':
      case 'not-a-case':
        return { kind: 'refused', said: instead(chat, actor, command) };
      default:
        return aboutCase(chat, actor, command, brought);
    }
  });
}

/** An agent's open cases by time to breach. */
export function ownQueue(chat: ChatOptions, by: ChatAccount): Promise<ChatAnswer> {
  return asAgent(chat, by, (actor) => ownCases(chat, actor, 50));
}

function ownCases(chat: ChatOptions, actor: Actor, most = mostListed): Promise<ChatAnswer> {
  const { id } = actor.agent;
  return list(
    chat,
    actor,
    { states: openStates, assignee: id, order: 'next-due', limit: most },
    actor.words.lists.mine,
  );
}

async function listed(chat: ChatOptions, actor: Actor, filter: string | undefined): Promise<ChatAnswer> {
  const { lists } = actor.words;
  const open: CaseQuery = { states: openStates, order: 'next-due' };
  if (filter === undefined) return list(chat, actor, open, lists.list);
  const narrowed = await narrowing(chat, filter);
  if ('known' in narrowed) {
    const said = actor.words.refusals.unknownFilter({ word: filter, known: narrowed.known.join(', ') });
    return { kind: 'refused', said };
  }
  const { title, empty } = lists.filtered;
  return list(
    chat,
    actor,
    { ...open, ...narrowed.query },
    { title: title(narrowed.name), empty: empty(narrowed.name) },
  );
}

type Narrowing = { readonly query: CaseQuery; readonly name: string } | { readonly known: readonly string[] };

/** A word of either language, a priority or a team, by name or title. */
async function narrowing({ desk }: ChatOptions, filter: string): Promise<Narrowing> {
  const wanted = filter.toLowerCase();
  const filters = ['en', 'de'].map((language) => catalogueFor(language).chat.filters);
  const isOne = (name: 'unassigned' | 'at-risk' | 'missed') => filters.some((words) => words[name] === wanted);
  if (isOne('unassigned')) return { query: { assignee: 'nobody' }, name: filter };
  if (isOne('at-risk')) return { query: { atRisk: true }, name: filter };
  if (isOne('missed')) return { query: { dueBy: await desk.read.now() }, name: filter };
  const names = (each: { readonly name: string; readonly title?: string; readonly id?: string }) =>
    [each.name, each.title, each.id].some((name) => name?.toLowerCase() === wanted);
  const priorities = desk.read.policies().flatMap((policy) => policy.priorities);
  const priority = priorities.find(names);
  if (priority) return { query: { priority: priority.name }, name: priority.title ?? priority.name };
  const teams = await desk.read.teams();
  const team = teams.find(names);
  if (team) return { query: { team: team.id }, name: team.name };
  const known = [
    'unassigned',
    'at-risk',
    'missed',
    ...priorities.map(({ name }) => name),
    ...teams.map(({ id }) => id),
  ];
  return { known: [...new Set(known)] };
}

async function list(
  { desk, identity }: ChatOptions,
  actor: Actor,
  query: CaseQuery,
  { title, empty }: { readonly title: string; readonly empty: string },
): Promise<ChatAnswer> {
  const [{ cases, total, now }, teams] = await Promise.all([
    desk.read.queue({ limit: mostListed, ...query }),
    desk.read.teams(),
  ]);
  const saying = { reader: actor.readerFor(), now, teams, url: identity.url };
  return { kind: 'list', title, empty, cases: cases.map((entry) => cardOfEntry(entry, saying)), total };
}

function help({ identity }: ChatOptions, { words }: Actor): ChatAnswer {
  const number = `${identity.casePrefix}-1042`;
  const commands = Object.values(words.help.commands).map(({ usage, meaning, example }) => {
    return { usage, meaning, example: example(number) };
  });
  return { kind: 'help', title: words.help.title, commands };
}

/** What to type instead. */
function instead({ identity }: ChatOptions, { words }: Actor, wrong: Misunderstood): string {
  const { refusals } = words;
  const { commands } = words.help;
  const number = `${identity.casePrefix}-1042`;
  if (wrong.kind === 'unknown-command') {
    const nearest = wrong.nearest && commands[wrong.nearest].usage;
    return refusals.unknownCommand({
      word: wrong.word,
      command: commands.help.usage,
      ...(nearest !== undefined && { nearest }),
    });
  }
  const { usage } = commands[wrong.command];
  const example = commands[wrong.command].example(number);
  if (wrong.kind === 'not-a-case') return refusals.notACase({ word: wrong.word, example });
  return wrong.kind === 'case-missing'
    ? refusals.caseMissing({ usage, example })
    : refusals.wordsMissing({ usage, example });
}

type OfCase = Extract<ChatCommand, { readonly kind: CaseCommand }>;

async function aboutCase(chat: ChatOptions, actor: Actor, command: OfCase, brought: Brought): Promise<ChatAnswer> {
  const view = await caseOf(chat, command.case);
  if (!view) {
    const isIncident = readIncidentNumber(command.case) !== undefined && chat.identity.casePrefix !== 'I';
    const reason = isIncident
      ? refusal('unknown-incident', { incident: command.case })
      : refusal('no-such-case', { case: command.case });
    return refusedWith(chat, actor, reason);
  }
  const { rest } = command;
  switch (command.kind) {
    case 'show':
      return { kind: 'card', card: cardFor(chat, actor, view) };
    case 'claim':
    case 'resume':
      return doAtOnce(chat, actor, view, command.kind);
    case 'reply':
    case 'resolve':
      return offered(chat, actor, view, command.kind, { text: rest });
    case 'update':
      return answerForm(chat, actor, view, 'update', { text: rest });
    case 'escalate':
      return offered(chat, actor, view, 'escalate', escalation(view, rest));
    case 'note':
      return noted(chat, actor, view, rest, brought);
    case 'priority':
      return prioritised(chat, actor, view, rest);
    case 'pause':
      return paused(chat, actor, view, rest);
    case 'handover':
      return handoverWords(chat, actor, view, rest);
    default:
      return runPracticeCommand(chat, actor, view, { name: command.kind, rest, key: brought.key });
  }
}

/** By its number; an incident stands for its first case. */
async function caseOf({ desk }: ChatOptions, ref: string): Promise<CaseView | undefined> {
  const view = await desk.read.case(ref);
  if (view || readIncidentNumber(ref) === undefined) return view;
  const incident = (await desk.read.incidents()).find(({ id }) => id === ref);
  const [first] = incident?.cases ?? [];
  return first === undefined ? undefined : desk.read.case(first);
}

/** A form that the card would offer too; its fields filled with what was typed. */
async function offered(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  action: 'reply' | 'resolve' | 'escalate' | 'prioritise' | 'pause',
  initial: Readonly<Record<string, string>>,
): Promise<ChatAnswer> {
  if (view.card.actions.includes(action)) return answerForm(chat, actor, view, action, initial);
  const { record, policy, sla } = view;
  const said =
    action === 'escalate' && sla.tier === policy.tiers.at(-1)
      ? actor.words.refusals.noHigherTier({ number: record.number, tier: sla.tier })
      : notOffered(actor, view, action);
  return kindly(chat, actor, view, said);
}

/** `L3 the logs are clean`: a tier where the first word is one, and the reason. */
function escalation({ policy }: CaseView, rest: string): Readonly<Record<string, string>> {
  const [first = '', ...others] = rest.split(/\s+/);
  const tier = policy.tiers.find((each) => each.toLowerCase() === first.toLowerCase());
  if (tier === undefined) return { reason: rest };
  return { tier, reason: others.join(' ') };
}

async function noted(
  chat: ChatOptions,
  actor: Actor,
  view: CaseView,
  text: string,
  { key, attachments = [] }: Brought,
): Promise<ChatAnswer> {
  const words = text || attachments.map(({ name }) => name).join(', ');
  if (words === '') return answerForm(chat, actor, view, 'note', {});
  const note = { case: view.record.id, text: words, attachments: filesOf(chat, attachments) };
  const outcome = await chat.desk.note(actor.by, { ...note, ...(key !== undefined && { key }) });
  return doneWith(chat, actor, outcome, 'note');
}

/** With a priority it is set at once; without one the form asks. */
async function prioritised(chat: ChatOptions, actor: Actor, view: CaseView, rest: string): Promise<ChatAnswer> {
  if (rest === '') return offered(chat, actor, view, 'prioritise', {});
  const [wanted = '', ...others] = rest.split(/\s+/);
  const isWanted = ({ name, title }: { readonly name: string; readonly title?: string }) =>
    [name, title].some((each) => each?.toLowerCase() === wanted.toLowerCase());
  const found = view.policy.priorities.find(isWanted);
  const reason = others.join(' ');
  const outcome = await chat.desk.prioritise(actor.by, {
    case: view.record.id,
    priority: found?.name ?? wanted,
    ...(reason && { reason }),
  });
  return outcome.ok
    ? doneWith(chat, actor, outcome, 'prioritise', found?.title ?? wanted)
    : refusedWith(chat, actor, outcome.refusal, view.record.id);
}

async function paused(chat: ChatOptions, actor: Actor, view: CaseView, rest: string): Promise<ChatAnswer> {
  if (rest === '') return offered(chat, actor, view, 'pause', {});
  const wanted = rest.toLowerCase();
  const reason = view.policy.pauseReasons.find((each) => [each, each.replaceAll('-', ' ')].includes(wanted)) ?? rest;
  const outcome = await chat.desk.pause(actor.by, { case: view.record.id, reason });
  return outcome.ok
    ? doneWith(chat, actor, outcome, 'pause', reason.replaceAll('-', ' '))
    : refusedWith(chat, actor, outcome.refusal, view.record.id);
}
