import { randomUUID } from 'node:crypto';

import type { BlobRef, CaseStore, InboxItem, NewInboxItem } from '@sla/case-store';
import type { Temporal } from '@sla/core';

import { fieldValue, parseHeaderBlock } from '../mime/header-fields.ts';
import type { MailEnvelope } from '../to-command.ts';
import type { RecentRaws } from './recent-raws.ts';

export interface Accepted {
  readonly item: InboxItem;
  /** False when this very mail is there already. */
  readonly fresh: boolean;
}

export type Accept = (
  raw: AsyncIterable<Uint8Array>,
  envelope: MailEnvelope,
  receivedAt?: Temporal.Instant,
) => Promise<Accepted>;

/** Keeps raw mails and their rows, and for a moment what was kept, since it is about to be read. */
export function createAccept(ports: Pick<CaseStore, 'acceptRaw'>, recent: RecentRaws): Accept {
  return async (raw, envelope, receivedAt) => {
    const head: Buffer[] = [];
    let beginning = Buffer.alloc(0);
    const accepted = await ports.acceptRaw(rememberHead(raw, head), (blob) => {
      beginning = Buffer.concat(head);
      return toItem(blob, beginning, envelope, receivedAt);
    });
    const { hash, size } = accepted.item.raw ?? {};
    if (accepted.fresh && hash !== undefined && size === beginning.length) recent.keep(hash, beginning);
    return accepted;
  };
}

function toItem(
  raw: BlobRef,
  head: Buffer,
  envelope: MailEnvelope,
  receivedAt: Temporal.Instant | undefined,
): NewInboxItem {
  const externalId = isTraceable(head) ? raw.hash : `${raw.hash}/${originOf(envelope)}`;
  return { channel: 'email', externalId, raw, envelope, ...(receivedAt !== undefined && { receivedAt }) };
}

/** As much as is looked at for what tells a mail apart; most mails are not larger. */
const headBytes = 65_536;

async function* rememberHead(raw: AsyncIterable<Uint8Array>, head: Buffer[]): AsyncIterable<Uint8Array> {
  let length = 0;
  for await (const chunk of raw) {
    if (length < headBytes) head.push(Buffer.from(chunk.subarray(0, headBytes - length)));
    length += chunk.length;
    yield chunk;
  }
}

/** Bytes that bear an id, a date or a trace are one mail however often they come; a bare script's may be two. */
function isTraceable(head: Buffer): boolean {
  const text = head.toString('latin1');
  const { fields } = parseHeaderBlock(text.slice(0, /\r?\n\r?\n/.exec(text)?.index ?? text.length));
  return ['message-id', 'date', 'received'].some((name) => fieldValue(fields, name));
}

function originOf({ mailbox, session }: MailEnvelope): string {
  if (mailbox !== undefined) return `${mailbox.id}/${mailbox.uidValidity}/${mailbox.uid}`;
  return session ?? randomUUID();
}
