import { Readable } from 'node:stream';

import libmime from 'libmime';

import { rtfText } from './rtf-text.ts';
import { signedContent } from './signed-content.ts';
import { type KeepFile, type Part, type SplitLimits, splitParts } from './split-parts.ts';
import { readTnef, type Tnef } from './tnef.ts';
import { uuFilesOf } from './uuencoded.ts';

/** What lay in containers is laid beside them, as if the mail had carried it openly; the containers stay. */
export async function unpackContainers(root: Part | undefined, keep: KeepFile, limits: SplitLimits): Promise<void> {
  if (root === undefined) return;
  const containers = listContainers(root);
  // One of each says all; a mail full of them is somebody's trap.
  for (const part of containers.slice(0, 3)) {
    const bytes = part.bytes ?? new Uint8Array();
    if (part.kind === 'tnef') await unpackTnef(part, readTnef(bytes), hasText(root), keep);
    else await unpackSigned(part, signedContent(bytes), keep, limits);
  }
  for (const part of listTexts(root).slice(0, 3)) await unpackText(part, keep);
}

function listTexts(part: Part): readonly Part[] {
  const own = part.type === 'text/plain' && part.bytes !== undefined && part.cut !== true ? [part] : [];
  return [...own, ...part.children.flatMap(listTexts)];
}

/** Files that stand in the text are attachments too; the text goes on without them. */
async function unpackText(part: Part, keep: KeepFile): Promise<void> {
  const found = uuFilesOf(part.bytes ?? new Uint8Array());
  if (found === undefined) return;
  part.bytes = found.rest;
  for (const { name, content } of found.files) {
    const file = await keep(Readable.from([content]));
    part.children.push(leaf(libmime.detectMimeType(name), { file, fileName: name, disposition: 'attachment' }));
  }
}

function listContainers(part: Part): readonly Part[] {
  const own = part.kind !== undefined && part.bytes !== undefined && part.cut !== true ? [part] : [];
  return [...own, ...part.children.flatMap(listContainers)];
}

function hasText(part: Part): boolean {
  const own = /^text\/(plain|html)$/.test(part.type) && part.file === undefined && (part.bytes?.length ?? 0) > 0;
  return own || part.children.some(hasText);
}

async function unpackTnef(part: Part, tnef: Tnef | undefined, bodyIsThere: boolean, keep: KeepFile): Promise<void> {
  if (tnef === undefined) return;
  part.unpacked = true;
  const body = bodyIsThere ? undefined : bodyOf(tnef);
  if (body !== undefined) part.children.push(leaf(body.type, { bytes: body.bytes, charset: 'utf-8' }));
  for (const { name, type, contentId, content } of tnef.files) {
    const file = await keep(Readable.from([content]));
    const guessed = type ?? (name === undefined ? 'application/octet-stream' : libmime.detectMimeType(name));
    const named = { ...(name !== undefined && { fileName: name }), ...(contentId !== undefined && { contentId }) };
    part.children.push(leaf(guessed, { file, disposition: 'attachment', ...named }));
  }
}

function bodyOf({ html, text, rtf }: Tnef): { readonly type: string; readonly bytes: Uint8Array } | undefined {
  if (html !== undefined && html.length > 0) return { type: 'text/html', bytes: html };
  const plain = text ?? (rtf === undefined ? undefined : rtfText(rtf));
  return plain === undefined || plain.trim() === '' ? undefined : { type: 'text/plain', bytes: Buffer.from(plain) };
}

function leaf(type: string, more: Partial<Part>): Part {
  const { charset, ...rest } = more;
  const declared = type === 'text/html' || charset === undefined ? {} : { charset };
  return { type, parameters: {}, header: { fields: [], stray: '' }, children: [], ...declared, ...rest };
}

async function unpackSigned(
  part: Part,
  content: Uint8Array | undefined,
  keep: KeepFile,
  limits: SplitLimits,
): Promise<void> {
  if (content === undefined) return;
  const { root } = await splitParts(Readable.from([content]), keep, limits);
  if (root === undefined) return;
  part.unpacked = true;
  part.children.push(root);
}
