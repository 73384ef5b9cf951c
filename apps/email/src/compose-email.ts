import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

import type { Attachment, CaseRecord, Message } from '@sla/case-store';
import { catalogueFor, customersReach, type MailPayload, type Notice, portalLink, type Reader } from '@sla/desk';
import MailComposer from 'nodemailer/lib/mail-composer';
import { replyAddress } from './reply-address.ts';
import { paragraphs } from './sending/plain-html.ts';
import { quietLink } from './sending/quiet.ts';
import { quoteOf } from './sending/quote-message.ts';
import { type Signatures, type Signed, signatureOf } from './sending/signature.ts';

/** A mail ready to be sent; the bytes are made while they are read, so that files are never held whole. */
export interface ComposedMail {
  readonly messageId: string;
  /** The address that people see it is from. */
  readonly from: string;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  createReadStream(): Readable;
  /** The same letter with its files beside it, where it has any: for a way that takes large files apart. */
  readonly apart?: { createReadStream(): Readable; readonly files: readonly LetterFile[] };
}

export interface LetterFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly contentId?: string;
  readonly inline: boolean;
  open(): Readable;
}

export interface ComposeOptions {
  readonly desk: {
    readonly name: string;
    readonly address: string;
    readonly url?: string;
    readonly publicUrl?: string;
  };
  readonly secret: string;
  readonly signatures?: Signatures;
}

/** A message of a case on its way to the requester. */
export interface Letter {
  readonly message: Message;
  readonly purpose: Extract<MailPayload, { kind: 'message' }>['purpose'];
  readonly record: CaseRecord;
  /** What the requester wrote last: an answer quotes it. */
  readonly answered?: Message;
  /** In whose language and zone it is written. */
  readonly reader: Reader;
  openFile(attachment: Attachment): Readable;
}

/** A mail to the requester: in the thread of its case, with a reply address that leads back to it. */
export function composeLetter(letter: Letter, options: ComposeOptions): ComposedMail {
  const { message, purpose, record } = letter;
  const receipt = purpose === 'receipt';
  const address = record.mailbox ?? options.desk.address;
  const messageId =
    message.messageId ??
    `${receipt ? 'ack' : 'out'}.${record.number.replace(/^\D+/, '')}.${message.id}@${domainOf(address)}`;
  const below = belowOf(letter, address, options);
  const references = shortened(message.references);
  const answers = references.at(-1);
  return compose(
    {
      from: { name: receipt || message.automatic ? options.desk.name : signedName(message, options), address },
      to: [...message.to],
      cc: [...message.cc],
      replyTo: { name: options.desk.name, address: replyAddress(address, record.number, options.secret) },
      subject: withToken(message.subject ?? record.subject, record.number),
      messageId: `<${messageId}>`,
      ...(answers !== undefined && { inReplyTo: `<${answers}>`, references: references.map((id) => `<${id}>`) }),
      date: new Date(message.at.epochMilliseconds),
      text: wired([message.text, ...below.map(({ text }) => text)].join('\n\n')),
      html: page([message.html ?? paragraphs(message.text), ...below.map(({ html }) => html)].join('')),
      headers: {
        ...(receipt || message.automatic ? automaticHeaders(receipt ? 'auto-replied' : 'auto-generated', address) : {}),
        ...(receipt || message.automatic ? quietHeaders(message.to, options) : {}),
        'X-SLA-Desk': `${purpose}; case=${record.number}`,
        // Older Outlooks thread by it, and would take our number for another topic.
        'Thread-Topic': topicOf(record.subject),
      },
    },
    { from: receipt ? '' : address, to: [...message.to, ...message.cc] },
    messageId,
    message.attachments.map((file) => letterFile(file, letter)),
  );
}

function letterFile(file: Attachment, letter: Letter): LetterFile {
  const { name, type, inline, contentId, blob } = file;
  const known = { name, type, inline, size: blob.size, ...(contentId !== undefined && { contentId }) };
  return { ...known, open: () => letter.openFile(file) };
}

/** What stands below the words of a letter: where a solved case is seen, the signature of who wrote it, and what it answers. */
function belowOf({ message, purpose, record, answered, reader }: Letter, address: string, options: ComposeOptions) {
  const { signatures, desk } = options;
  const { author, authorName, automatic } = message;
  const signing = { author, agent: authorName ?? desk.name, desk: desk.name, address, case: record.number };
  const signed = automatic || signatures === undefined ? undefined : signatureOf(signing, signatures);
  // A receipt says so among its own words.
  const portal = purpose === 'resolution' ? portalLink(desk, record.number) : undefined;
  const quote = purpose === 'receipt' ? undefined : quoteOf(answered, reader);
  return [
    ...(portal === undefined ? [] : [plain(catalogueFor(reader.language).portal(portal))]),
    ...(signed === undefined ? [] : [delimited(signed)]),
    ...(quote === undefined ? [] : [quote]),
  ];
}

function plain(text: string): Signed {
  return { text, html: paragraphs(text) };
}

/** With the line by which mail programs know a signature (RFC 3676 §4.3). */
function delimited({ text, html }: Signed): Signed {
  return { text: `-- \n${text}`, html: `<div class="signature">-- <br>\n${html}</div>\n` };
}

/** A notice to people of the desk, or the link that lets a customer into the portal. */
export function composeNotice(
  payload: Extract<MailPayload, { kind: 'notice' }>,
  item: { readonly id: string; readonly at: Date },
  options: ComposeOptions,
): ComposedMail {
  const { address, name } = options.desk;
  const localPart = ['note', payload.case.replace(/^\D+/, ''), item.id].filter((each) => each !== '').join('.');
  const messageId = `${localPart}@${domainOf(address)}`;
  return compose(
    {
      from: { name, address },
      to: [...payload.to],
      subject: withToken(payload.subject, payload.case),
      messageId: `<${messageId}>`,
      date: item.at,
      text: wired(payload.text),
      html: page(paragraphs(payload.text)),
      headers: {
        ...automaticHeaders('auto-generated', address),
        'X-SLA-Desk': `${noticeLabel(payload.notice)}; case=${payload.case}; ${payload.notice.effect}`,
      },
    },
    { from: address, to: [...payload.to] },
    messageId,
  );
}

/** A link that lets somebody in is told apart from what colleagues are told. */
function noticeLabel({ effect }: Notice): 'notice' | 'sign-in' {
  return effect === 'sign-in' ? 'sign-in' : 'notice';
}

type Fields = ConstructorParameters<typeof MailComposer>[0];

function compose(
  fields: NonNullable<Fields> & { readonly from: { readonly name: string; readonly address: string } },
  envelope: ComposedMail['envelope'],
  messageId: string,
  files: readonly LetterFile[] = [],
): ComposedMail {
  const from = fields.from.address;
  const mail = {
    ...fields,
    xMailer: false as const,
    disableFileAccess: true,
    disableUrlAccess: true,
    textEncoding: 'quoted-printable' as const,
    // The same bytes at every try.
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 16),
  };
  const bytesWith = (attachments: readonly LetterFile[]) =>
    new MailComposer({ ...mail, attachments: attachments.map(asPart) }).compile().createReadStream();
  return {
    messageId,
    from,
    envelope,
    createReadStream: () => bytesWith(files),
    ...(files.length > 0 && { apart: { createReadStream: () => bytesWith([]), files } }),
  };
}

function asPart({ name, type, contentId, open }: LetterFile) {
  return {
    filename: name,
    contentType: type,
    content: open(),
    ...(contentId !== undefined && { cid: contentId }),
  };
}

/** RFC 3834 §5.1, what Exchange reads instead, and a mark by which we know our own mail when it returns. */
function automaticHeaders(kind: 'auto-replied' | 'auto-generated', address: string): Record<string, string> {
  return { 'Auto-Submitted': kind, 'X-Auto-Response-Suppress': 'All', 'X-Loop': address };
}

/** One click turns automatic mail off (RFC 8058), where the desk can be reached by HTTPS and one person gets the mail. */
function quietHeaders(to: readonly string[], { desk, secret }: ComposeOptions): Record<string, string> {
  const [address, ...others] = to;
  const url = customersReach(desk);
  if (!url?.startsWith('https://') || address === undefined || others.length > 0) return {};
  return {
    'List-Unsubscribe': `<${quietLink(url, address, secret)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** Whose answer it is, and for whom: "Ann at Acme Support". */
function signedName(message: Message, { desk }: ComposeOptions): string {
  const author = message.authorName ?? '';
  return author === '' || author === desk.name ? desk.name : `${author} at ${desk.name}`;
}

/** What is about no case has none. */
function withToken(subject: string, number: string): string {
  return number === '' || subject.includes(`[${number}]`) ? subject : `[${number}] ${subject}`;
}

/** A subject without what answers put before it. */
function topicOf(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|aw|sv|antw|fwd?|wg)\s?:)+\s*/i, '').trim() || subject;
}

/** Long chains keep the first and the last: mail programs thread by them, and some servers refuse longer lines. */
function shortened(references: readonly string[]): readonly string[] {
  return references.length <= 20 ? references : [...references.slice(0, 1), ...references.slice(-19)];
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function page(body: string): string {
  return wired(
    `<!doctype html>\n<html><head><meta charset="utf-8"></head>\n<body style="font-family: sans-serif; line-height: 1.5">\n${body}</body></html>\n`,
  );
}

/** With the line ends of the wire, also where nothing else needs encoding. */
function wired(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
