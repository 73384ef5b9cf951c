import type { Policy } from '@sla/core';

import { historyOf, pauseOf } from '../case-history.ts';
import { spoken } from '../catalogue/sentences.ts';
import { isAnswered } from '../commands/resolve.ts';
import type { CaseView } from '../desk.ts';
import { membersOf, type People } from '../people.ts';
import { present } from '../present.ts';
import type { CaseForm } from './chat-actions.ts';
import type { Actor, ChatOptions } from './chat-parts.ts';
import type { ChatField, ChatForm } from './contract.ts';
import { type Asking, type Body, type FormOrWhyNot, type Initial, mailed } from './form-asking.ts';
import { type Choice, choice, chosen, line, longestText, text } from './form-fields.ts';
import { practiceBody } from './practice-forms.ts';

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

/** Somebody phones: what they say, and what is said to them. */
export function takeCallForm({ desk }: ChatOptions, { words }: Actor, initial: Initial): ChatForm {
  return {
    action: 'take-call',
    title: words.formTitles['take-call'](''),
    submit: words.formButtons['take-call'],
    cancel: words.labels.cancel,
    intro: words.practice.intros.takeCall,
    fields: [
      line(words, 'requester', true, initial, words.hints.requester),
      line(words, 'name', false, initial),
      line(words, 'subject', true, initial),
      text(words, 'text', true, initial),
      chosen(words, 'priority', false, prioritiesOf(desk.read.policies()), initial),
    ],
  };
}

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
    default:
      return practiceBody(action, asking);
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

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
