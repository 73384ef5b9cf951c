import type { Temporal } from '@sla/core';
import { actionsAtOnce, type ChatButton, type ChatCard } from '@sla/desk';

import {
  type Action,
  type AdaptiveCard,
  adaptiveCard,
  type Colour,
  type ColumnSet,
  type Element,
  type ExecuteAction,
  type SubmitAction,
  type TextBlock,
} from './adaptive-card.ts';
import { type CardValue, holdCardValue } from './card-value.ts';
import { lineOf, paragraph, plainText, quietly, run } from './plain-text.ts';
import { phrasesFor } from './platform-phrases.ts';

/** Buttons beside each other; the others stand behind the three dots, so that a phone shows them too. */
const shownButtons = 3;

/** The case card: what the desk says of a case, with its buttons. */
export function caseCard(card: ChatCard, language: string): AdaptiveCard {
  return adaptiveCard(plainText(card.summary, 500), cardBody(card), {
    actions: [...toActions(card), ...openIn(card, language)],
    refresh: { action: refreshOf(card, language), userIds: [] },
  });
}

/** A case as it is dropped into somebody's chat: no words of the customer, no buttons that only agents may press. */
export function sharedCard(card: ChatCard, language: string): AdaptiveCard {
  return adaptiveCard(plainText(card.summary, 500), [...headOf(card), ...factsOf(card), ...promiseOf(card)], {
    actions: openIn(card, language),
  });
}

function cardBody(card: ChatCard): readonly Element[] {
  return [...headOf(card), ...factsOf(card), ...promiseOf(card), ...messageOf(card), quietly(card.footer)];
}

export function headOf({ number, subject, state, risk }: ChatCard): readonly Element[] {
  return [
    lineOf([
      run(`${number}  `, { size: 'medium', isSubtle: true }),
      run(subject, { size: 'medium', weight: 'bolder', maxLength: 300 }),
    ]),
    lineOf(
      [
        run(state, { weight: 'bolder' }),
        ...(risk.text.trim() === ''
          ? []
          : [run('  ·  ', { isSubtle: true }), run(risk.text, { weight: 'bolder', color: colours[risk.level] })]),
      ],
      'small',
    ),
  ];
}

function factsOf({ facts }: ChatCard): readonly Element[] {
  const columns = facts.map(({ label, value }) => ({
    type: 'Column' as const,
    width: 'stretch' as const,
    items: [quietly(label), paragraph(value, { maxLength: 200 }, 'none')],
  }));
  const rows: ColumnSet[] = [];
  for (let first = 0; first < columns.length; first += 2)
    rows.push({ type: 'ColumnSet', columns: columns.slice(first, first + 2), spacing: 'small' });
  return rows;
}

/** By the viewer's own clock, as nothing on a card counts down: “in 14 minutes” would soon be wrong. */
export function promiseOf({ next, risk }: ChatCard): readonly Element[] {
  if (next === undefined) return [];
  const color = colours[risk.level];
  if (next.dueAt === undefined)
    return [lineOf([run(`${next.label}: `), run(next.text, { weight: 'bolder', color })], 'medium')];
  const label = lineOf([run(`${next.label}:`)]);
  const due = localTime(next.dueAt, { weight: 'bolder', color });
  return [
    {
      type: 'ColumnSet',
      spacing: 'medium',
      columns: [
        { type: 'Column', width: 'auto', items: [label] },
        { type: 'Column', width: 'stretch', items: [due] },
      ],
    },
  ];
}

function messageOf({ lastMessage }: ChatCard): readonly Element[] {
  if (lastMessage === undefined) return [];
  return [
    {
      type: 'Container',
      style: 'emphasis',
      spacing: 'medium',
      items: [
        lineOf([run(lastMessage.from, { size: 'small', weight: 'bolder', maxLength: 120 })]),
        paragraph(lastMessage.text, { maxLength: 600 }, 'small'),
        localTime(lastMessage.at, { size: 'small', isSubtle: true, spacing: 'none' }),
      ],
    },
  ];
}

/** Shown by the client in its viewer's own zone and language. */
function localTime(
  at: Temporal.Instant,
  look: Pick<TextBlock, 'size' | 'weight' | 'isSubtle' | 'color' | 'spacing'>,
): TextBlock {
  const iso = at.round('second').toString();
  return { type: 'TextBlock', text: `{{DATE(${iso},SHORT)}} {{TIME(${iso})}}`, wrap: true, ...look };
}

const colours: Readonly<Record<ChatCard['risk']['level'], Colour>> = {
  none: 'default',
  'at-risk': 'warning',
  missed: 'attention',
};

const styles = { primary: 'positive', plain: 'default', danger: 'destructive' } as const;

/** What needs no question; all else opens a dialog, which Teams does for a submit alone. */
const pressedAtOnce: ReadonlySet<string> = new Set<ChatButton['action']>(actionsAtOnce);

export function toActions(card: Pick<ChatCard, 'id' | 'version' | 'buttons' | 'menu'>): readonly Action[] {
  return [...card.buttons, ...card.menu].map(({ action, label, style, step }, position) => {
    const value: CardValue = { case: card.id, version: card.version, action, ...(step !== undefined && { step }) };
    const look: Look = {
      title: label,
      style: styles[style],
      mode: position < shownButtons ? 'primary' : 'secondary',
    };
    return pressedAtOnce.has(action) ? pressButton(value, look) : dialogButton(value, look);
  });
}

type Look = Pick<SubmitAction, 'title' | 'style' | 'mode'>;

/** Answered in place where the client can; others send the same value as a message. */
function pressButton(value: CardValue, look: Look): ExecuteAction {
  const data = holdCardValue(value);
  return {
    type: 'Action.Execute',
    verb: value.action,
    data,
    ...look,
    fallback: { type: 'Action.Submit', data, ...look },
  };
}

export function dialogButton(value: CardValue, look: Look): SubmitAction {
  return { type: 'Action.Submit', data: { ...holdCardValue(value), msteams: { type: 'task/fetch' } }, ...look };
}

export function openIn({ url }: Pick<ChatCard, 'url'>, language: string): readonly Action[] {
  if (url === undefined) return [];
  return [{ type: 'Action.OpenUrl', title: phrasesFor(language).openInConsole, url, mode: 'secondary' }];
}

function refreshOf({ id, version }: ChatCard, language: string): ExecuteAction {
  return {
    type: 'Action.Execute',
    verb: 'refresh',
    title: phrasesFor(language).refresh,
    data: holdCardValue({ case: id, version, action: 'refresh' }),
  };
}
