import { type CaseEvent, toInstant } from '@sla/core';

import { catalogueFor } from '../catalogue/catalogue-for.ts';
import { formatTime } from '../catalogue/format-time.ts';
import { sentenceOfEvent } from '../catalogue/sentences.ts';
import { openStates } from '../open-states.ts';
import { isWidespread } from '../practice/incidents.ts';
import { speechOf } from '../speech.ts';
import type { PracticeForm } from './chat-actions.ts';
import type { ChatField } from './contract.ts';
import { type Asking, type Body, mailed } from './form-asking.ts';
import { type Choice, choice, chosen, line, several, text, yesOrNo } from './form-fields.ts';
import { furtherOf, movableIn } from './further.ts';

type BodyOrWhyNot = Body | { readonly whyNot: string };

/** What a form around a case asks. */
export async function practiceBody(action: PracticeForm | 'more', asking: Asking): Promise<BodyOrWhyNot> {
  switch (action) {
    case 'more':
      return more(asking);
    case 'merge':
    case 'link':
      return otherCase(action, asking);
    case 'split':
      return splitting(asking);
    case 'undo':
      return undoing(asking);
    case 'tag':
      return tagging(asking);
    case 'article':
      return article(asking);
    case 'log-call':
      return call(asking);
    case 'incident':
      return incident(asking);
    case 'inform':
    case 'end-incident':
      return news(action, asking);
    case 'delay':
      return delay(asking);
    case 'defer':
      return deferral(asking);
  }
}

function more({ chat, view, actor, initial }: Asking): BodyOrWhyNot {
  const { words } = actor;
  const choices = furtherOf(view, chat.desk.read.articles().length > 0).map((each) =>
    choice(each, words.buttons[each]),
  );
  if (choices.length === 0) return { whyNot: words.practice.refusals.nothingMore(view.record.number) };
  return { intro: words.practice.intros.more, fields: [chosen(words, 'action', true, choices, initial)] };
}

/** An example that may well be the one: another open case of the same customer. */
async function otherCase(
  action: 'merge' | 'link',
  { chat, actor: { words }, view, initial }: Asking,
): Promise<BodyOrWhyNot> {
  const { organisation, requester, id } = view.record;
  const whose = organisation === undefined ? { requester } : { organisation };
  const { cases } = await chat.desk.read.queue({ ...whose, states: openStates, order: 'changed', limit: 4 });
  const others = cases.filter(({ card }) => card.id !== id).map(({ card }) => `${card.number} (${card.subject})`);
  const { intros, hints } = words.practice;
  const hint = hints.other(others[0] ?? `${chat.identity.casePrefix}-1042`);
  return { intro: intros[action], fields: [line(words, 'other', true, initial, hint)] };
}

function splitting({ actor: { words, readerFor }, view }: Asking): BodyOrWhyNot {
  const choices = movableIn(view).map(({ id, at, authorName, text: said, quoteFrom }) => {
    const when = formatTime(at, readerFor(view), view.now).replace(/ \(.*\)$/, '');
    const line = said.slice(0, quoteFrom).replace(/\s+/g, ' ').trim();
    return choice(id, [when, authorName, line].filter(Boolean).join(' · '));
  });
  if (choices.length === 0) return { whyNot: words.practice.refusals.nothingToSplit(view.record.number) };
  return { intro: words.practice.intros.split, fields: [several(words, 'messages', true, choices)] };
}

/** The latest first, and chosen to begin with. */
function undoing({ actor: { words, readerFor }, view, initial }: Asking): BodyOrWhyNot {
  const reader = readerFor(view);
  const say = speechOf(view, { ...view, reader });
  const { events } = catalogueFor(reader.language);
  const sentence = (event: CaseEvent) =>
    `${sentenceOfEvent(event, events, say).replace(/\.$/, '')} (${formatTime(toInstant(event.at), reader, view.now).replace(/ \(.*\)$/, '')})`;
  const undoable = new Set(view.undoable);
  const choices = view.events
    .filter(({ id }) => undoable.has(id))
    .map((event) => choice(event.id, sentence(event)))
    .toReversed();
  const [latest] = choices;
  if (latest === undefined) return { whyNot: words.practice.refusals.nothingToUndo(view.record.number) };
  const field = chosen(words, 'event', true, choices, { event: latest.value, ...initial });
  return { intro: words.practice.intros.undo, fields: [field] };
}

function tagging({ actor: { words }, view, initial }: Asking): Body {
  const { tags } = view.record;
  const { intros, hints } = words.practice;
  const add = line(words, 'add', tags.length === 0, initial, hints.tags);
  const remove = several(
    words,
    'remove',
    false,
    tags.map((tag) => choice(tag, tag)),
  );
  return { intro: intros.tag(tags.join(', ')), fields: tags.length === 0 ? [add] : [add, remove] };
}

/** Those that may help first, the first of them chosen. */
function article({ chat, actor: { words }, view, initial }: Asking): BodyOrWhyNot {
  const { linked, suggested } = view.articles;
  const known = new Set([...linked, ...suggested].map(({ id }) => id));
  const others = chat.desk.read.articles().filter(({ id }) => !known.has(id));
  const choices = [...suggested, ...others].map(({ id, title }) => choice(id, title));
  if (choices.length === 0) return { whyNot: words.practice.refusals.noArticles };
  const [likeliest] = suggested;
  const field = chosen(words, 'article', true, choices, { ...(likeliest && { article: likeliest.id }), ...initial });
  return { intro: words.practice.intros.article, fields: [field] };
}

function call({ actor: { words }, view, initial }: Asking): Body {
  const { intros, choices } = words.practice;
  const order = view.checklist.map(({ way, state }) => `${choices.way[way]} (${choices.step[state]})`).join(', ');
  const answers = [choice('yes', choices.answered), choice('no', choices.attempted)];
  return {
    intro: intros.call(order),
    fields: [chosen(words, 'answered', true, answers, initial), text(words, 'text', true, initial)],
  };
}

/** One that is open, or a new one. */
async function incident({ chat, actor: { words }, view, initial }: Asking): Promise<Body> {
  const { intros, choices, hints } = words.practice;
  const open = (await chat.desk.read.incidents()).filter(({ endedAt }) => endedAt === undefined).toReversed();
  const all: readonly Choice[] = [
    choice('new', choices.newIncident),
    ...open.map(({ id, title }) => choice(id, `${id} ${title}`)),
  ];
  return {
    intro: intros.incident,
    fields: [
      chosen(words, 'incident', true, all, { incident: 'new', ...initial }),
      line(words, 'title', true, { title: view.card.subject, ...initial }, hints.title),
      yesOrNo(words, 'outage', initial),
    ],
  };
}

/** Says whom it reaches before it is sent. */
function news(action: 'inform' | 'end-incident', { actor: { words }, view, initial }: Asking): BodyOrWhyNot {
  const { intros, refusals } = words.practice;
  const { incident: joined } = view;
  if (!joined || joined.endedAt !== undefined) return { whyNot: refusals.noIncident(view.record.number) };
  const facts = { incident: joined.id, title: joined.title, cases: joined.cases.length };
  // Several organisations are hit: the agreement wants it published (S4-9).
  const publish = yesOrNo(words, 'publish', { publish: isWidespread(joined) ? 'yes' : 'no', ...initial });
  const said = text(words, 'text', true, initial);
  const fields: readonly ChatField[] =
    action === 'inform'
      ? [said, publish, yesOrNo(words, 'workaround', initial)]
      : [said, publish, line(words, 'cause', false, initial)];
  return { intro: action === 'inform' ? intros.inform(facts) : intros.end(facts), fields };
}

function delay({ actor: { words }, initial }: Asking): Body {
  const { intros, hints } = words.practice;
  return {
    intro: intros.delay,
    fields: [
      line(words, 'every', true, initial, hints.every),
      line(words, 'reason', true, initial),
      yesOrNo(words, 'tell', initial),
    ],
  };
}

async function deferral(asking: Asking): Promise<Body> {
  const { words } = asking.actor;
  const { intros, hints } = words.practice;
  return {
    intro: intros.defer(await mailed(asking, 'mailed')),
    fields: [
      line(words, 'reason', true, asking.initial),
      text(words, 'alternative', false, asking.initial, hints.alternative),
    ],
  };
}
