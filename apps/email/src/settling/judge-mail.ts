import type { BlobStore, CaseStore, InboxItem, Message, StoreUnit } from '@sla/case-store';
import type { Person } from '@sla/core';
import type { EmailOptions } from '../config.ts';
import { authenticityOf } from '../evidence/authenticity.ts';
import { findTwin } from '../evidence/find-twin.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { type FindCasePorts, type Found, findBouncedCase, findCase, survivor } from '../find-case.ts';
import { requesterOf } from '../identify-person.ts';
import { signatureNotices } from '../mime/signature-notice.ts';
import { type ReadEmail, readEmail, readHeaderOnly } from '../read-email.ts';
import { type Classification, classify, type DeskMarks } from '../signs/classify.ts';
import { type Judged, type MailEnvelope, nobody, readEnvelope } from '../to-command.ts';
import { type Answered, receiptBrake } from './receipt-brakes.ts';

/** What is asked to judge a mail: of the store, or of an open transaction. */
export type JudgePorts = Pick<CaseStore, 'channelState' | 'now' | 'listAgents'> & FindCasePorts;

/** The same of an open transaction. */
export function askUnit(unit: StoreUnit): JudgePorts {
  return {
    channelState: (namespace) => unit.channelState(namespace),
    now: async () => unit.now,
    listAgents: () => unit.listAgents(),
    findCase: (ref) => unit.findCase(ref),
    findMessagesById: (ids) => unit.findMessagesById(ids),
    listCaseRecords: (query) => unit.listCaseRecords(query),
    listMessages: (caseId) => unit.listMessages(caseId),
    findContact: (ref) => unit.findContact(ref),
    listOrganisations: () => unit.listOrganisations(),
  };
}

/** A mail that fails this often is set aside, so that it holds up nobody. */
export const lastAttempt = 5;

export interface Stop {
  readonly outcome: string;
  readonly caseId?: string;
  readonly messageId?: string;
}

export interface Note {
  readonly by: Person;
  readonly caseId: string;
  readonly text: string;
}

export type Judgement = Judged & { readonly stop?: Stop; readonly note?: Note; readonly bounced?: Bounced };

interface Bounced {
  readonly message: Message;
  /** Where it lies now, should its case have been merged. */
  readonly caseId: string;
}
export type Marks = DeskMarks & Pick<EmailOptions, 'authentication'> & { readonly secret: string };

/** Where a mail is read from, and where its files go. */
export interface ReadPorts {
  readonly blobs: Pick<BlobStore, 'read' | 'put'>;
}

/** What a mail says of itself; nothing was asked of the store for it but the mail. */
export interface Asked {
  readonly email: ReadEmail;
  readonly envelope: MailEnvelope;
  readonly verdict: Classification;
  readonly author: string;
  readonly honesty: Verdict;
}

export async function readAndClassify(item: InboxItem, ports: ReadPorts, marks: Marks): Promise<Asked> {
  const envelope = readEnvelope(item.envelope);
  const email = await readSigned(item, ports, marks);
  const verdict = classify(email, marks, envelope.from);
  const author = requesterOf(email, marks.addresses)?.address ?? nobody.address;
  const honesty = isPerson(verdict) ? await honestyOf(email, item, envelope, ports, marks) : unasked;
  return { email, envelope, verdict, author, honesty };
}

export async function judge(asked: Asked, ports: JudgePorts, marks: Marks): Promise<Judgement> {
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
  ports: JudgePorts,
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
  ports: ReadPorts,
  { authentication }: Marks,
): Promise<Verdict> {
  if (raw === undefined) return unasked;
  return authenticityOf(email, envelope, () => ports.blobs.read(raw.hash), authentication);
}

/** With what its signatures prove, which nothing is decided by. */
async function readSigned(item: InboxItem, ports: ReadPorts, marks: Marks): Promise<ReadEmail> {
  const email = await read(item, ports);
  const { raw } = item;
  if (raw === undefined) return email;
  const about = { trust: marks.authentication.smime ?? [], at: new Date(item.receivedAt.epochMilliseconds) };
  const notices = await signatureNotices(email, () => ports.blobs.read(raw.hash), about);
  return notices.length === 0 ? email : { ...email, faults: [...email.faults, ...notices] };
}

/** The last attempt reads the header alone: a mail that breaks the reader still opens its case. */
async function read(item: InboxItem, ports: ReadPorts): Promise<ReadEmail> {
  if (item.raw === undefined) throw new Error('The raw message of this inbox item has been erased.');
  const raw = ports.blobs.read(item.raw.hash);
  return item.attempts >= lastAttempt - 1
    ? readHeaderOnly(raw, item.lastError ?? 'it failed four times')
    : readEmail(raw, (content) => ports.blobs.put(content));
}

/** Every address it was sent to, the envelope's first: a reply address may stand in any of them. */
export function recipientsOf(email: ReadEmail, envelope: MailEnvelope): readonly string[] {
  const delivered = email.fields.filter(({ name }) => deliveredFields.has(name));
  return [
    ...envelope.to,
    ...delivered.map(({ value }) => value.replace(/[<>\s]/g, '').slice(0, 500)),
    ...[...email.to, ...email.cc].map(({ address }) => address),
  ];
}

const deliveredFields = new Set(['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to']);

/** Whatever could make one of two mails belong to where the other goes. */
export function threadsOf({ email, author }: Asked): readonly string[] {
  const ids = [...(email.messageId === undefined ? [] : [email.messageId]), ...email.references];
  return [author, ...new Set(ids)];
}

export function answered(email: ReadEmail, address: string): Answered {
  return { address, subject: email.subject ?? '', bodyHash: email.bodyHash };
}
