import { historyOf } from '../case-history.ts';
import { tagOf } from '../commands/tag.ts';
import type { CaseView, Outcome } from '../desk.ts';
import type { RefusalCode } from '../refusal.ts';
import { readCaseNumber } from './case-number.ts';
import type { PracticeForm } from './chat-actions.ts';
import type { Actor, ChatOptions } from './chat-parts.ts';

/** The fields of a form, trimmed, and what makes a second delivery of it harmless. */
export interface Filled {
  readonly values: Readonly<Record<string, string>>;
  readonly key: string;
}

/** What came of it, and what the sentence of success names. */
export type Carried = Outcome<{ readonly what?: string }>;

type Carry = (chat: ChatOptions, actor: Actor, view: CaseView, filled: Filled) => Promise<Carried>;

/** Carries out a form around a case. */
export const carryOutPractice: Readonly<Record<PracticeForm, Carry>> = {
  merge: async ({ desk, identity }, { by }, { record }, { values }) => {
    const into = otherIn(values, identity.casePrefix);
    const outcome = await desk.merge(by, { case: record.id, into });
    return outcome.ok ? { ok: true, case: outcome.survivor, what: record.number } : outcome;
  },
  link: async ({ desk, identity }, { by }, { record }, { values }) => {
    const to = otherIn(values, identity.casePrefix);
    return naming(await desk.link(by, { case: record.id, to }), to);
  },
  split: async ({ desk }, { by }, { record }, { values }) => {
    const outcome = await desk.split(by, { case: record.id, messages: listed(values.messages) });
    return outcome.ok ? { ok: true, case: outcome.case, what: outcome.into.number } : outcome;
  },
  undo: ({ desk }, { by }, { record }, { values }) => desk.undo(by, { case: record.id, event: values.event ?? '' }),
  tag: async ({ desk }, { by }, { record }, { values }) => {
    const add = tagsIn(values.add);
    const outcome = await desk.tag(by, { case: record.id, add, remove: listed(values.remove) });
    return outcome.ok ? naming(outcome, outcome.case.tags.join(', ')) : outcome;
  },
  article: async ({ desk }, { by }, { record }, { values: { article = '' } }) => {
    const outcome = await desk.linkArticle(by, { case: record.id, article });
    const title = desk.read.articles().find(({ id }) => id === article.toLowerCase())?.title;
    return naming(outcome, title);
  },
  'log-call': ({ desk }, { by }, { record }, { values, key }) =>
    desk.logCall(by, { case: record.id, answered: values.answered === 'yes', summary: values.text ?? '', key }),
  incident: joinOrOpen,
  inform: (chat, { by }, view, { values, key }) =>
    asOutcome(view, () => {
      const [publish, workaround] = [values.publish === 'yes', values.workaround === 'yes'];
      const news = { incident: view.incident?.id ?? '', text: values.text ?? '', key };
      return chat.desk.informIncident(by, { ...news, publish, workaround });
    }),
  'end-incident': (chat, { by }, view, { values, key }) =>
    asOutcome(view, () => {
      const { text = '', cause } = values;
      const end = { incident: view.incident?.id ?? '', text, key, publish: values.publish === 'yes' };
      return chat.desk.endIncident(by, { ...end, ...(cause && { cause }) });
    }),
  delay: async ({ desk }, { by }, { record }, { values: { every = '', reason = '', tell } }) =>
    naming(await desk.delay(by, { case: record.id, every, reason, tell: tell === 'yes' }), every),
  defer: ({ desk }, { by }, { record }, { values: { reason = '', alternative } }) =>
    desk.defer(by, { case: record.id, reason, ...(alternative && { alternative }) }),
};

async function joinOrOpen(
  { desk }: ChatOptions,
  { by }: Actor,
  view: CaseView,
  { values: { incident = 'new', title = '', outage } }: Filled,
): Promise<Carried> {
  const cases = [view.record.id];
  const outcome =
    incident === 'new'
      ? await desk.openIncident(by, { title, cases, outage: outage === 'yes' })
      : await desk.joinIncident(by, { incident, cases });
  return outcome.ok ? { ok: true, case: view.record, what: outcome.incident.id } : outcome;
}

async function asOutcome(
  { record }: CaseView,
  give: () => ReturnType<ChatOptions['desk']['informIncident']>,
): Promise<Carried> {
  const outcome = await give();
  if (!outcome.ok) return outcome;
  const what = outcome.told.join(', ');
  return { ok: true, case: record, ...(what && { what }) };
}

function naming(outcome: Outcome, what: string | undefined): Carried {
  return outcome.ok && what ? { ...outcome, what } : outcome;
}

/** The form once more, or a colleague who did the same meanwhile: it is as it was asked for. */
export function isPracticeSo(view: CaseView, action: PracticeForm, values: Filled['values']): boolean {
  const { record, links, articles, incident } = view;
  const history = historyOf(view.events);
  switch (action) {
    case 'merge':
      return record.state === 'merged';
    case 'link':
      return links.some(({ number }) => number.toLowerCase() === values.other?.toLowerCase());
    case 'tag': {
      const gone = listed(values.remove).every((tag) => !record.tags.includes(tag));
      return gone && tagsIn(values.add).every((tag) => record.tags.includes(tagOf(tag)));
    }
    case 'article':
      return articles.linked.some(({ id }) => id === values.article);
    case 'split':
      return history.has(
        (event) => event.type === 'split' && listed(values.messages).every((id) => event.messages.includes(id)),
      );
    case 'undo':
      return history.has((event) => event.type === 'undone' && event.event === values.event);
    case 'delay': {
      const last = history.last('delayed');
      return last?.every === values.every && last?.reason === values.reason;
    }
    case 'defer':
      return record.state === 'deferred';
    case 'incident':
      return values.incident === 'new' ? incident?.title === values.title : incident?.id === values.incident;
    case 'log-call':
    case 'inform':
    case 'end-incident':
      // Their key makes them harmless.
      return false;
  }
}

/** The field of a form that a refusal is about. */
export const practiceFieldOf: Readonly<Partial<Record<RefusalCode, string>>> = {
  'same-case': 'other',
  'other-organisation': 'other',
  'no-such-case': 'other',
  'case-is-merged': 'other',
  'bad-tag': 'add',
  'unknown-article': 'article',
  'unknown-incident': 'incident',
  'unknown-interval': 'every',
  'unknown-message': 'messages',
  'cannot-split': 'messages',
  'unknown-event': 'event',
  'cannot-undo': 'event',
};

/** A number as people write it; what is none is looked for as it stands, and not found. */
function otherIn({ other = '' }: Filled['values'], casePrefix: string): string {
  return readCaseNumber(other, casePrefix) ?? other;
}

function listed(values: string | undefined): readonly string[] {
  return (values ?? '').split(',').filter(Boolean);
}

/** With commas between, so that a tag may have several words. */
function tagsIn(typed: string | undefined): readonly string[] {
  return (typed ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
}
