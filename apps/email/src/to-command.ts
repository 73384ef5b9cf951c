import type { Attachment, InboxItem } from '@sla/case-store';
import { type IncomingMessage, receiptHeldBack } from '@sla/desk';
import { z } from 'zod';
import type { Inbox } from './config.ts';
import type { Verdict } from './evidence/verdict.ts';
import type { Found } from './find-case.ts';
import { requesterOf } from './identify-person.ts';
import type { ReadEmail } from './read-email.ts';
import { plainAddress } from './reply-address.ts';
import type { Classification } from './signs/classify.ts';
import { type TriageFacts, triageFacts } from './signs/triage-facts.ts';

/** How a mail came, kept beside it until it is settled. */
export interface MailEnvelope {
  readonly via: 'smtp' | 'imap' | 'graph' | 'file';
  /** The envelope sender; `''` is the null sender. Absent where the way in does not tell. */
  readonly from?: string;
  /** The envelope recipients, or the address of the mailbox. */
  readonly to: readonly string[];
  readonly remoteAddress?: string;
  /** What the client called itself. */
  readonly helo?: string;
  /** The SMTP session and its transaction. */
  readonly session?: string;
  readonly mailbox?: { readonly id: string; readonly uidValidity: string; readonly uid: number };
  /** What the agents must know of how it came. */
  readonly note?: string;
  /** What an agent decided about it in quarantine. */
  readonly ruling?: Ruling;
}

/** Joins the case that is named, or opens one of its own. */
export interface Ruling {
  readonly by: string;
  readonly join?: string;
}

const envelopeSchema = z.object({
  via: z.enum(['smtp', 'imap', 'graph', 'file']),
  from: z.string().optional(),
  to: z.array(z.string()),
  remoteAddress: z.string().optional(),
  helo: z.string().optional(),
  session: z.string().optional(),
  mailbox: z.object({ id: z.string(), uidValidity: z.string(), uid: z.number() }).optional(),
  note: z.string().optional(),
  ruling: z.object({ by: z.string(), join: z.string().optional() }).optional(),
});

/** An envelope as the store gives it back; whatever is not one is a mail of which only the header tells. */
export function readEnvelope(stored: unknown): MailEnvelope {
  const read = envelopeSchema.safeParse(stored);
  if (!read.success) return { via: 'file', to: [] };
  const known = Object.entries(read.data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as unknown as MailEnvelope;
}

export interface Judged {
  readonly email: ReadEmail;
  readonly verdict: Classification;
  readonly found: Found;
  readonly envelope: MailEnvelope;
  /** Why the desk's own limits forbid a receipt. */
  readonly brake?: string;
  /** What is known of the author's honesty, a sentence. */
  readonly honesty?: Verdict;
}

/** A mail in the words of the desk. */
export function toCommand(item: InboxItem, judged: Judged, inboxes: readonly Inbox[]): IncomingMessage {
  const { email, verdict, found, envelope, brake, honesty } = judged;
  const inbox = inboxOf(email, envelope, inboxes);
  const isPerson = machineOf(verdict) === 'no';
  const { evidence: told, ...facts } = isPerson ? triageFacts(email.subject ?? '', email.reply.reply) : unsaid;
  const evidence = [...evidenceOf(judged), ...(found.case === undefined ? told : [])];
  return {
    channel: 'email',
    receivedAt: item.receivedAt,
    inboxId: item.id,
    from:
      requesterOf(
        email,
        inboxes.map(({ address }) => address),
      ) ?? senderOf(envelope),
    to: email.to.map(({ address }) => address),
    cc: email.cc.map(({ address }) => address),
    ...(inbox !== undefined && { mailbox: inbox.address }),
    ...(inbox?.organisation !== undefined && { organisationOfStrangers: inbox.organisation }),
    ...(inbox?.policy !== undefined && { policy: inbox.policy }),
    subject: email.subject ?? '(no subject)',
    text: email.text.trim() === '' ? email.faults.join('\n') : email.text,
    ...(email.html !== undefined && { html: email.html }),
    ...(email.reply.quoteFrom !== undefined && { quoteFrom: email.reply.quoteFrom }),
    ...(email.messageId !== undefined && { messageId: email.messageId }),
    references: email.references,
    attachments: attachmentsOf(email, item.id),
    ...(item.raw !== undefined && { raw: item.raw }),
    ...(found.case !== undefined && { joins: { case: found.case.id, evidence: found.evidence } }),
    evidence,
    machine: machineOf(verdict),
    facts,
    // A receipt for a forged mail would go to somebody who wrote none; for an imported one, long after.
    mayAcknowledge:
      verdict.mayAcknowledge &&
      brake === undefined &&
      email.from !== undefined &&
      honesty?.verdict !== 'disproved' &&
      envelope.via !== 'file',
  };
}

const unsaid: TriageFacts = { evidence: [] };

function evidenceOf({ email, verdict, found, envelope, brake, honesty }: Judged): readonly string[] {
  return [
    ...(found.case === undefined ? found.evidence : []),
    ...verdict.evidence,
    ...(honesty?.why === undefined ? [] : [honesty.why]),
    ...email.faults,
    ...(envelope.note === undefined ? [] : [envelope.note]),
    ...(brake === undefined ? [] : [receiptHeldBack(brake)]),
  ];
}

/** Nobody: mail without an author still opens a case. */
export const nobody = { address: 'unknown@sender.invalid', name: 'Unknown sender' };

function senderOf(envelope: MailEnvelope): { readonly address: string; readonly name?: string } {
  return envelope.from?.includes('@') ? { address: envelope.from.toLowerCase() } : nobody;
}

/** The inbox it was sent to: by the envelope, else by the addresses in its header. */
function inboxOf(email: ReadEmail, envelope: MailEnvelope, inboxes: readonly Inbox[]): Inbox | undefined {
  const addresses = [...envelope.to, ...[...email.to, ...email.cc].map(({ address }) => address)].map(plainAddress);
  const found = addresses.map((address) => inboxes.find((inbox) => inbox.address === address));
  return found.find((inbox) => inbox !== undefined) ?? inboxes[0];
}

function machineOf(verdict: Classification): IncomingMessage['machine'] {
  if (verdict.class === 'auto_reply') return 'auto-reply';
  if (verdict.class === 'bounce') return 'bounce';
  return verdict.machine ? 'other' : 'no';
}

function attachmentsOf(email: ReadEmail, inboxId: string): readonly Attachment[] {
  return email.attachments.map(({ name, type, blob, contentId, inline }, index) => ({
    id: `${inboxId}-${index + 1}`,
    name: name ?? nameFor(type, index + 1),
    type,
    blob,
    ...(contentId !== undefined && { contentId }),
    inline,
  }));
}

const endings: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/plain': 'txt',
  'text/html': 'html',
  'application/pdf': 'pdf',
  'message/delivery-status': 'txt',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
};

function nameFor(type: string, number: number): string {
  return `${type.split('/')[0] ?? 'file'}-${number}.${endings[type] ?? 'bin'}`;
}
