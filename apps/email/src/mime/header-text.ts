import libmime from 'libmime';

import { decodeBinary, decodeText } from './decode-text.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Longer values are not read to their end: no person writes them. */
const longest = 16_384;

/** What a header says to people: raw bytes in whatever encoding, then encoded words (RFC 2047), on one line. */
export function headerText(value: string, charset?: string): string {
  return oneLine(decodeWords(decodeBinary(value.slice(0, longest), charset)));
}

/** Encoded words in text that is already characters; what cannot be decoded stays as it stands. */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  try {
    return libmime.decodeWords(text.replace(words, withoutRareCharset));
  } catch {
    return text;
  }
}

const words = /=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?]{0,1000})\?=(\s+(?==\?))?/gi;

/** libmime knows the charsets of the Encoding Standard and few more; the others go the way of bodies. */
function withoutRareCharset(word: string, charset: string, encoding: string, content: string): string {
  if (isStandard(charset)) return word;
  const bytes = /b/i.test(encoding)
    ? Buffer.from(content, 'base64')
    : decodeTransfer(content.replaceAll('_', ' '), 'quoted-printable');
  return decodeText(bytes, charset);
}

function isStandard(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
}

/** A header that went through a page has its brackets and quotes as entities. */
export function withoutEntities(text: string): string {
  if (!text.includes('&lt;')) return text;
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters have no place on a line of text.
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
