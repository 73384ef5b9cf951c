import { createHash } from 'node:crypto';

import type { Message } from '@sla/case-store';
import { ownPictures } from './own-pictures.ts';
import { sanitiseHtml } from './sanitise-html.ts';
import { type HtmlExcess, htmlExcess } from './scan-html.ts';

/** What the page itself says to its reader. */
export interface MessagePageWords {
  readonly language: string;
  readonly title: string;
  blockedPictures(count: number): string;
  excess(excess: HtmlExcess): string;
  readonly cut: string;
}

/**
 * A mail as a page of its own, for a sandboxed frame: sanitised, without anything to load. HTML that is too much to read safely gives
 * way to the text that was taken from the message.
 */
export async function messagePage(
  message: Pick<Message, 'html' | 'text' | 'attachments'>,
  words: MessagePageWords,
  read: (hash: string) => AsyncIterable<Uint8Array>,
): Promise<string> {
  const html = message.html ?? '';
  const excess = htmlExcess(html);
  if (excess !== undefined) return page(words, [words.excess(excess)], textBody(message.text, words));
  const clean = sanitiseHtml(html, await ownPictures(html, message.attachments, read));
  const notes = clean.blockedPictures > 0 ? [words.blockedPictures(clean.blockedPictures)] : [];
  return page(words, notes, clean.html);
}

/** Changes whenever the page would: the sanitised page itself need not be made to find out. */
export function messagePageTag(message: Pick<Message, 'html' | 'text' | 'attachments'>, language: string): string {
  const hash = createHash('sha256')
    .update(`${PAGE_VERSION}\n${language}\n`)
    .update(message.html ?? '')
    .update('\n');
  if (message.html === undefined) hash.update(message.text);
  for (const { blob } of message.attachments) hash.update(blob.hash);
  return `"${hash.digest('base64url')}"`;
}

/**
 * The second wall. No script, no network, no forms; links open a tab of their own, outside the sandbox. Only our own pages may frame it.
 */
export const MESSAGE_PAGE_POLICY = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** Raised when the rules or the page change, so that browsers ask again. */
const PAGE_VERSION = 1;

/** In characters; beyond it a browser only suffers. The raw message has the rest. */
const TEXT_LIMIT = 200_000;

function textBody(text: string, words: MessagePageWords): string {
  const shown = text.slice(0, TEXT_LIMIT);
  const cut = text.length > TEXT_LIMIT ? `<p class="note">${escaped(words.cut)}</p>` : '';
  return `<div class="text">${escaped(shown)}</div>${cut}`;
}

function page(words: MessagePageWords, notes: readonly string[], body: string): string {
  const noted = notes.map((note) => `<p class="note">${escaped(note)}</p>`).join('');
  return `<!doctype html>
<html lang="${escaped(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(words.title)}</title>
<style>${STYLE}</style>
</head>
<body>${noted}<main>${body}</main></body>
</html>
`;
}

/** Mail brings its own colours and means them on white, in the dark too. */
const STYLE = `
:root { color-scheme: light; }
body { margin: 0; padding: 12px 16px; background: #fff; color: #1a1d23; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
table { max-width: 100%; }
blockquote { margin: 0 0 0 8px; padding-left: 10px; border-left: 2px solid #d5d9e0; }
pre, .text { white-space: pre-wrap; }
.note { margin: 0 0 12px; padding: 6px 10px; border-radius: 6px; background: #eef0f4; color: #444b57; font-size: 13px; }
.missing-picture { padding: 0 6px; border: 1px dashed #b4bac4; border-radius: 4px; color: #444b57; }
`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
