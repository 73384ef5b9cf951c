import { randomUUID } from 'node:crypto';

import type { CaseStore, InboxItem, Message } from '@sla/case-store';
import type { Person, Temporal } from '@sla/core';
import type { Desk, Refusal } from '@sla/desk';

import { authenticityOf } from './authenticity.ts';
import { bounceOf, reportBounce } from './bounce.ts';
import { type Classification, classify, type DeskMarks } from './classify.ts';
import type { EmailOptions } from './config.ts';
import { type FindCasePorts, type Found, findBouncedCase, findCase, survivor } from './find-case.ts';
import { findTwin } from './find-twin.ts';
import { requesterOf } from './identify-person.ts';
import { fieldValue, parseHeaderBlock } from './mime/header-fields.ts';
import { hold } from './quarantine.ts';
import { type ReadEmail, readEmail, readHeaderOnly } from './read-email.ts';
import { type Answered, countReceipt, receiptBrake } from './receipt-brakes.ts';
import { type Judged, type MailEnvelope, nobody, readEnvelope, toCommand } from './to-command.ts';
import type { Verdict } from './verdict.ts';

export type IngestPorts = Pick<
  CaseStore,
  'transaction' | 'blobs' | 'channelState' | 'now' | 'listInbox' | 'listAgents'
> &
  FindCasePorts;

export interface Ingest {
  /** Keeps a raw mail and its row in the inbox; both are on disk when this returns. Nothing is made of it yet. */
  accept(raw: AsyncIterable<Uint8Array>, envelope: MailEnvelope, receivedAt?: Temporal.Instant): Promise<Accepted>;
  /** Makes of a kept mail what it is: a case, a message of one, or a note of why neither. */
  settle(item: InboxItem): Promise<Settled>;
  /** The first half of `settle`: reads it, and changes nothing. */
  prepare(item: InboxItem): Promise<Prepared>;
}

/** A mail that has been read and waits to be settled. */
export interface Prepared {
  /** Mails that share one of these belong to one thread, or to one sender, and are settled in the order in which they came. */
  readonly threads: readonly string[];
  settle(): Promise<Settled>;
}

export interface Accepted {
  readonly item: InboxItem;
  /** False when this very mail is there already. */
  readonly fresh: boolean;
}

export interface Settled {
  /** A case's id, or a word such as `bounce` where there is no case. */
  readonly outcome: string;
}

/** A mail that fails this often is set aside, so that it holds up nobody. */
export const lastAttempt = 5;

/** The one path of all mail, whichever way it came: raw bytes first, then what they mean. */
export function createIngest(
  desk: Pick<Desk, 'receive' | 'note' | 'deliveryFailed'>,
  ports: IngestPorts,
  options: Pick<EmailOptions, 'desk' | 'inboxes' | 'authentication'> & { readonly secret: string },
): Ingest {
  const marks: DeskMarks = {
    addresses: options.inboxes.map(({ address }) => address),
    casePrefix: options.desk.casePrefix,
  };
  const prepare = async (item: InboxItem): Promise<Prepared> => {
    const asked = await readAndClassify(item, ports, { ...marks, ...options });
    return {
      threads: threadsOf(asked),
      settle: async () => {
        const judged = await judge(asked, ports, { ...marks, ...options });
        return settleJudged(item, judged, { desk, ports, inboxes: options.inboxes });
      },
    };
  };
  return {
    accept: (raw, envelope, receivedAt) => accept(ports, raw, envelope, receivedAt),
    prepare,
    settle: async (item) => (await prepare(item)).settle(),
  };
}

/** Whatever could make one of two mails belong to where the other goes. */
function threadsOf({ email, author }: Asked): readonly string[] {
  const ids = [...(email.messageId === undefined ? [] : [email.messageId]), ...email.references];
  return [author, ...new Set(ids)];
}

interface Settling {
  readonly desk: Pick<Desk, 'receive' | 'note' | 'deliveryFailed'>;
  readonly ports: IngestPorts;
  readonly inboxes: EmailOptions['inboxes'];
}

async function settleJudged(item: InboxItem, judged: Judgement, { desk, ports, inboxes }: Settling): Promise<Settled> {
  if (judged.stop !== undefined) return settleWithoutCase(ports, item, judged.stop);
  if (judged.note !== undefined) return keepNote(desk, ports, item, judged.note);
  const { suspect } = judged.found;
  if (suspect !== undefined) return hold(desk, ports, item, { ...judged, suspect });
  const command = toCommand(item, judged, inboxes);
  if (judged.bounced !== undefined) await reportBounce(desk, ports, judged.bounced, bounceOf(judged.email));
  const outcome = await desk.receive(command);
  if (!outcome.ok) return withoutCase(outcome.refusal);
  if (outcome.opened && command.mayAcknowledge) {
    await countReceipt(ports.channelState('email'), answered(judged.email, command.from.address), await ports.now());
  }
  return { outcome: outcome.case.id };
}

/** The desk has settled what it has nothing to do with; another process is settling what it is busy with. */
function withoutCase(refusal: Refusal): Settled {
  const settled = refusal.code === 'nothing-to-do' || refusal.code === 'changed-meanwhile';
  if (settled) return { outcome: refusal.facts.outcome ?? refusal.code };
  const facts = Object.entries(refusal.facts).map(([name, value]) => `${name} ${value}`);
  throw new Error(`The desk refused this mail: ${refusal.code} ${facts.join(', ')}`.trim());
}

async function accept(
  ports: IngestPorts,
  raw: AsyncIterable<Uint8Array>,
  envelope: MailEnvelope,
  receivedAt: Temporal.Instant | undefined,
): Promise<Accepted> {
  const head: Buffer[] = [];
  const blob = await ports.blobs.put(rememberHead(raw, head));
  const externalId = isTraceable(head) ? blob.hash : `${blob.hash}/${originOf(envelope)}`;
  const item = { channel: 'email', externalId, raw: blob, envelope, ...(receivedAt !== undefined && { receivedAt }) };
  return ports.transaction((unit) => unit.acceptInbox(item));
}

async function* rememberHead(raw: AsyncIterable<Uint8Array>, head: Buffer[]): AsyncIterable<Uint8Array> {
  let length = 0;
  for await (const chunk of raw) {
    if (length < 65_536) head.push(Buffer.from(chunk.subarray(0, 65_536 - length)));
    length += chunk.length;
    yield chunk;
  }
}

/** Bytes that bear an id, a date or a trace are one mail however often they come; a bare script's may be two. */
function isTraceable(head: readonly Buffer[]): boolean {
  const text = Buffer.concat(head).toString('latin1');
  const { fields } = parseHeaderBlock(text.slice(0, /\r?\n\r?\n/.exec(text)?.index ?? text.length));
  return ['message-id', 'date', 'received'].some((name) => fieldValue(fields, name));
}

function originOf({ mailbox, session }: MailEnvelope): string {
  if (mailbox !== undefined) return `${mailbox.id}/${mailbox.uidValidity}/${mailbox.uid}`;
  return session ?? randomUUID();
}

interface Stop {
  readonly outcome: string;
  readonly caseId?: string;
  readonly messageId?: string;
}

interface Note {
  readonly by: Person;
  readonly caseId: string;
  readonly text: string;
}

type Judgement = Judged & { readonly stop?: Stop; readonly note?: Note; readonly bounced?: Bounced };

interface Bounced {
  readonly message: Message;
  /** Where it lies now, should its case have been merged. */
  readonly caseId: string;
}
type Marks = DeskMarks & Pick<EmailOptions, 'authentication'> & { readonly secret: string };

interface Asked {
  readonly email: ReadEmail;
  readonly envelope: MailEnvelope;
  readonly verdict: Classification;
  readonly author: string;
  readonly honesty: Verdict;
}

async function readAndClassify(item: InboxItem, ports: IngestPorts, marks: Marks): Promise<Asked> {
  const envelope = readEnvelope(item.envelope);
  const email = await read(item, ports);
  const verdict = classify(email, marks, envelope.from);
  const author = requesterOf(email, marks.addresses)?.address ?? nobody.address;
  const honesty = isPerson(verdict) ? await honestyOf(email, item, envelope, ports, marks) : unasked;
  return { email, envelope, verdict, author, honesty };
}

async function judge(asked: Asked, ports: IngestPorts, marks: Marks): Promise<Judgement> {
  const { email, envelope, verdict, author, honesty } = asked;
  const nowhere: Judged = { email, verdict, envelope, found: { evidence: [] } };
  if (verdict.class === 'loop' || verdict.class === 'spam_or_ignored') {
    return { ...nowhere, stop: { outcome: verdict.class } };
  }
  const twin = await findTwin(email, author, ports);
  if (twin !== undefined)
    return { ...nowhere, stop: { outcome: 'duplicate', caseId: twin.caseId, messageId: twin.id } };
  const agent = (await ports.listAgents()).find(({ email: address }) => address.toLowerCase() === author);
  const { found, bounced } = await place(asked, agent !== undefined, ports, marks);
  if (agent !== undefined && found.case !== undefined && found.byAgent) {
    const text = `By mail from ${agent.email}:\n\n${email.reply.reply}`;
    return { ...nowhere, found, note: { by: `agent:${agent.id}`, caseId: found.case.id, text } };
  }
  // A receipt goes out for a new case only.
  const asksForReceipt = verdict.mayAcknowledge && found.case === undefined;
  const brake = asksForReceipt
    ? await receiptBrake(ports.channelState('email'), answered(email, author), await ports.now())
    : undefined;
  return { ...nowhere, found, honesty, ...(bounced && { bounced }), ...(brake !== undefined && { brake }) };
}

/** Where it belongs: as an agent ruled, as a bounce says, or by evidence. Only a person's mail waits in quarantine. */
async function place(
  { email, envelope, verdict, honesty }: Asked,
  fromAgent: boolean,
  ports: IngestPorts,
  marks: Marks,
): Promise<{ readonly found: Found; readonly bounced?: Bounced }> {
  const { ruling } = envelope;
  if (ruling !== undefined) {
    const record = ruling.join === undefined ? undefined : await survivor(ruling.join, ports);
    const evidence = [`It was held, and let in by ${ruling.by}.`];
    return { found: { ...(record !== undefined && { case: record }), evidence } };
  }
  if (verdict.class === 'bounce') {
    const { bounced, ...found } = await findBouncedCase(email, marks, ports);
    if (bounced === undefined || found.case === undefined) return { found };
    return { found, bounced: { message: bounced, caseId: found.case.id } };
  }
  const disproved = honesty.verdict === 'disproved';
  const found = await findCase(email, recipientsOf(email, envelope), { ...marks, fromAgent, disproved }, ports);
  const { suspect, ...rest } = found;
  return { found: isPerson(verdict) && suspect !== undefined ? found : rest };
}

function isPerson(verdict: Classification): boolean {
  return !verdict.machine && (verdict.class === 'new' || verdict.class === 'reply');
}

const unasked: Verdict = { verdict: 'unknown' };

async function honestyOf(
  email: ReadEmail,
  { raw }: InboxItem,
  envelope: MailEnvelope,
  ports: IngestPorts,
  { authentication }: Marks,
): Promise<Verdict> {
  if (raw === undefined) return unasked;
  return authenticityOf(email, envelope, () => ports.blobs.read(raw.hash), authentication);
}

/** The last attempt reads the header alone: a mail that breaks the reader still opens its case. */
async function read(item: InboxItem, ports: IngestPorts): Promise<ReadEmail> {
  if (item.raw === undefined) throw new Error('The raw message of this inbox item has been erased.');
  const raw = ports.blobs.read(item.raw.hash);
  return item.attempts >= lastAttempt - 1
    ? readHeaderOnly(raw, item.lastError ?? 'it failed four times')
    : readEmail(raw, (content) => ports.blobs.put(content));
}

/** Every address it was sent to, the envelope's first: a reply address may stand in any of them. */
function recipientsOf(email: ReadEmail, envelope: MailEnvelope): readonly string[] {
  const delivered = email.fields.filter(({ name }) => deliveredFields.has(name));
  return [
    ...envelope.to,
    ...delivered.map(({ value }) => value.replace(/[<>\s]/g, '').slice(0, 500)),
    ...[...email.to, ...email.cc].map(({ address }) => address),
  ];
}

const deliveredFields = new Set(['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to']);

function answered(email: ReadEmail, address: string): Answered {
  return { address, subject: email.subject ?? '', bodyHash: email.bodyHash };
}

/** An agent's answer to a notice, or to a mail of the case, stays among colleagues: mail proves nobody's identity. */
async function keepNote(desk: Pick<Desk, 'note'>, ports: IngestPorts, item: InboxItem, note: Note): Promise<Settled> {
  const kept = await desk.note(note.by, { case: note.caseId, text: note.text, key: `mail/${item.id}` });
  if (!kept.ok) return withoutCase(kept.refusal);
  return settleWithoutCase(ports, item, { outcome: 'note', caseId: note.caseId, messageId: kept.message.id });
}

async function settleWithoutCase(ports: IngestPorts, item: InboxItem, result: Stop): Promise<Settled> {
  await ports.transaction(async (unit) => {
    if ((await unit.lockInbox(item.id)) !== undefined) await unit.settleInbox(item.id, result);
  });
  return { outcome: result.outcome };
}
