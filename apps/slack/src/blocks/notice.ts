import type { ChatButton, ChatCard } from '@sla/desk';
import type { ActionsBlock } from '@slack/types';

import { consoleButton, pressButton, type SlackMessage } from './case-card.ts';
import { escapeInline, escapeText } from './escape.ts';
import { mrkdwn } from './text-objects.ts';
import type { SlackWords } from './words.ts';

/** A notice of the desk to one person. */
export interface NoticeText {
  readonly subject: string;
  readonly text: string;
  /** The Slack user it is for; a mention rings for them. */
  readonly mention?: string | undefined;
}

/** A notice with the buttons that still mean something: to take the alert, to hand it over, to look. */
export function notice(
  about: NoticeText,
  card: ChatCard | undefined,
  step: string | undefined,
  words: SlackWords,
): SlackMessage {
  const mention = about.mention === undefined ? '' : `<@${about.mention}> `;
  const subject = escapeInline(about.subject, 300);
  return {
    text: `${mention}${subject}` || '–',
    blocks: [
      { type: 'section', text: mrkdwn(`${mention}*${subject}*`) },
      { type: 'section', text: mrkdwn(escapeText(about.text, 2_900)) },
      ...buttons(card, step, words),
    ],
  };
}

function buttons(card: ChatCard | undefined, step: string | undefined, words: SlackWords): readonly ActionsBlock[] {
  if (!card) return [];
  const elements = [
    ...alertButtons(card, step).map((button) => pressButton(card, button)),
    ...(card.url === undefined ? [] : [consoleButton(card.url, words)]),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** To take the alert of a step, and to hand it over; none once nobody is waited for there. */
export function alertButtons(card: ChatCard, step: string | undefined): readonly ChatButton[] {
  return card.buttons.filter(
    (button) =>
      (button.action === 'take' || button.action === 'hand-over') && step !== undefined && button.step === step,
  );
}
