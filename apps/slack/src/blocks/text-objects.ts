import type { Temporal } from '@sla/core';
import type { MrkdwnElement, PlainTextElement } from '@slack/types';

import { cut, escapeInline } from './escape.ts';

/** Plain text is shown as it is: neither markup nor `:emoji:` in it means anything. Never empty, which Slack refuses. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text.trim(), max) || '–', emoji: false };
}

/** Text with our own markup; what is foreign in it has been escaped. `verbatim` keeps Slack from guessing links. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text: text || '–', verbatim: true };
}

/** A time in each viewer's own zone; `fallback`, said in the desk's, where a client cannot tell. */
export function dateToken(at: Temporal.Instant, fallback: string): string {
  const seconds = Math.floor(at.epochMilliseconds / 1_000);
  const fallbackText = escapeInline(fallback, 200).replaceAll('|', '/') || at.toString();
  return `<!date^${seconds}^{date_short_pretty} {time}|${fallbackText}>`;
}
