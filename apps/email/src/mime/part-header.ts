import libmime from 'libmime';

import { decodeBinary } from './decode-text.ts';
import { fieldValue, fieldValues, type HeaderFields } from './header-fields.ts';
import { decodeWords, oneLine } from './header-text.ts';

/** What a part says of itself. */
export interface PartHeader {
  /** `text/plain`, in lower case. */
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly charset?: string;
  readonly disposition?: string;
  fileName?: string;
  readonly contentId?: string;
}

export function partHeader(fields: HeaderFields, outerCharset?: string): PartHeader {
  const content = structured(fieldValue(fields, 'content-type') ?? '', outerCharset);
  const disposition = structured(fieldValue(fields, 'content-disposition') ?? '', outerCharset);
  const fileName =
    cleanName(named(disposition, 'filename')) ?? nameInTypes(fields, outerCharset) ?? locatedName(fields);
  const contentId = /[^<>\s"]+/.exec(fieldValue(fields, 'content-id') ?? '')?.[0];
  const charset = content.parameters.charset;
  return {
    type: contentType(content.value, disposition.value, fileName),
    parameters: content.parameters,
    ...(charset !== undefined && charset !== '' && { charset }),
    ...(disposition.value !== '' && { disposition: disposition.value }),
    ...(fileName !== undefined && { fileName }),
    ...(contentId !== undefined && { contentId }),
  };
}

/** A part may tell its type twice, and its name only once. */
function nameInTypes(fields: HeaderFields, charset: string | undefined): string | undefined {
  const names = fieldValues(fields, 'content-type').map((value) => named(structured(value, charset), 'name'));
  return names.map(cleanName).find((name) => name !== undefined);
}

interface Structured {
  readonly value: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters that RFC 2231 has decoded already. */
  readonly decoded: readonly string[];
}

function structured(value: string, charset: string | undefined): Structured {
  const text = mended(decodeBinary(value.slice(0, 32_768), charset));
  try {
    const parsed = libmime.parseHeaderValue(text, { stripComments: true });
    return {
      value: parsed.value.toLowerCase().trim(),
      parameters: parsed.params,
      decoded: parsed.decodedParams ?? [],
    };
  } catch {
    return { value: text.split(';')[0]?.trim().toLowerCase() ?? '', parameters: {}, decoded: [] };
  }
}

/** Slips of programs, put as RFC 2045 and 2231 would have them. */
function mended(value: string): string {
  const parted = value
    .replace(kindMissing, '; $1')
    .replace(separatorMissing, '$1; ')
    .replace(nextRunsOn, '$1; ')
    .replace(bareFolders, doubled);
  return parted.includes('*') ? parted.split(';').map(mendedExtended).join(';') : parted;
}

/** `filename="photo.png"`, of no kind. */
const kindMissing = /^\s*((?:file)?name\*?\d{0,2}\*?\s*=)/i;
/** `application/pdf name="a.pdf"`, and with a comma. */
const separatorMissing = /^(\s*[\w-]{1,80}(?:\/[\w.+-]{1,120})?)(?:\s*,\s*|\s+)(?=[\w*-]{1,40}\s*=)/;

/** `charset="utf-8" name="a.pdf"`, and without quotes. */
const nextRunsOn = /(="[^"\\]{0,400}"|charset\s*=\s*[\w-]{1,40})[ \t]+(?=[\w*-]{1,40}\s*=)/gi;

/** `filename*=a%20b.pdf` without the charset that must stand before, and per cent signs that begin no byte. */
function mendedExtended(parameter: string): string {
  const key = /^\s*[\w-]{1,40}\*(\d{0,3}\*)?\s*=\s*"?/.exec(parameter)?.[0];
  if (key === undefined) return parameter;
  const value = parameter.slice(key.length);
  const charset = !/\*\d/.test(key) && !value.includes("'") && /%[0-9a-f]{2}/i.test(value) ? "utf-8''" : '';
  // The end of a piece may cut a byte in two.
  return `${key}${charset}${value.replace(/%(?![0-9a-f]{2}|[0-9a-f]?"?$)/gi, '%25')}`;
}

/** `filename="C:\\TEMP\\photo.png"`: the backslashes of a path, where RFC 822 would have two of each. */
const bareFolders = /="[A-Za-z]:\\[^"]{1,400}"/g;

function doubled(path: string): string {
  return path.replace(/\\+/g, String.raw`\\`);
}

function contentType(declared: string, disposition: string, fileName: string | undefined): string {
  if (/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(declared)) return declared;
  if (fileName !== undefined) return libmime.detectMimeType(fileName) || 'application/octet-stream';
  return disposition === 'attachment' ? 'application/octet-stream' : 'text/plain';
}

function named(header: Structured, parameter: string): string | undefined {
  const value = header.parameters[parameter];
  return value === undefined || header.decoded.includes(parameter)
    ? value
    : decodeWords(value.replace(openWord, '$&?='));
}

/** An encoded word whose end was cut off. */
const openWord = /=\?[\w.:*-]{1,40}\?[bq]\?[^?\s]{1,400}$/i;

/** `Content-Location: photo.jpg`, where nothing else names the file (RFC 2557 §4.2). */
function locatedName(fields: HeaderFields): string | undefined {
  const location = fieldValue(fields, 'content-location')?.trim() ?? '';
  return /^[^:/?#]{1,120}\.[a-z0-9]{2,5}$/i.test(location) ? cleanName(decodeWords(location)) : undefined;
}

/** A name without the folders of a path and control characters, at most 255 characters, its ending kept. */
function cleanName(name: string | undefined): string | undefined {
  const last = withoutFolders(oneLine(name ?? ''))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: direction marks would hide a file's true ending.
    ?.replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  if (last === undefined || /^[./]*$/.test(last)) return undefined;
  return last.length <= 255 ? last : `${last.slice(0, 235)}…${last.slice(-19)}`.replace(/\p{Cs}/gu, '');
}

/** A slash within a name is a letter like another ("Invoice 3/2026.pdf"), unless it begins a path or leads out of one. */
function withoutFolders(name: string): string | undefined {
  const bare = name.split('\\').at(-1);
  return /^([/.~]|file:|[A-Za-z]:\/)|\/\.{1,2}\//.test(bare ?? '') ? bare?.split('/').at(-1) : bare;
}
