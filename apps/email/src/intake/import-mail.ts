import { createReadStream } from 'node:fs';

import type { CaseStore } from '@sla/case-store';
import { Temporal } from '@sla/core';
import type { Desk } from '@sla/desk';

import type { EmailOptions } from '../config.ts';
import { fieldValue, parseHeaderBlock } from '../mime/header-fields.ts';
import { replySecret } from '../reply-secret.ts';
import { createIngest, type Ingest, type IngestPorts } from '../settling/ingest.ts';
import { messagesIn } from './mbox.ts';

/** What became of one message of a file. */
export interface ImportedMail {
  readonly file: string;
  /** Its place in the file, from 1. */
  readonly number: number;
  /** `known` was there already; `waiting` is kept, and the desk tries it again. */
  readonly outcome: 'settled' | 'known' | 'waiting';
  /** The number of its case, or a word such as `bounce` where it has none. */
  readonly became?: string;
  readonly fault?: string;
}

type ImportPorts = IngestPorts & Pick<CaseStore, 'findInboxItem'>;

/** A file that cannot be read. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
}

/**
 * Takes in the messages of .eml files and mboxes, one after the other, as they would have come by mail: clocks count from
 * the instant at which their server received them. None is answered, and what is known is left alone, so a broken import
 * is simply begun again.
 */
export async function* importMail(
  desk: Pick<Desk, 'receive' | 'receiveTogether' | 'note' | 'deliveryFailed'>,
  ports: ImportPorts,
  options: Pick<EmailOptions, 'desk' | 'inboxes' | 'authentication'>,
  files: readonly string[],
): AsyncGenerator<ImportedMail> {
  const ingest = createIngest(desk, ports, { ...options, secret: await replySecret(ports) });
  for (const file of files) {
    let number = 0;
    for await (const message of messagesIn(bytesOf(file))) {
      number += 1;
      yield { file, number, ...(await takeOne(message, ingest, ports)) };
    }
  }
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) yield chunk as Buffer;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const known: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'is a folder; expected a mail or an mbox as a file',
    };
    throw new ImportFault(known[String(code)] ?? `cannot be read: ${String(cause)}`, { cause });
  }
}

async function takeOne(
  message: AsyncIterable<Buffer>,
  ingest: Ingest,
  ports: ImportPorts,
): Promise<Omit<ImportedMail, 'file' | 'number'>> {
  const { raw, head } = await peek(message);
  const { item } = await ingest.accept(raw, { via: 'file', to: [] }, receivedAt(head, await ports.now()));
  if (item.status !== 'waiting')
    return { outcome: 'known', ...(item.outcome !== undefined && { became: item.outcome }) };
  try {
    const settled = await ingest.settle(item);
    // A running desk may have been quicker with it: what was kept counts.
    const outcome = (await ports.findInboxItem(item.channel, item.externalId))?.outcome ?? settled.outcome;
    const found = await ports.findCase(outcome);
    return { outcome: 'settled', became: found?.record.number ?? outcome };
  } catch (error) {
    return { outcome: 'waiting', fault: error instanceof Error ? error.message : String(error) };
  }
}

const headBytes = 65_536;

/** The beginning, and all of it: the instant of receipt stands in the header. */
async function peek(message: AsyncIterable<Buffer>) {
  const source = message[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  let length = 0;
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    seen.push(next.value);
    length += next.value.length;
    if (length >= headBytes) break;
  }
  async function* raw(): AsyncGenerator<Buffer> {
    yield* seen;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  }
  return { raw: raw(), head: Buffer.concat(seen).toString('latin1').slice(0, headBytes) };
}

/** When the last server took it in, else when its author says that it was written; never later than now. */
function receivedAt(head: string, now: Temporal.Instant): Temporal.Instant {
  const { fields } = parseHeaderBlock(head.slice(0, /\r?\n\r?\n/.exec(head)?.index ?? head.length));
  const received = fieldValue(fields, 'received')?.slice(-200).split(';').at(-1);
  const times = [received, fieldValue(fields, 'date')?.slice(0, 200)].map((text) => Date.parse(text ?? ''));
  const at = times.find((time) => !Number.isNaN(time) && time > 0);
  return at === undefined || at > now.epochMilliseconds ? now : Temporal.Instant.fromEpochMilliseconds(at);
}
