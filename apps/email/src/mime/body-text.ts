import libmime from 'libmime';

import { isBodyText, isNamedText } from './body-part.ts';
import { decodeText } from './decode-text.ts';
import { htmlText } from './html-text.ts';
import type { Part } from './split-parts.ts';
import { decodeTransfer, transferEncoding } from './transfer-encoding.ts';

/** A message's body: readable text always, HTML where the sender wrote any. */
export interface BodyText {
  readonly text: string;
  readonly html?: string;
  /** Offsets into `text` where a mail program marked the rest as history. */
  readonly restFrom: readonly number[];
  readonly cut: boolean;
}

interface Piece {
  readonly plain?: string;
  readonly html?: string;
}

export function bodyText(root: Part | undefined): BodyText {
  const pieces = root === undefined ? [] : shownPieces(root);
  const cut = root !== undefined && someCut(root);
  let text = '';
  const restFrom: number[] = [];
  for (const piece of pieces) {
    if (text !== '') text += '\n\n';
    const readable = toReadable(piece);
    restFrom.push(...readable.restFrom.map((offset) => text.length + offset));
    text += readable.text;
  }
  const html = pieces.some((piece) => piece.html !== undefined) ? pieces.map(toHtml).join('\n') : undefined;
  return { text: tidy(text), restFrom, cut, ...(html !== undefined && { html }) };
}

/** The texts of a mail; texts that came as files, where there is nothing else to read. */
function shownPieces(root: Part): readonly Piece[] {
  const pieces = piecesOf(root).filter((piece) => !isBlank(piece));
  return pieces.length > 0 ? pieces : namedPieces(root).filter((piece) => !isBlank(piece));
}

function namedPieces(part: Part): readonly Piece[] {
  const own = isNamedText(part) && part.bytes !== undefined ? [textPiece(part, part.bytes)] : [];
  return [...own, ...part.children.flatMap(namedPieces)];
}

/** No lone surrogates and no NUL, which no database takes. */
function tidy(text: string): string {
  return Buffer.from(text).toString().replaceAll('\u0000', '\ufffd');
}

function isBlank(piece: Piece): boolean {
  return (piece.plain ?? '').trim() === '' && (piece.html ?? '').trim() === '';
}

/** Bodies in order; of alternatives one, in both its forms. */
function piecesOf(part: Part): readonly Piece[] {
  const stray = strayPieces(part);
  if (part.children.length === 0) return [...stray, ...leafPieces(part)];
  const pieces = part.children.map(piecesOf);
  // The files that stood in a text lie below it.
  if (part.type === 'text/plain') return [...stray, ...leafPieces(part), ...pieces.flat()];
  return [...stray, ...(part.type === 'multipart/alternative' ? oneOf(pieces) : pieces.flat())];
}

/** Text that runs on from the header. A single word above a body is a torn piece of a field. */
function strayPieces(part: Part): readonly Piece[] {
  const { stray } = part.header;
  const hasBody = part.children.length > 0 || part.file !== undefined || (part.bytes?.length ?? 0) > 0;
  if (stray === '' || (hasBody && !/\s/.test(stray))) return [];
  return [textPiece(part, decodeTransfer(stray, transferEncoding(part.header.fields)))];
}

function leafPieces(part: Part): readonly Piece[] {
  return isBodyText(part) && part.bytes !== undefined ? [textPiece(part, part.bytes)] : [];
}

function textPiece(part: Part, bytes: Uint8Array): Piece {
  const isHtml = part.type === 'text/html';
  const text = decodeText(bytes, part.charset ?? (isHtml ? metaCharset(bytes) : undefined));
  const lines = text.replace(/\r\n?/g, '\n');
  if (isHtml) return { html: lines };
  return { plain: isFlowed(part) ? unflow(lines, part.parameters.delsp?.toLowerCase() === 'yes') : lines };
}

function isFlowed(part: Part): boolean {
  return part.parameters.format?.trim().toLowerCase() === 'flowed';
}

/** Paragraphs of `format=flowed` (RFC 3676) on one line each; quotations keep their own depth. */
function unflow(text: string, delSp: boolean): string {
  return libmime.decodeFlowed(text, delSp);
}

/** The first form that is plain and the last that is HTML, as one body with what surrounds them. */
function oneOf(alternatives: readonly (readonly Piece[])[]): readonly Piece[] {
  const plain = alternatives.find((pieces) => pieces.some((piece) => piece.plain !== undefined));
  const html = alternatives.findLast((pieces) => pieces !== plain && pieces.some((piece) => piece.html !== undefined));
  if (plain === undefined || html === undefined) return plain ?? html ?? [];
  const plainText = plain.map((piece) => piece.plain ?? '').join('\n\n');
  return [{ plain: plainText, html: html.map(toHtml).join('\n') }];
}

/** The plain form, unless it only says that there is another. */
function toReadable(piece: Piece): { readonly text: string; readonly restFrom: readonly number[] } {
  const plain = piece.plain?.replace(/^\n+/, '') ?? '';
  if (piece.html === undefined || (plain.trim() !== '' && !isExcuse(plain))) return { text: plain, restFrom: [] };
  const readable = htmlText(piece.html);
  return readable.text.trim() === '' ? { text: plain, restFrom: [] } : readable;
}

function isExcuse(plain: string): boolean {
  return (
    plain.length < 400 &&
    /\b(html|e-?mail client|mail reader)\b.*\b(view|display|support|read|enable)|(view|display|read)\b.*\bhtml\b/i.test(
      plain,
    )
  );
}

function toHtml(piece: Piece): string {
  if (piece.html !== undefined) return tidy(piece.html);
  const escaped = (piece.plain ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<pre style="white-space: pre-wrap">${tidy(escaped)}</pre>`;
}

/** The encoding that a page names in itself, for HTML parts that declare none. */
function metaCharset(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1');
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1];
}

function someCut(part: Part): boolean {
  return part.cut === true || part.children.some(someCut);
}
