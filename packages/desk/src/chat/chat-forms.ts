import type { Policy } from '@sla/core';

import { historyOf, pauseOf } from '../case-history.ts';
import type { ChatWords, FieldName } from '../catalogue/chat-words.ts';
import { spoken } from '../catalogue/sentences.ts';
import { isAnswered } from '../commands/resolve.ts';
import type { CaseView } from '../desk.ts';
import { membersOf, type People } from '../people.ts';
import { present } from '../present.ts';
import type { Actor, ChatOptions } from './chat-parts.ts';
import type { ChatField, ChatForm, FormAction } from './contract.ts';

/** The actions that ask for something before they are carried out. */
export type AskingAction = Exclude<FormAction, 'claim' | 'resume' | 'reopen' | 'close' | 'take'>;
/** Those of them that concern a case. */
export type CaseForm = Exclude<AskingAction, 'new'>;

/** What a form is filled with to begin with. */
export type Initial = Readonly<Record<string, string>>;

/** A form, or the sentence on why there is nothing to choose. */
export type FormOrWhyNot = { readonly form: ChatForm } | { readonly whyNot: string };

interface Asking {
  readonly chat: ChatOptions;
  readonly actor: Actor;
  readonly view: CaseView;
  readonly initial: Initial;
}

/** The most that Slack's inputs take. */
export const longestText = 3_000;
const longestLine = 150;

export async function caseForm(action: CaseForm, asking: Asking): Promise<FormOrWhyNot> {
  const { actor, view } = asking;
  const { words } = actor;
  const body = await bodyOf(action, asking);
  if ('whyNot' in body) return body;
  const { number, version } = view.record;
  return {
    form: {
      case: number,
      version,
      action,
      title: words.formTitles[action](number),
      submit: words.formButtons[action],
      cancel: words.labels.cancel,
      ...body,
    },
  };
}

/** A case for somebody who asked on another way. */
export function newCaseForm({ desk }: ChatOptions, { words }: Actor, initial: Initial): ChatForm {
  const { choices, hints } = words;
  const receipt = [choice('no', choices.receipt.no), choice('yes', choices.receipt.yes)];
  return {
    action: 'new',
    title: words.formTitles.new(''),
    submit: words.formButtons.new,
    cancel: words.labels.cancel,
    intro: words.intros.opens,
    fields: [
      line(words, 'requester', true, initial, hints.requester),
      line(words, 'name', false, initial),
      line(words, 'subject', true, initial),
      text(words, 'text', true, initial),
      chosen(words, 'priority', false, prioritiesOf(desk.read.policies()), initial),
      chosen(words, 'receipt', true, receipt, { receipt: 'no', ...initial }),
    ],
  };
}

type Body = Pick<ChatForm, 'fields' | 'intro'>;

async function bodyOf(action: CaseForm, asking: Asking): Promise<Body | { readonly whyNot: string }> {
  const { actor, view, initial } = asking;
  const { words } = actor;
  switch (action) {
    case 'assign':
      return { fields: [chosen(words, 'to', true, await holders(asking), initial)] };
    case 'hand-over':
      return handOver(asking);
    case 'reply':
    case 'update':
      return { intro: await mailed(asking, 'mailed'), fields: [text(words, 'text', true, initial)] };
    case 'note':
      return { intro: words.intros.inside, fields: [text(words, 'text', true, initial)] };
    case 'prioritise':
      return {
        fields: [
          chosen(words, 'priority', true, prioritiesOf([view.policy]), { priority: view.record.priority, ...initial }),
          line(words, 'reason', false, initial),
        ],
      };
    case 'escalate':
      return escalation(asking);
    case 'pause':
      return { fields: [chosen(words, 'pause', true, pauses(view), initial)] };
    case 'no-reply-needed':
      return { fields: [line(words, 'reason', true, initial)] };
    case 'resolve':
      return resolution(asking);
  }
}

async function handOver(asking: Asking): Promise<Body | { readonly whyNot: string }> {
  const { view, actor, initial } = asking;
  const { words } = actor;
  const colleagues = await colleaguesOf(asking);
  if (colleagues.length === 0) return { whyNot: words.refusals.nobodyElse({ number: view.record.number }) };
  return { intro: words.intros.handOver, fields: [chosen(words, 'to', true, colleagues, initial)] };
}

/** Each tier may ask for something of its own; where only one can be chosen, what it asks is required. */
function escalation({ view, actor, initial }: Asking): Body | { readonly whyNot: string } {
  const { words, agent } = actor;
  const { policy, record, sla } = view;
  const current = policy.tiers.indexOf(sla.tier);
  const tiers = policy.tiers.filter((_, rank) => rank > current || (agent.role !== 'agent' && rank !== current));
  const next = policy.tiers[current + 1] ?? tiers[0];
  if (next === undefined) return { whyNot: words.refusals.noHigherTier({ number: record.number, tier: sla.tier }) };
  const asked = [...new Set(tiers.flatMap((tier) => policy.handover[tier]?.requires ?? []))];
  const asksFor = (field: string) => tiers.filter((tier) => policy.handover[tier]?.requires.includes(field));
  return {
    fields: [
      chosen(
        words,
        'tier',
        true,
        tiers.map((tier) => choice(tier, tier)),
        { tier: next, ...initial },
      ),
      text(words, 'reason', true, initial),
      ...asked.map((field): ChatField => {
        const name = handoverField(field);
        const by = asksFor(field);
        return present({
          name,
          label: capitalised(spoken(field)),
          hint: words.hints.handover(by.join(', ')),
          required: by.length === tiers.length,
          initial: initial[name],
          kind: { type: 'text' as const, maxLength: longestText },
        });
      }),
    ],
  };
}

/** The name of the field in which a tier is told what its policy asks for. */
export function handoverField(name: string): string {
  return `handover:${name}`;
}

async function resolution(asking: Asking): Promise<Body> {
  const { view, actor, initial } = asking;
  const { words } = actor;
  const mayBeSilent = isAnswered(historyOf(view.events));
  return {
    intro: await mailed(asking, 'mailedIfAny'),
    fields: [
      text(words, 'text', !mayBeSilent, initial, mayBeSilent ? words.hints.resolveSilently : undefined),
      line(words, 'cause', false, initial),
    ],
  };
}

/** Where a message goes, with everybody who gets it. */
async function mailed({ chat, actor, view }: Asking, intro: 'mailed' | 'mailedIfAny'): Promise<string> {
  const { words } = actor;
  const goes = await chat.desk.read.answerGoesTo(view.record.id);
  if (!goes || goes.to.length === 0) return words.intros.noAddress;
  return words.intros[intro](present({ to: addressee(view, goes.to), copies: goes.cc.join(', ') || undefined }));
}

/** `Maria Sánchez <maria@ashdown.example>` */
export function addressee({ requester }: CaseView, to: readonly string[]): string {
  const addresses = to.join(', ');
  return requester?.name ? `${requester.name} <${addresses}>` : addresses;
}

type Choice = { readonly value: string; readonly label: string };

/** Everybody of the desk, those of the case's team first, then the teams. */
async function holders({ chat, view, actor }: Asking): Promise<readonly Choice[]> {
  const [agents, teams] = await Promise.all([chat.desk.read.agents(), chat.desk.read.teams()]);
  const isNear = ({ teams: own }: { readonly teams: readonly string[] }) => own.includes(view.record.team ?? '');
  const near = agents.toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)));
  return [
    ...near.map(({ id, name }) => choice(`agent:${id}`, name)),
    ...teams.map(({ id, name }) => choice(`team:${id}`, actor.words.choices.team(name))),
  ];
}

/** Those of the teams of whoever hands over and of the case; where these are alone, everybody else. */
async function colleaguesOf({ chat, view, actor }: Asking): Promise<readonly Choice[]> {
  const others = (await chat.desk.read.agents()).filter(({ id }) => id !== actor.agent.id);
  const people: Pick<People, 'agents'> = { agents: new Map(others.map((agent) => [agent.id, agent])) };
  const teams = [...actor.agent.teams, ...(view.record.team === undefined ? [] : [view.record.team])];
  const near = new Set(teams.flatMap((team) => membersOf(people, team)));
  return [...(near.size > 0 ? near : others)].map(({ id, name }) => choice(`agent:${id}`, name));
}

function prioritiesOf(policies: readonly Policy[]): readonly Choice[] {
  const titles = new Map<string, string>();
  for (const { priorities } of policies) {
    for (const { name, title } of priorities) if (!titles.has(name)) titles.set(name, title ?? name);
  }
  return [...titles].map(([name, title]) => choice(name, title));
}

/** The policy's reasons, without the one that holds already. */
function pauses({ policy, events }: CaseView): readonly Choice[] {
  const held = pauseOf(historyOf(events))?.reason;
  return policy.pauseReasons
    .filter((reason) => reason !== held)
    .map((reason) => choice(reason, capitalised(spoken(reason))));
}

function choice(value: string, label: string): Choice {
  return { value, label };
}

function chosen(
  words: ChatWords,
  name: FieldName,
  required: boolean,
  choices: readonly Choice[],
  initial: Initial,
): ChatField {
  const value = choices.find((each) => each.value === initial[name])?.value;
  return present({
    name,
    label: words.fields[name],
    required,
    initial: value,
    kind: { type: 'choice' as const, choices },
  });
}

function line(words: ChatWords, name: FieldName, required: boolean, initial: Initial, hint?: string): ChatField {
  return written(words, name, required, { type: 'line', maxLength: longestLine }, initial, hint);
}

function text(words: ChatWords, name: FieldName, required: boolean, initial: Initial, hint?: string): ChatField {
  return written(words, name, required, { type: 'text', maxLength: longestText }, initial, hint);
}

function written(
  words: ChatWords,
  name: FieldName,
  required: boolean,
  kind: Extract<ChatField['kind'], { readonly maxLength: number }>,
  initial: Initial,
  hint: string | undefined,
): ChatField {
  const value = initial[name]?.slice(0, kind.maxLength);
  return present({ name, label: words.fields[name], hint, required, initial: value, kind });
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
