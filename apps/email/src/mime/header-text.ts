import libmime from 'libmime';

import { decodeBinary } from './decode-text.ts';

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
    return libmime.decodeWords(text);
  } catch {
    return text;
  }
}

export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters have no place on a line of text.
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
