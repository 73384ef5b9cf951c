import type { CaseStore, InboxItem } from '@sla/case-store';
import { type ReadEmail, readEmail, readHeaderOnly } from '../read-email.ts';
import { findHeld, heldFactsOf, type QuarantinePorts } from './quarantine.ts';

export type HeldPorts = Pick<QuarantinePorts, 'channelState' | 'listInbox' | 'findCase'> & Pick<CaseStore, 'blobs'>;

/** A mail that waits for an agent: of a stranger in a known thread, or one that could not be read. */
export interface HeldMail {
  readonly id: string;
  /** ISO instant of its receipt: from then its clocks will count. */
  readonly receivedAt: string;
  readonly reason: 'unknown-sender' | 'unreadable';
  readonly from?: string;
  readonly fromName?: string;
  readonly to: readonly string[];
  readonly subject?: string;
  /** The number of the case that it claims to belong to. */
  readonly case?: string;
  readonly caseSubject?: string;
  /** The first words of what they wrote. */
  readonly excerpt: string;
  /** How many files it carries. */
  readonly files: number;
  /** Why it is held, a sentence each. */
  readonly evidence: readonly string[];
  /** The hash of the raw message in the blob store; absent once it was erased. */
  readonly raw?: string;
}

/** One of them with its words, for whoever decides. */
export interface ShownMail extends HeldMail {
  readonly cc: readonly string[];
  /** The whole body as text. HTML is not handed out. */
  readonly text: string;
  /** Where the quoted history begins in `text`, in UTF-16 units. */
  readonly quoteFrom?: number;
  readonly attachments: readonly { readonly name?: string; readonly type: string; readonly size: number }[];
}

/** What waits for an agent, oldest first. */
export async function listHeld(ports: HeldPorts, limit: number): Promise<readonly HeldMail[]> {
  const items = await ports.listInbox('email', limit, 'quarantined');
  return Promise.all(items.map((item) => toHeld(ports, item)));
}

/** Undefined where it is not held, or not any more. */
export async function showHeld(ports: HeldPorts, id: string): Promise<ShownMail | undefined> {
  const item = await findHeld(ports, id);
  if (item === undefined) return undefined;
  const [held, read] = await Promise.all([toHeld(ports, item), readAgain(ports, item)]);
  const { quoteFrom } = read?.reply ?? {};
  return {
    ...held,
    cc: read?.cc.map(({ address }) => address) ?? [],
    text: read?.text ?? '',
    ...(quoteFrom !== undefined && { quoteFrom }),
    attachments: (read?.attachments ?? []).map(({ name, type, blob }) => ({
      ...(name !== undefined && { name }),
      type,
      size: blob.size,
    })),
  };
}

/** The bytes as they came; undefined where the mail is not held, or was erased. */
export async function rawOfHeld(ports: HeldPorts, id: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  const raw = (await findHeld(ports, id))?.raw;
  return raw && ports.blobs.read(raw.hash);
}

async function toHeld(ports: HeldPorts, item: InboxItem): Promise<HeldMail> {
  const known = { id: item.id, receivedAt: item.receivedAt.toString(), ...(item.raw && { raw: item.raw.hash }) };
  const facts = await heldFactsOf(ports, item.id);
  if (facts === undefined) return { ...known, ...(await fromHeader(ports, item)) };
  const claimed = (await ports.findCase(facts.case))?.record;
  return { ...known, reason: 'unknown-sender', ...facts, ...(claimed && { caseSubject: claimed.subject }) };
}

/** Whatever broke the reader, most headers can be read. */
async function fromHeader(ports: HeldPorts, item: InboxItem): Promise<Omit<HeldMail, 'id' | 'receivedAt' | 'raw'>> {
  const error = item.lastError ?? 'no reason is known';
  const blank = { reason: 'unreadable', to: [], excerpt: '', files: 0, evidence: [error] } as const;
  const read = await headerOf(ports, item, error);
  if (read === undefined) return blank;
  return {
    ...blank,
    ...(read.from && { from: read.from.address }),
    ...(read.from?.name && { fromName: read.from.name }),
    to: [...read.to, ...read.cc].map(({ address }) => address).slice(0, 50),
    ...(read.subject !== undefined && { subject: read.subject }),
  };
}

async function headerOf(ports: HeldPorts, { raw }: InboxItem, reason: string): Promise<ReadEmail | undefined> {
  if (raw === undefined) return undefined;
  return readHeaderOnly(ports.blobs.read(raw.hash), reason).catch(() => undefined);
}

async function readAgain(ports: HeldPorts, item: InboxItem): Promise<ReadEmail | undefined> {
  const { raw } = item;
  if (raw === undefined) return undefined;
  return readEmail(ports.blobs.read(raw.hash), measure).catch(() => headerOf(ports, item, item.lastError ?? ''));
}

/** How large a file is, without keeping it once more. */
async function measure(content: AsyncIterable<Uint8Array>): Promise<{ readonly hash: string; readonly size: number }> {
  let size = 0;
  for await (const chunk of content) size += chunk.length;
  return { hash: '', size };
}
