import { isNoReply, requesterOf } from '../identify-person.ts';
import { fieldValue, type HeaderFields } from '../mime/header-fields.ts';
import { isForward } from '../quotes/forward-subject.ts';
import type { ReadEmail } from '../read-email.ts';
import {
  type AutomaticSigns,
  automaticSigns,
  isAwayNotice,
  isQuiet,
  isReadReceipt,
  mayAskAboutReplies,
  saysAutomaticReply,
  saysBeingAway,
} from './automatic-signs.ts';
import { bounceSign, greets, tellsOfFailure } from './bounce-signs.ts';
import { isDomainReport } from './domain-report.ts';

/** What a mail is, by itself, whatever cases there are. */
export type EmailClass = 'new' | 'reply' | 'auto_reply' | 'bounce' | 'loop' | 'spam_or_ignored';

export interface Classification {
  readonly class: EmailClass;
  /** Whether an automatic receipt may answer it (RFC 3834 §2); the desk's own limits come on top. */
  readonly mayAcknowledge: boolean;
  /** A machine wrote it. */
  readonly machine: boolean;
  /** Why, a sentence each. */
  readonly evidence: readonly string[];
}

/** What tells our own mail from others'. */
export interface DeskMarks {
  /** Every address that reaches the desk, in lower case. */
  readonly addresses: readonly string[];
  readonly casePrefix: string;
}

/** Takes the class from the message alone; a person's mail is never taken for a machine's on one weak sign. */
export function classify(email: ReadEmail, desk: DeskMarks, envelopeFrom?: string): Classification {
  const signs = automaticSigns(email.fields, envelopeFrom);
  const verdict =
    reportVerdict(email) ??
    ownMailVerdict(email, signs, desk) ??
    bounceVerdict(email, signs) ??
    autoReplyVerdict(email, signs) ??
    nestedVerdict(email, desk) ??
    personVerdict(email);
  const person = verdict.class === 'new' || verdict.class === 'reply';
  const machine =
    !person || signs.machine.length > 0 || signs.nullPath || isOurs(requesterOf(email, desk.addresses)?.address, desk);
  const against = [...signs.machine, ...signs.bulk, ...signs.silence, ...objections(email, signs, desk)];
  return {
    class: verdict.class,
    machine,
    mayAcknowledge: !machine && against.length === 0,
    evidence: [verdict.why, ...against.map((why) => `No receipt: ${why}`)],
  };
}

interface Verdict {
  readonly class: EmailClass;
  readonly why: string;
}

/** Reports name themselves: of delivery (RFC 3464), of reading (RFC 8098), of abuse (RFC 5965). */
function reportVerdict(email: ReadEmail): Verdict | undefined {
  if (email.contentType.type === 'message/delivery-status') return { class: 'bounce', why: 'It is a delivery report.' };
  if (isDomainReport(email)) return { class: 'spam_or_ignored', why: "It reports on how a domain's mail fared." };
  if (email.contentType.type === 'multipart/mixed') return mixedReportVerdict(email);
  if (email.contentType.type !== 'multipart/report') return undefined;
  const named = email.contentType.parameters['report-type']?.toLowerCase() ?? '';
  const kinds = [named, ...email.reports.map((report) => report.type.replace('message/', ''))];
  if (kinds.includes('feedback-report')) return { class: 'spam_or_ignored', why: 'It is an abuse report.' };
  // A filter that refuses a mail (RFC 5429) words it as a receipt.
  if (kinds.includes('disposition-notification') && saysRejected(email.fields))
    return { class: 'bounce', why: 'It says that a filter refused the mail.' };
  if (kinds.includes('disposition-notification')) return { class: 'auto_reply', why: 'It is a read receipt.' };
  if (kinds.includes('delivery-status')) return { class: 'bounce', why: 'It is a delivery report.' };
  return undefined;
}

/** Some servers send the parts of a report under another name. A person who passes a report on has a mail program. */
function mixedReportVerdict(email: ReadEmail): Verdict | undefined {
  const returned = email.attachments.some(({ type }) => type === 'message/rfc822');
  // Hotmail's complaints (JMRP) hold the mail alone.
  if (
    returned &&
    email.text.trim() === '' &&
    /^complaint about message from [\d.:a-f]{3,45}$/i.test(email.subject ?? '')
  )
    return { class: 'spam_or_ignored', why: 'It is an abuse report.' };
  const parts = new Set([...email.reports, ...email.attachments].map(({ type }) => type));
  const reports = parts.has('message/delivery-status');
  const program = fieldValue(email.fields, 'x-mailer') ?? fieldValue(email.fields, 'user-agent');
  const passedOn = program !== undefined || isForward(email.subject ?? '', email.text) || isAnswer(email);
  if (passedOn) return undefined;
  if (parts.has('message/feedback-report') && !greets(email.text))
    return { class: 'spam_or_ignored', why: 'It is an abuse report in parts.' };
  if (!reports) return undefined;
  return tellsOfFailure(email.text) ? { class: 'bounce', why: 'It is a delivery report in parts.' } : undefined;
}

function saysRejected(fields: HeaderFields): boolean {
  return /\(reject(ed)?\)/i.test(fieldValue(fields, 'auto-submitted') ?? '');
}

/** Our address alone proves nothing: web forms and colleagues write from it. */
function ownMailVerdict(email: ReadEmail, signs: AutomaticSigns, desk: DeskMarks): Verdict | undefined {
  const loop = fieldValue(email.fields, 'x-loop')?.toLowerCase();
  if (loop !== undefined && desk.addresses.includes(loop))
    return { class: 'loop', why: 'Our own mail came back (X-Loop).' };
  if (email.messageId !== undefined && isOwnId(email.messageId, desk)) {
    return { class: 'loop', why: 'Our own mail came back (Message-ID).' };
  }
  const automatic = signs.nullPath || [...signs.answers, ...signs.machine].length > 0;
  if (automatic && isOurs(email.from?.address, desk)) {
    return { class: 'loop', why: `A machine wrote it from ${email.from?.address}, our own address.` };
  }
  return undefined;
}

function isOurs(address: string | undefined, desk: DeskMarks): boolean {
  return address !== undefined && desk.addresses.includes(address);
}

function bounceVerdict(email: ReadEmail, signs: AutomaticSigns): Verdict | undefined {
  const why = bounceSign(email, signs);
  return why === undefined ? undefined : { class: 'bounce', why };
}

function autoReplyVerdict(email: ReadEmail, signs: AutomaticSigns): Verdict | undefined {
  return answeringVerdict(email, signs) ?? awayVerdict(email, signs) ?? silentAnswerVerdict(email, signs);
}

/** The header or the subject says that a machine answers. */
function answeringVerdict(email: ReadEmail, signs: AutomaticSigns): Verdict | undefined {
  const subject = email.subject ?? '';
  const first = signs.answers[0];
  if (first !== undefined) return { class: 'auto_reply', why: `A machine answers (${first}).` };
  const marked = isQuiet(signs) || signs.silence.length > 0 || isAnswer(email);
  if (saysAutomaticReply(subject) && (marked || !mayAskAboutReplies(subject)))
    return { class: 'auto_reply', why: 'Its subject says that it is an automatic reply.' };
  const submitted = signs.machine.find((sign) => sign.startsWith('Auto-Submitted'));
  // A rule or a program that forwards a person's mail says so too.
  if (submitted !== undefined && isAnswer(email) && !isForward(subject, email.text))
    return { class: 'auto_reply', why: `A machine answers (${submitted}).` };
  return undefined;
}

/** The subject is that of a notice of absence, or of reading. */
function awayVerdict(email: ReadEmail, signs: AutomaticSigns): Verdict | undefined {
  const subject = email.subject ?? '';
  if (/^\s*out of office auto-?reply\s*[:：]/i.test(subject) || (isAnswer(email) && isAwayNotice(subject)))
    return { class: 'auto_reply', why: 'Its subject is that of a notice of absence.' };
  if (email.references.length > 0 && isReadReceipt(subject))
    return { class: 'auto_reply', why: 'Its subject is that of a read receipt.' };
  // Exchange puts its wish for silence on people's mail too: beside it the mail must answer one.
  const wished = signs.silence.length > 0 && (isAnswer(email) || isAwayNotice(subject));
  if ((isQuiet(signs) || wished) && saysBeingAway(subject))
    return { class: 'auto_reply', why: 'It says that its sender is away.' };
  return undefined;
}

/** It answers a mail, or was sent in bulk though by no list, and takes no answer itself. */
function silentAnswerVerdict(email: ReadEmail, signs: AutomaticSigns): Verdict | undefined {
  if (!signs.nullPath) return undefined;
  if (email.references.length > 0)
    return { class: 'auto_reply', why: 'It answers a mail and takes no answer itself (null return path).' };
  const bulk = signs.bulk.length > 0 && signs.bulk.every((sign) => sign.startsWith('Precedence'));
  // A machine that answers nothing says that it generated the mail.
  if (bulk && signs.machine.length === 0)
    return { class: 'auto_reply', why: 'It was sent in bulk and takes no answer (null return path).' };
  return undefined;
}

/** Two desks that acknowledge each other nest their subjects, whatever their headers say. */
function nestedVerdict(email: ReadEmail, desk: DeskMarks): Verdict | undefined {
  const tokens = new Set(caseTokens(email.subject ?? '', desk.casePrefix));
  const answersReceipt = email.references.some((id) => id.startsWith('ack.') && isOwnId(id, desk));
  if (tokens.size >= 3 || (tokens.size === 2 && answersReceipt)) {
    return { class: 'loop', why: `Its subject nests ${tokens.size} of our case numbers.` };
  }
  return undefined;
}

const answerPrefix =
  /^\s*(\[[^\]]{1,60}\]\s*)*(re|r|aw|sv|antw(ort)?|odp|ref|rif|res|rép|ynt|yan|vá|vast|atb|bls|odg|hồi âm|回复|回覆|答复|返信|ответ|від|απ|σχετ|답장)\s?(\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s?[:：]/i;

function personVerdict(email: ReadEmail): Verdict {
  if (email.references.length > 0) return { class: 'reply', why: 'It refers to an earlier mail.' };
  if (answerPrefix.test(email.subject ?? '')) return { class: 'reply', why: 'Its subject says that it is an answer.' };
  return { class: 'new', why: 'It refers to no earlier mail.' };
}

function isAnswer(email: ReadEmail): boolean {
  return email.references.length > 0 || isAnswerSubject(email.subject ?? '');
}

/** "Re: …", "AW: …" and their like. */
export function isAnswerSubject(subject: string): boolean {
  return answerPrefix.test(subject);
}

/** Whom a receipt could only annoy. */
function objections(email: ReadEmail, signs: AutomaticSigns, desk: DeskMarks): readonly string[] {
  const address = requesterOf(email, desk.addresses)?.address;
  if (address === undefined) return ['nobody to send it to'];
  const severalNumbers = new Set(caseTokens(email.subject ?? '', desk.casePrefix)).size > 1;
  return [
    ...(signs.nullPath ? ['null return path'] : []),
    ...(isOurs(address, desk) ? [`${address} is our own address`] : []),
    ...(isNoReply(address) ? [`${address} takes no answers`] : []),
    ...(severalNumbers ? ['several of our case numbers in its subject'] : []),
  ];
}

/** Ids that we give: `ack.…` and `out.…` at the domain of one of our addresses. */
export function isOwnId(id: string, desk: DeskMarks): boolean {
  const [local, domain] = [id.slice(0, id.lastIndexOf('@')), id.slice(id.lastIndexOf('@') + 1).toLowerCase()];
  return /^(ack|out|note)\./.test(local) && desk.addresses.some((address) => address.endsWith(`@${domain}`));
}

/** The case numbers that stand in the subject as our tokens, `[C-1042]`, in order. */
export function caseTokens(subject: string, prefix: string): readonly string[] {
  const pattern = new RegExp(`\\[${prefix.replace(/[^A-Za-z0-9]/g, '\\$&')}-(\\d{1,12})\\]`, 'gi');
  return [...subject.slice(0, 2_000).matchAll(pattern)].map((match) => `${prefix}-${match[1] ?? ''}`);
}
