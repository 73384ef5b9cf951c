import type { PartHeader } from './part-header.ts';

/** Text that is shown as the message itself. A named text part is a file, as the mail programs send them. */
export function isBodyText(part: PartHeader): boolean {
  const text = part.type === 'text/plain' || part.type === 'text/html';
  return text && part.disposition !== 'attachment' && part.fileName === undefined;
}

/** Text that came as a file, but laid open: to be read where the mail holds no other text. */
export function isNamedText(part: PartHeader): boolean {
  return /^text\/(plain|html)$/.test(part.type) && part.disposition !== 'attachment' && part.fileName !== undefined;
}

/** The mail itself, a form of an alternative, and what begins a related set are the text, whatever name they bear. */
export function isBodyByPlace(
  parent: { readonly type: string; readonly children: readonly unknown[] } | undefined,
): boolean {
  if (parent === undefined || parent.type === 'multipart/alternative') return true;
  return parent.type === 'multipart/related' && parent.children.length === 0;
}

/** A mail that is one text of a rare kind is shown as plain (RFC 2046 §4.1.4), unless its kind is that of files. */
export function typeOfMail({ type, disposition, fileName }: PartHeader): string {
  const isFile = disposition === 'attachment' || fileName !== undefined;
  return !isFile && rareText.test(type) ? 'text/plain' : type;
}

const rareText = /^text\/(?!html$|calendar|csv|css|directory|rfc822|rtf|(x-)?vcard|xml)/;
