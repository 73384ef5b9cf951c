import { createHash } from 'node:crypto';

import type { BlobRef } from '@sla/case-store';
import { type MailAddress, parseAddresses } from './mime/addresses.ts';
import { bodyText } from './mime/body-text.ts';
import { invitationSentence } from './mime/calendar-invitation.ts';
import { fieldValue, fieldValues, type HeaderFields, parseHeaderBlock } from './mime/header-fields.ts';
import { headerText } from './mime/header-text.ts';
import { messageId, references } from './mime/message-ids.ts';
import { shownContentIds } from './mime/shown-ids.ts';
import { type KeepFile, type Part, type SplitLimits, splitParts } from './mime/split-parts.ts';
import { tidySource } from './mime/tidy-source.ts';
import { unpackContainers } from './mime/unpack.ts';
import { isForward } from './quotes/forward-subject.ts';
import { type Stripped, stripQuotes } from './strip-quotes.ts';

/** What a mail says, as far as it can be read. A mail that cannot be is read by its header alone: none is lost. */
export interface ReadEmail {
  readonly messageId?: string;
  /** The author. */
  readonly from?: MailAddress;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject?: string;
  readonly references: readonly string[];
  /** The whole body as readable text. */
  readonly text: string;
  readonly html?: string;
  readonly reply: Stripped;
  readonly attachments: readonly ReadAttachment[];
  readonly fields: HeaderFields;
  /** `multipart/report; report-type=…`, and the like. */
  readonly contentType: { readonly type: string; readonly parameters: Readonly<Record<string, string>> };
  /** The machine-readable parts of a report, as text. */
  readonly reports: readonly { readonly type: string; readonly text: string }[];
  /** What could not be read, or is not shown; each a sentence for the agents. */
  readonly faults: readonly string[];
  /** SHA-256 of the body's text and files: the same mail sent again has it too, however often it was relayed. */
  readonly bodyHash: string;
}

export interface ReadAttachment {
  readonly name?: string;
  readonly type: string;
  readonly blob: BlobRef;
  readonly contentId?: string;
  /** Shown in the body through its Content-ID. */
  readonly inline: boolean;
}

/** Beyond these a mail is not one that a person wrote; the raw message keeps whatever is left out. */
export const defaultLimits: SplitLimits = {
  headerBytes: 8 * 1024 * 1024,
  parts: 20_000,
  files: 500,
  textBytes: 8 * 1024 * 1024,
};

/** As much of a mail as is kept to read its header by, should the rest be beyond reading. */
const headBytes = 512 * 1024;

/**
 * Reads a raw message as a stream. Only a failure of the source or of `keep` is thrown; whatever is wrong with the mail
 * itself becomes a fault in the answer.
 */
export async function readEmail(
  raw: AsyncIterable<Uint8Array>,
  keep: KeepFile,
  limits: SplitLimits = defaultLimits,
): Promise<ReadEmail> {
  const head: Buffer[] = [];
  const { root, fault, filesLeft } = await splitParts(rememberHead(tidySource(raw), head), keep, limits);
  await unpackContainers(root, keep, limits);
  const faults = [
    ...(fault === undefined ? [] : [`This mail could not be read fully (${fault}). The original is kept.`]),
    ...(filesLeft === 0 ? [] : [`${filesLeft} more files are in the original message only.`]),
  ];
  const fields = root?.header.fields ?? headFields(head);
  try {
    return toReadEmail(fields, root, faults);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return toReadEmail(fields, undefined, [
      ...faults,
      `This mail's body could not be read (${reason}). The original is kept.`,
    ]);
  }
}

/** Reads the header alone: for a mail that failed again and again, so that it opens its case all the same. */
export async function readHeaderOnly(raw: AsyncIterable<Uint8Array>, reason: string): Promise<ReadEmail> {
  const head: Buffer[] = [];
  let length = 0;
  for await (const chunk of tidySource(raw)) {
    head.push(Buffer.from(chunk.subarray(0, headBytes - length)));
    length += chunk.length;
    if (length >= headBytes) break;
  }
  return toReadEmail(headFields(head), undefined, [`This mail could not be read (${reason}). The original is kept.`]);
}

async function* rememberHead(raw: AsyncIterable<Uint8Array>, head: Buffer[]): AsyncIterable<Uint8Array> {
  let length = 0;
  for await (const chunk of raw) {
    if (length < headBytes) head.push(Buffer.from(chunk.subarray(0, headBytes - length)));
    length += chunk.length;
    yield chunk;
  }
}

function headFields(head: readonly Buffer[]): HeaderFields {
  const text = Buffer.concat(head).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  return parseHeaderBlock(text.slice(0, end)).fields;
}

function toReadEmail(fields: HeaderFields, root: Part | undefined, faults: readonly string[]): ReadEmail {
  const charset = root === undefined ? undefined : firstCharset(root);
  const list = (name: string) => fieldValues(fields, name).flatMap((value) => parseAddresses(value, charset));
  const subject = fieldValue(fields, 'subject');
  const shown = subject === undefined ? '' : headerText(subject, charset);
  const body = bodyText(root);
  const files = root === undefined ? [] : filesOf(root);
  const shownIds = body.html === undefined || files.length === 0 ? undefined : shownContentIds(body.html);
  const id = messageId(fields);
  const from = author(fields, charset);
  return {
    ...(id !== undefined && { messageId: id }),
    ...(from !== undefined && { from }),
    replyTo: list('reply-to'),
    to: list('to'),
    cc: list('cc'),
    ...(shown !== '' && { subject: shown }),
    references: references(fields),
    text: body.text,
    ...(body.html !== undefined && { html: body.html }),
    reply: stripQuotes(body.text, { forward: isForward(shown, body.text), restFrom: body.restFrom }),
    attachments: files.map((file) => toAttachment(file, shownIds)),
    fields,
    contentType: { type: root?.type ?? 'text/plain', parameters: root?.parameters ?? {} },
    reports: root === undefined ? [] : reportsOf(root),
    faults: [...faults, ...notices(root, body.cut)],
    bodyHash: bodyHash(body.text, files),
  };
}

/** The first author named; `Sender` stands in only where `From` has no address. */
function author(fields: HeaderFields, charset: string | undefined): MailAddress | undefined {
  const from = fieldValues(fields, 'from').flatMap((value) => parseAddresses(value, charset))[0];
  return from ?? parseAddresses(fieldValue(fields, 'sender'), charset)[0];
}

function firstCharset(part: Part): string | undefined {
  return part.charset ?? part.children.map(firstCharset).find((charset) => charset !== undefined);
}

interface FilePart {
  readonly part: Part;
  readonly blob: BlobRef;
  /** It lies in a `multipart/related`. */
  readonly related: boolean;
}

function filesOf(part: Part, related = false): readonly FilePart[] {
  const inRelated = related || part.type === 'multipart/related';
  const own = part.file === undefined ? [] : [{ part, blob: part.file, related }];
  return [...own, ...part.children.flatMap((child) => filesOf(child, inRelated))];
}

function toAttachment(file: FilePart, shown: ReadonlySet<string> | undefined): ReadAttachment {
  const { fileName, contentId } = file.part;
  return {
    ...(fileName !== undefined && { name: fileName }),
    type: file.part.type,
    blob: file.blob,
    ...(contentId !== undefined && { contentId }),
    inline: contentId !== undefined && isShown(file, contentId, shown),
  };
}

/** The HTML shows it; or there is none to show it, and the sender laid it into the text. */
function isShown(file: FilePart, contentId: string, shown: ReadonlySet<string> | undefined): boolean {
  if (shown === undefined) return file.related && file.part.disposition !== 'attachment';
  return shown.has(contentId.toLowerCase());
}

function reportsOf(part: Part): readonly { readonly type: string; readonly text: string }[] {
  const isText = /^text\/(plain|html|calendar)$/.test(part.type);
  const own = !isText && part.bytes !== undefined && part.kind === undefined;
  const report = own ? [{ type: part.type, text: Buffer.from(part.bytes ?? []).toString('latin1') }] : [];
  return [...report, ...part.children.flatMap(reportsOf)];
}

/** What an agent must know of a mail whose content the desk cannot show. */
function notices(root: Part | undefined, cut: boolean): readonly string[] {
  if (root === undefined) return [];
  const all = filesOf(root);
  const smime = all.filter(({ part }) => /^application\/(x-)?pkcs7-mime$/.test(part.type));
  const enveloped = smime.some(({ part }) => part.unpacked !== true);
  const tnef = all.filter(({ part }) => part.kind === 'tnef');
  return [
    ...(cut ? ['The text is longer than what is shown. The original is kept.'] : []),
    ...(enveloped ? ['This mail is encrypted (S/MIME) and cannot be shown. The original is kept.'] : []),
    ...(root.type === 'multipart/encrypted'
      ? ['This mail is encrypted (PGP) and cannot be shown. The original is kept.']
      : []),
    ...(tnef.some(({ part }) => part.unpacked)
      ? ['Outlook packed parts of this mail into winmail.dat; they lie beside it.']
      : []),
    ...(tnef.some(({ part }) => !part.unpacked) ? ['A winmail.dat could not be unpacked. The original is kept.'] : []),
    ...invitations(all),
  ];
}

function invitations(files: readonly FilePart[]): readonly string[] {
  const calendars = files.filter(({ part }) => part.type === 'text/calendar' && part.bytes !== undefined);
  return calendars.slice(0, 3).flatMap(({ part }) => {
    const said = invitationSentence(Buffer.from(part.bytes ?? []).toString('utf8'));
    return said === undefined ? [] : [said];
  });
}

function bodyHash(text: string, files: readonly FilePart[]): string {
  const hash = createHash('sha256').update(text.replace(/\s+/g, ' ').trim());
  for (const { blob } of files) hash.update(`\n${blob.hash}`);
  return hash.digest('hex');
}
