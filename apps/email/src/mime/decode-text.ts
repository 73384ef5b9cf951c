import libmime from 'libmime';

import { guessCharset, isShiftedJapanese, strictly } from './guess-charset.ts';

const western = /^(iso-?8859-?1|latin1|windows-?1252|cp1252|us-?ascii|ascii|ansi_x3\.4-1968)$/i;
const unicode = /^utf-?8$/i;
const wide = /^(utf-?16|ucs-?2|iso-10646-ucs-2)/i;
/** Enough to judge an encoding by. */
const sample = 65_536;

/** Text from bytes; a declared encoding is believed unless the bytes contradict it. Never throws. */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const label = declared?.trim().replace(/^["']|["']$/g, '') ?? '';
  if (label !== '' && !western.test(label) && !unicode.test(label)) {
    const text = decodeDeclared(bytes, label);
    if (text !== undefined) return text;
  }
  if (isShiftedJapanese(bytes)) return loosely(bytes, 'iso-2022-jp') ?? '';
  return strictly(bytes, 'utf-8') ?? nearlyUnicode(bytes) ?? decodeUndeclared(bytes, label);
}

/** UTF-8 with a torn character here and there, as programs leave it that cut text by bytes. */
function nearlyUnicode(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('utf8');
  const torn = (text.slice(0, sample).match(/\ufffd/g) ?? []).length;
  const whole = (text.slice(0, sample).match(/[\u0080-\ufffc]/g) ?? []).length;
  return whole >= 4 && torn * 10 <= whole ? text : undefined;
}

/** The same for bytes held in a latin-1 string, as header fields are. */
export function decodeBinary(binary: string, declared?: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ESC begins the shifts of ISO-2022-JP.
  return /^[\x00-\x1a\x1c-\x7f]*$/.test(binary) ? binary : decodeText(Buffer.from(binary, 'latin1'), declared);
}

function decodeUndeclared(bytes: Uint8Array, label: string): string {
  const charset =
    western.test(label) && !/ascii/i.test(label) ? 'windows-1252' : guessCharset(bytes.subarray(0, sample));
  return loosely(bytes, charset) ?? Buffer.from(bytes).toString('latin1');
}

function decodeDeclared(bytes: Uint8Array, label: string): string | undefined {
  if (/^hz-gb-2312$/i.test(label)) return loosely(shifted(bytes, 'hz'), 'gbk');
  if (/^iso-2022-kr$/i.test(label)) return loosely(shifted(bytes, 'iso-2022-kr'), 'euc-kr');
  const strict = strictly(bytes, label);
  const utf8 = strictly(bytes, 'utf-8');
  if (wide.test(label) && utf8 !== undefined && !isWide(bytes)) return utf8;
  if (strict !== undefined) return strict;
  // Valid UTF-8 with characters beyond ASCII is UTF-8, whatever the label says.
  if (utf8 !== undefined && bytes.some((byte) => byte >= 0x80)) return utf8;
  return loosely(bytes, label) ?? byAlias(bytes, label);
}

/** Text of two bytes a letter holds zeros, for its spaces and line ends; short words of a far script may not. */
function isWide(bytes: Uint8Array): boolean {
  return bytes.includes(0) || (bytes.length < 24 && bytes.length % 2 === 0);
}

function loosely(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Names outside the Encoding Standard: cp850, cp949, x-mac-…; undefined for what libmime does not know either. */
function byAlias(bytes: Uint8Array, label: string): string | undefined {
  const stream = libmime.createDecodeStream(label);
  const { supported } = stream;
  stream.destroy();
  return supported ? libmime.decodeWord(label, 'B', Buffer.from(bytes).toString('base64')) : undefined;
}

/** Seven-bit shifts of HZ (RFC 1843) and ISO-2022-KR (RFC 1557), written as the eight-bit encoding of the same table. */
function shifted(bytes: Uint8Array, kind: 'hz' | 'iso-2022-kr'): Uint8Array {
  const binary = Buffer.from(bytes).toString('latin1');
  const high = (part: string) => Buffer.from(part, 'latin1').map((byte) => byte | 0x80);
  const open = kind === 'hz' ? '~{' : '\x0e';
  const close = kind === 'hz' ? '~}' : '\x0f';
  const plain = kind === 'hz' ? binary : binary.replaceAll('\x1b$)C', '');
  const pieces = plain.split(open).flatMap((piece, index) => {
    if (index === 0) return [Buffer.from(piece, 'latin1')];
    const end = piece.indexOf(close);
    if (end < 0) return [Buffer.from(high(piece))];
    return [Buffer.from(high(piece.slice(0, end))), Buffer.from(piece.slice(end + close.length), 'latin1')];
  });
  return Buffer.concat(pieces);
}
