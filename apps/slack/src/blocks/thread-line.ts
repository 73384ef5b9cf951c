import type { ThreadLine } from '@sla/desk';

import type { SlackMessage } from './case-card.ts';
import { escapeInline } from './escape.ts';
import { mrkdwn } from './text-objects.ts';

/** Slack takes 3,000 characters in a section, so this many lines at once always fit. */
export const mostLines = 8;

/** What has changed, one short line each; what is urgent stands out by a sign before its words. */
export function threadLines(lines: readonly ThreadLine[]): SlackMessage {
  const texts = lines
    .slice(0, mostLines)
    .map(({ text, urgent }) => `${urgent ? ':warning: ' : ''}${escapeInline(text, 350)}`);
  return {
    text: texts.join('\n').trim() || '–',
    blocks: texts.map((text) => ({ type: 'context' as const, elements: [mrkdwn(text)] })),
  };
}
