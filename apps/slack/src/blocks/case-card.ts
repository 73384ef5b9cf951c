import type { ChatButton, ChatCard } from '@sla/desk';
import type {
  ActionsBlock,
  Button,
  ContextBlock,
  KnownBlock,
  Overflow,
  RichTextBlock,
  SectionBlock,
} from '@slack/types';

import { type Click, clickValue } from './click.ts';
import { cut, escapeInline, notificationText } from './escape.ts';
import { dateToken, mrkdwn, plain } from './text-objects.ts';
import type { SlackWords } from './words.ts';

/** What `chat.postMessage`, `chat.update` and ephemeral answers are given. `text` is what notifications and screen readers say. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** The one message that shows a case. */
export function caseCard(card: ChatCard, words: SlackWords): SlackMessage {
  return { text: notificationText(card.summary), blocks: cardBlocks(card, words) };
}

/** A block's id changes with the card's version, so that no client keeps an old one. */
export function cardBlocks(card: ChatCard, words: SlackWords): readonly KnownBlock[] {
  const id = (part: string) => `${part}/${card.id}/${card.version}`;
  return [
    { type: 'header', block_id: id('head'), text: plain(`${card.number} ${card.subject}`, 150) },
    standing(card, id('standing')),
    ...facts(card, id('facts')),
    ...lastMessage(card, id('last')),
    ...actions(card, words, id('do')),
    { type: 'context', block_id: id('foot'), elements: [{ ...plain(card.footer, 1_000) }] },
  ];
}

/** State, how near a promise is to being missed, and the promise that is due first, in words; colour says nothing alone. */
function standing(card: ChatCard, blockId: string): SectionBlock {
  const words = [`*${escapeInline(card.state, 200)}*`, ...riskWords(card)];
  return { type: 'section', block_id: blockId, text: mrkdwn([words.join(' · '), ...nextLine(card)].join('\n')) };
}

function riskWords({ risk }: ChatCard): readonly string[] {
  if (risk.text.trim() === '') return [];
  const text = escapeInline(risk.text, 300);
  return risk.level === 'none'
    ? [text]
    : [`${risk.level === 'missed' ? ':red_circle:' : ':large_orange_circle:'} *${text}*`];
}

function nextLine({ next }: ChatCard): readonly string[] {
  if (!next) return [];
  const text = next.dueAt === undefined ? escapeInline(next.text, 300) : dateToken(next.dueAt, next.text);
  return [`${escapeInline(next.label, 200)}: ${text}`];
}

function facts({ facts: all }: ChatCard, blockId: string): readonly SectionBlock[] {
  const fields = all
    .slice(0, 10)
    .map(({ label, value }) => mrkdwn(`*${escapeInline(label, 100)}*\n${escapeInline(value, 500) || '–'}`));
  return fields.length === 0 ? [] : [{ type: 'section', block_id: blockId, fields }];
}

/** Rich text is data, not markup: whatever the customer wrote is shown as it stands. */
function lastMessage({ lastMessage: last }: ChatCard, blockId: string): readonly RichTextBlock[] {
  if (!last) return [];
  return [
    {
      type: 'rich_text',
      block_id: blockId,
      elements: [
        {
          type: 'rich_text_quote',
          elements: [
            { type: 'text', text: `${cut(last.from, 100) || '–'}: `, style: { bold: true } },
            { type: 'text', text: cut(last.text.trim(), 300) || '–' },
          ],
        },
      ],
    },
  ];
}

/** Slack breaks the row by itself; what comes after the eighth button waits under the menu, before what is done less often. */
function actions(card: ChatCard, words: SlackWords, blockId: string): readonly ActionsBlock[] {
  const link = card.url === undefined ? [] : [consoleButton(card.url, words)];
  const { length } = card.buttons;
  const menuFrom = length > 9 ? Math.max(8, length - (mostInMenu - 1)) : length;
  const waiting = [...card.buttons.slice(menuFrom), ...card.menu];
  const [more] = waiting.length > mostInMenu ? card.menu.slice(-1) : [];
  const elements = [
    ...card.buttons.slice(0, menuFrom).map((button) => pressButton(card, button)),
    ...link,
    ...menu(card, more ? [...waiting.slice(0, mostInMenu - 1), more] : waiting),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: blockId, elements }];
}

export function pressButton(card: Pick<ChatCard, 'id' | 'version'>, button: ChatButton): Button {
  const { label, style } = button;
  return {
    type: 'button',
    action_id: actionId(button),
    text: plain(label, 75),
    value: clickValue(clickOf(card, button)),
    ...(style !== 'plain' && { style: style === 'danger' ? ('danger' as const) : ('primary' as const) }),
  };
}

/** As many as Slack takes in an overflow. */
const mostInMenu = 5;

/** An overflow of a card's buttons. */
export function menu(card: Pick<ChatCard, 'id' | 'version'>, buttons: readonly ChatButton[]): readonly Overflow[] {
  const options = buttons
    .slice(0, mostInMenu)
    .map((button) => ({ text: plain(button.label, 75), value: clickValue(clickOf(card, button)) }))
    .filter(({ value }) => value.length <= 150);
  return options.length === 0 ? [] : [{ type: 'overflow', action_id: 'press:menu', options }];
}

function clickOf(card: Pick<ChatCard, 'id' | 'version'>, { action, step }: ChatButton): Click {
  return { action, case: card.id, version: card.version, ...(step !== undefined && { step }) };
}

function actionId({ action, step }: ChatButton): string {
  return cut(`press:${action}${step === undefined ? '' : `:${step}`}`, 255);
}

export function consoleButton(url: string, words: SlackWords): Button {
  return { type: 'button', action_id: 'open-console', text: plain(words.openInConsole, 75), url: cut(url, 3_000) };
}

/** One card of several: its number, how it stands, and its first actions under a menu. */
export function caseRow(card: ChatCard): readonly [SectionBlock, ContextBlock] {
  const title = `*${escapeInline(card.number, 50)}* ${escapeInline(card.subject, 300)}`;
  const linked =
    card.url === undefined
      ? title
      : `<${card.url}|${escapeInline(card.number, 50)}> ${escapeInline(card.subject, 300)}`;
  const [more] = menu(card, card.buttons);
  const standingText = [escapeInline(card.state, 200), ...riskWords(card), ...nextLine(card)].join(' · ');
  return [
    {
      type: 'section',
      block_id: `row/${card.id}/${card.version}`,
      text: mrkdwn(linked),
      ...(more && { accessory: more }),
    },
    { type: 'context', block_id: `row-facts/${card.id}/${card.version}`, elements: [mrkdwn(standingText)] },
  ];
}
