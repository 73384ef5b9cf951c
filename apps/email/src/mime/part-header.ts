import libmime from 'libmime';

import { decodeBinary } from './decode-text.ts';
import { fieldValue, type HeaderFields } from './header-fields.ts';
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
  const fileName = cleanName(named(disposition, 'filename') ?? named(content, 'name')) ?? locatedName(fields);
  const contentId = /[^<>\s]+/.exec(fieldValue(fields, 'content-id') ?? '')?.[0];
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

interface Structured {
  readonly value: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters that RFC 2231 has decoded already. */
  readonly decoded: readonly string[];
}

function structured(value: string, charset: string | undefined): Structured {
  const text = decodeBinary(value.slice(0, 32_768), charset).replace(bareFolders, doubled);
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
  return value === undefined || header.decoded.includes(parameter) ? value : decodeWords(value);
}

/** `Content-Location: photo.jpg`, where nothing else names the file (RFC 2557 §4.2). */
function locatedName(fields: HeaderFields): string | undefined {
  const location = fieldValue(fields, 'content-location')?.trim() ?? '';
  return /^[^:/?#]{1,120}\.[a-z0-9]{2,5}$/i.test(location) ? cleanName(decodeWords(location)) : undefined;
}

/** A name without folders and control characters, at most 200 characters, its ending kept. */
function cleanName(name: string | undefined): string | undefined {
  const last = oneLine(name ?? '')
    .split(/[/\\]/)
    .at(-1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: direction marks would hide a file's true ending.
    ?.replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  if (last === undefined || last === '' || last === '.' || last === '..') return undefined;
  return last.length <= 200 ? last : `${last.slice(0, 180)}…${last.slice(-19)}`;
}
