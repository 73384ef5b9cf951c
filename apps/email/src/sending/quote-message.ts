import type { Message } from '@sla/case-store';
import { formatTime, type Reader } from '@sla/desk';

import { escapeHtml } from './plain-html.ts';

/** As much of a message as an answer quotes. */
const longest = 4_000;

/** What the requester wrote last, as an answer quotes it; nothing where there is nothing to quote. */
export function quoteOf(message: Message | undefined, reader: Reader): { text: string; html: string } | undefined {
  const said = message?.text.slice(0, message.quoteFrom ?? message.text.length).trim() ?? '';
  if (message === undefined || said === '') return undefined;
  const shown = said.length > longest ? `${said.slice(0, longest)}…` : said;
  const attribution = attributionOf(message, reader);
  return {
    text: `${attribution}\n${shown.split('\n').map(quoted).join('\n')}`,
    html: `<p>${escapeHtml(attribution)}</p>\n<blockquote type="cite" style="margin: 0 0 0 .8ex; border-left: 2px solid #ccc; padding-left: 1ex">${escapeHtml(shown).replaceAll('\n', '<br>\n')}</blockquote>\n`,
  };
}

function quoted(line: string): string {
  return line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd();
}

/** In the reader's language and zone, which it names. */
function attributionOf(message: Message, reader: Reader): string {
  const at = formatTime(message.at, reader);
  const name = message.authorName ?? message.authorAddress ?? '';
  return reader.language.startsWith('de') ? `Am ${at} schrieb ${name}:` : `On ${at}, ${name} wrote:`;
}
