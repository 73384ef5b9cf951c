import { once } from 'node:events';
import { Readable, type Transform } from 'node:stream';

import type { BlobRef } from '@sla/case-store';
import { type MimeNode, Splitter } from '@zone-eu/mailsplit';

import { isBodyByPlace, isBodyText, isNamedText, typeOfMail } from './body-part.ts';
import { fieldValue, type HeaderBlock, parseHeaderBlock } from './header-fields.ts';
import { beginsWithPart, lostBoundary, withBoundary } from './lost-boundary.ts';
import { type PartHeader, partHeader } from './part-header.ts';
import { decoderOf, decodeTransfer, transferEncoding } from './transfer-encoding.ts';

/** A part of a message as it lies in the tree of multiparts. */
export interface Part extends PartHeader {
  readonly header: HeaderBlock;
  readonly children: Part[];
  /** Text and machine reports, decoded from their transfer encoding, not from their charset. */
  bytes?: Uint8Array;
  /** More came than `bytes` holds. */
  cut?: boolean;
  /** Everything else, kept as a file. */
  file?: BlobRef;
  /** A container that hides what people should see. */
  kind?: 'tnef' | 'signed';
  /** What it holds lies in `children`. */
  unpacked?: boolean;
  /** What stands in a multipart before its first part; all of it where none ever begins. */
  preamble?: Uint8Array[];
}

/** Where files go while they are read; `put` of a BlobStore. */
export type KeepFile = (content: AsyncIterable<Uint8Array>) => Promise<BlobRef>;

export interface SplitLimits {
  /** Header lines of one part, in bytes; each line counts for at least 64. */
  readonly headerBytes: number;
  readonly parts: number;
  /** Files kept apart; the rest stays in the raw message only. */
  readonly files: number;
  /** Text of all parts together. */
  readonly textBytes: number;
}

export interface SplitMessage {
  readonly root?: Part;
  /** Why reading stopped early; what was read until then stands. */
  readonly fault?: string;
  /** Files left in the raw message for their number. */
  readonly filesLeft: number;
}

/** A fault of the store or of the raw message's source: not the mail's, so the mail is read again later. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
}

/**
 * Takes a raw message apart as it streams by: text stays in memory up to a limit, files go to `keep` and are never held
 * whole. The fault of a mail ends the reading, not the mail.
 */
export async function splitParts(
  raw: AsyncIterable<Uint8Array>,
  keep: KeepFile,
  limits: SplitLimits,
): Promise<SplitMessage> {
  const split = await splitAsDeclared(raw, keep, limits);
  if (split.root !== undefined) {
    await findUndeclaredParts(split.root, keep, limits);
    await findLostParts(split.root, keep, limits);
  }
  return split;
}

/** A multipart that came out empty is parted by the boundary that stands in it, or is text. */
async function findLostParts(part: Part, keep: KeepFile, limits: SplitLimits): Promise<void> {
  for (const child of [...part.children]) await findLostParts(child, keep, limits);
  if (part.preamble === undefined || part.children.length > 0) return;
  const preamble = decoded(part, Buffer.concat(part.preamble));
  part.children.push(...((await partsIn(preamble, keep, limits)) ?? [asText(part, preamble)]));
}

/** Against RFC 2045 §6.4, some programs encode a multipart as a whole. */
function decoded({ header }: Part, content: Buffer): Buffer {
  const encoding = transferEncoding(header.fields);
  if (encoding === undefined || lostBoundary(content) !== undefined) return content;
  return decodeTransfer(content.toString('latin1'), encoding);
}

/** A text whose header lost its type, or has two, and that is parts from its first line on. */
async function findUndeclaredParts(root: Part, keep: KeepFile, limits: SplitLimits): Promise<void> {
  const types = root.header.fields.filter(({ name }) => name === 'content-type').length;
  if (root.bytes === undefined || types === 1 || !beginsWithPart(root.bytes)) return;
  const parts = await partsIn(root.bytes, keep, limits);
  if (parts === undefined) return;
  delete root.bytes;
  root.children.push(...parts);
}

async function partsIn(content: Uint8Array, keep: KeepFile, limits: SplitLimits): Promise<readonly Part[] | undefined> {
  const boundary = lostBoundary(content);
  if (boundary === undefined) return undefined;
  const { root } = await splitAsDeclared([withBoundary(content, boundary)], keep, limits);
  return root === undefined || root.children.length === 0 ? undefined : root.children;
}

function asText({ charset }: Part, bytes: Uint8Array): Part {
  const header = { fields: [], stray: '' };
  return { type: 'text/plain', parameters: {}, header, children: [], bytes, ...(charset !== undefined && { charset }) };
}

async function splitAsDeclared(
  raw: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  keep: KeepFile,
  limits: SplitLimits,
): Promise<SplitMessage> {
  const splitter = new Splitter({ ignoreEmbedded: true, maxHeadSize: limits.headerBytes, maxChildNodes: limits.parts });
  const source = Readable.from(raw);
  source.once('error', (cause) => splitter.destroy(new SourceFailure('The raw message cannot be read', { cause })));
  source.pipe(splitter);
  const tree = createTree(keep, limits);
  try {
    for await (const chunk of splitter) {
      if (chunk.type === 'node') await tree.open(chunk);
      else if (chunk.type === 'body') await tree.write(chunk.value);
      else tree.between(chunk.node, chunk.value);
    }
    await tree.close();
    return { ...tree.read() };
  } catch (error) {
    source.destroy();
    await tree.abandon();
    if (error instanceof SourceFailure) throw error;
    return { ...tree.read(), fault: error instanceof Error ? error.message : String(error) };
  }
}

interface Tree {
  open(node: MimeNode): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  /** What stands between the parts of a multipart. */
  between(node: MimeNode, bytes: Uint8Array): void;
  close(): Promise<void>;
  /** Lets go of the open part after a fault. */
  abandon(): Promise<void>;
  read(): { readonly root?: Part; readonly filesLeft: number };
}

interface OpenPart {
  readonly decoder: Transform;
  /** Settles when the part's content has been taken in. */
  readonly done: Promise<void>;
}

/** Parts nested deeper lie as if on this level: no person sees a difference, and no recursion runs out of stack. */
const deepest = 100;

function createTree(keep: KeepFile, limits: SplitLimits): Tree {
  const parts = new Map<MimeNode, { readonly part: Part; readonly depth: number }>();
  const budget = { text: limits.textBytes, files: limits.files, left: 0 };
  let root: Part | undefined;
  let current: OpenPart | undefined;
  const close = async () => {
    const closing = current;
    current = undefined;
    closing?.decoder.end();
    await closing?.done;
  };
  return {
    open: async (node) => {
      await close();
      const place = node.parentNode ? parts.get(node.parentNode) : undefined;
      const parent = place?.part;
      const part = toPart(node, root, parent);
      const depth = (place?.depth ?? 0) + 1;
      parts.set(node, depth > deepest && place !== undefined ? place : { part, depth });
      parent?.children.push(part);
      root ??= part;
      if (part.type.startsWith('multipart/')) return;
      current = openPart(node, part, parent, keep, budget);
    },
    write: async (bytes) => {
      if (current !== undefined && !current.decoder.write(bytes)) {
        await Promise.race([once(current.decoder, 'drain'), current.done]);
      }
    },
    between: (node, bytes) => {
      const part = parts.get(node)?.part;
      if (part !== undefined && part.children.length === 0) addPreamble(part, bytes, budget);
    },
    close,
    abandon: async () => {
      await close().catch(() => undefined);
    },
    read: () => ({ ...(root !== undefined && { root }), filesLeft: budget.left }),
  };
}

function toPart(node: MimeNode, root: Part | undefined, parent: Part | undefined): Part {
  const lines = node.headers === false ? [] : node.headers.getList();
  const header = parseHeaderBlock(lines.map(({ line }) => line).join('\r\n'));
  const own = partHeader(header.fields, root?.charset);
  // The parts of a digest are messages unless they say otherwise (RFC 2046 §5.1.5).
  const isMessage = parent?.type === 'multipart/digest' && fieldValue(header.fields, 'content-type') === undefined;
  const type = isMessage ? 'message/rfc822' : parent === undefined ? typeOfMail(own) : own.type;
  const part = { ...own, type, header, children: [] };
  if (isBodyByPlace(parent) && isNamedText(part)) delete part.fileName;
  return part;
}

function addPreamble(part: Part, bytes: Uint8Array, budget: { text: number }): void {
  if (budget.text <= 0) {
    part.cut = true;
    return;
  }
  part.preamble ??= [];
  part.preamble.push(bytes);
  budget.text -= bytes.length;
}

/** Parts that tell of a delivery: read, and kept as files too. */
const report =
  /^(message\/(delivery-status|disposition-notification|feedback-report|rfc822(-headers)?)|text\/rfc822-headers)$/;
/** As much of a report as is read. */
const reportBytes = 65_536;
/** Containers larger than this stay closed. */
const containerBytes = 32 * 1024 * 1024;

function openPart(
  node: MimeNode,
  part: Part,
  parent: Part | undefined,
  keep: KeepFile,
  budget: { text: number; files: number; left: number },
): OpenPart {
  const decoder = decoderOf(node, part.header.fields);
  if (isBodyText(part)) return { decoder, done: collect(decoder, part, budget) };
  const inReport = parent?.type === 'multipart/report' && report.test(part.type);
  if (budget.files <= 0) {
    budget.left += 1;
    decoder.resume();
    return { decoder, done: once(decoder, 'end').then(() => undefined) };
  }
  budget.files -= 1;
  const kind = containerKind(part);
  if (kind !== undefined) part.kind = kind;
  const small = inReport || part.type === 'text/calendar' || isNamedText(part);
  const readToo = small ? reportBytes : kind === undefined ? 0 : containerBytes;
  const content = readToo > 0 ? remembering(decoder, part, readToo) : decoder;
  const done = keep(content).then(
    (file) => {
      part.file = file;
    },
    (cause: unknown) => {
      throw new SourceFailure('An attachment could not be kept', { cause });
    },
  );
  // It is awaited when the part ends; a failure before that must not end the process.
  done.catch(() => undefined);
  return { decoder, done };
}

async function collect(decoder: Transform, part: Part, budget: { text: number }): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of decoder as AsyncIterable<Buffer>) {
    const room = Math.max(0, budget.text);
    if (chunk.length > room) part.cut = true;
    if (room > 0) chunks.push(chunk.subarray(0, room));
    budget.text -= chunk.length;
  }
  part.bytes = Buffer.concat(chunks);
}

function containerKind(part: Part): Part['kind'] {
  if (/^application\/(vnd\.)?ms-tnef$/.test(part.type) || /^winmail\.dat$/i.test(part.fileName ?? '')) return 'tnef';
  const opaque = /^application\/(x-)?pkcs7-mime$/.test(part.type);
  return opaque && part.parameters['smime-type']?.toLowerCase() !== 'enveloped-data' ? 'signed' : undefined;
}

async function* remembering(content: AsyncIterable<Buffer>, part: Part, most: number): AsyncIterable<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    if (length < most) chunks.push(chunk.subarray(0, most - length));
    length += chunk.length;
    yield chunk;
  }
  part.bytes = Buffer.concat(chunks);
  if (length > most) part.cut = true;
}
