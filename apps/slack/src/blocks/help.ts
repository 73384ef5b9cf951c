import type { ChatAnswer } from '@sla/desk';

import type { SlackMessage } from './case-card.ts';
import { escapeInline, notificationText } from './escape.ts';
import { mrkdwn, plain } from './text-objects.ts';

type Help = Extract<ChatAnswer, { kind: 'help' }>;

/** What may be typed after Slack's command, each with an example. */
export function help({ title, commands }: Help): SlackMessage {
  const lines = commands.map(
    ({ usage, meaning, example }) =>
      `${code(`/case ${usage}`)} ${escapeInline(meaning, 200)}\n${code(`/case ${example}`)}`,
  );
  return {
    text: notificationText(title),
    blocks: [
      { type: 'header', text: plain(title, 150) },
      ...lines.slice(0, 45).map((line) => ({ type: 'section' as const, text: mrkdwn(line) })),
    ],
  };
}

function code(text: string): string {
  return `\`${escapeInline(text, 200).replaceAll('`', 'ʼ')}\``;
}
