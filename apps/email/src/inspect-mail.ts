import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import type { BlobRef } from '@sla/case-store';
import { signatureNotices } from './mime/signature-notice.ts';
import { readEmail } from './read-email.ts';
import { classify, type EmailClass } from './signs/classify.ts';
import { stripQuotes } from './strip-quotes.ts';

/** What the desk makes of a mail, as `sla mail inspect --json` prints it, one object a line. */
export interface InspectedMail {
  readonly file: string;
  readonly class: EmailClass;
  readonly from: string | null;
  readonly subject: string | null;
  readonly references: readonly string[];
  readonly replyText: string;
  readonly attachments: readonly {
    readonly name: string | null;
    readonly type: string;
    readonly size: number;
    readonly inline: boolean;
  }[];
  /** Whether an automatic receipt may go out. */
  readonly ack: boolean;
  readonly evidence: readonly string[];
}

export interface InspectedBody {
  readonly file: string;
  readonly replyText: string;
}

/** A file that could not be read, in one sentence. */
export interface InspectFault {
  readonly file: string;
  readonly fault: string;
}

export interface InspectOptions {
  /** The desk's own address, by which its own mail is known. */
  readonly address?: string;
  readonly casePrefix?: string;
  /** The files are bare texts, to be stripped of quotations only. */
  readonly body?: boolean;
}

/** Reads each file as a mail would be read on arrival; keeps nothing. */
export async function* inspectMail(
  files: readonly string[],
  options: InspectOptions = {},
): AsyncGenerator<InspectedMail | InspectedBody | InspectFault> {
  for (const file of files) {
    try {
      yield options.body ? await inspectBody(file) : await inspectOne(file, options);
    } catch (error) {
      yield { file, fault: faultOf(error) };
    }
  }
}

function faultOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'is a folder; expected a mail as a file';
  return `cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
}

async function inspectBody(file: string): Promise<InspectedBody> {
  return { file: basename(file), replyText: stripQuotes(await readFile(file, 'utf8')).reply };
}

async function inspectOne(file: string, options: InspectOptions): Promise<InspectedMail> {
  const email = await readEmail(createReadStream(file), measure);
  const address = options.address ?? 'support@desk.example';
  const verdict = classify(email, { addresses: [address.toLowerCase()], casePrefix: options.casePrefix ?? 'C' });
  const { mtime: at } = await stat(file);
  const signatures = await signatureNotices(email, () => createReadStream(file), { trust: [], at });
  return {
    file: basename(file),
    class: verdict.class,
    from: email.from?.address ?? null,
    subject: email.subject ?? null,
    references: email.references,
    replyText: email.reply.reply,
    attachments: email.attachments.map(({ name, type, blob, inline }) => ({
      name: name ?? null,
      type,
      size: blob.size,
      inline,
    })),
    ack: verdict.mayAcknowledge,
    evidence: [...verdict.evidence, ...email.faults, ...signatures],
  };
}

/** Takes a file in without keeping it. */
async function measure(content: AsyncIterable<Uint8Array>): Promise<BlobRef> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { hash: hash.digest('hex'), size };
}
