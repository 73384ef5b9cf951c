import { isNoReply } from '../identify-person.ts';
import { fieldValue } from '../mime/header-fields.ts';
import { isForwardMark } from '../quotes/header-lines.ts';
import type { ReadEmail } from '../read-email.ts';
import { type AutomaticSigns, isQuiet } from './automatic-signs.ts';

const bounceSubject =
  /^\s*(undeliver(able|ed)|undelivered mail|mail delivery (failed|failure|system)|delivery (status notification|failure|has failed|report)|returned mail|failure notice|mail could not be delivered|message (undeliverable|not delivered)|warning: (could not send|message .* delayed)|delayed mail|mail system error|failed mail\b|non-?delivery\b|unzustellbar|nicht zustellbar|échec de (la )?remise|non remis|no se puede entregar|non recapitabile|niet bezorgd|onbestelbaar|não (é possível entregar|entregue)|kan (inte levereras|ikke leveres)|går inte att leverera|nie można dostarczyć|nedoručiteln|kézbesíthetetlen|teslim edilem|ei voida toimittaa|недоставлен|не доставлен|未传递|退信|系统退信|無法傳遞|配信不能|メッセージを配信できません|배달되지 않음)/i;

/** What a mail server writes of a mail that it could not deliver. */
const failureText =
  /(could ?n.t|could not|cannot|can ?not|was not|were not|unable to|failed to) (be )?(deliver|sen[dt]\b)|error (occurred )?(while (trying to )?deliver|delivering)|delivery (has |to .{1,120} )?failed|undeliverable|permanent (fatal |delivery )?error|(unknown|invalid|no such) (user|recipient|mailbox|address)|(user|recipient|mailbox) (unknown|unavailable|(is )?full|not found)|rejected by a remote|failed recipients?\b|did not reach the following recipient|contents of the undelivered mail|(送信|配信)できません|无法(投递|送达)|не может быть (отправлено|доставлено)/i;

/** The reply code of a server, or its extended form (RFC 5321 §4.2, RFC 3463). */
const serverCode = /(^|[\s#(:])[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b/m;

/** How a server's report begins where a list passed it on. */
const banner =
  /^\s*[*=#-]{3,} ?[^\n]{0,80}\b(reports?|message from|notification|failure|failed|undeliver\w*|delivery|virus\w*|returned)\b/i;

const salutation = /^\s*(hi|hello|hey|dear|good (morning|day|afternoon)|hallo|guten tag|sehr geehrt|bonjour|hola)\b/i;

/** As much of the text as tells what the mail is. */
const window = 3_000;

/** Why this is a delivery report, or undefined. A person who writes of a bounce is no machine. */
export function bounceSign(email: ReadEmail, signs: AutomaticSigns): string | undefined {
  const local = email.from?.address.split('@')[0] ?? '';
  if (/^(mailer-?daemon|mail-?daemon|mdaemon)$/.test(local)) return `It comes from ${local}.`;
  const name = email.from === undefined ? nameAlone(email) : (email.from.name ?? '');
  if (isDaemonName(name)) return `It comes from “${name}”.`;
  if (isPostmaster(local) && (signs.nullPath || returnsToDaemon(email))) {
    return 'A postmaster reports (null return path).';
  }
  if (fieldValue(email.fields, 'x-failed-recipients')) return 'It names failed recipients.';
  if (fieldValue(email.fields, 'x-ms-exchange-message-is-ndr') !== undefined) {
    return 'Exchange marks it as a delivery report.';
  }
  const formal = isFormal(email, signs);
  const named = bounceSubject.test(email.subject ?? '');
  if (formal && named) return 'It says that a mail could not be delivered.';
  if (email.from === undefined && named && failureText.test(email.text.slice(0, window))) {
    return 'It says that a mail could not be delivered, and nobody wrote it.';
  }
  if (named && isGateway(email) && tellsOfFailure(email.text)) {
    return 'A mail gateway says that a mail could not be delivered.';
  }
  if (nobodyTells(email, formal)) return 'It tells of a failure, and its sender has no address.';
  return returnsMail(email) ? 'It returns a mail, or tells what a server said of it, and takes no answer.' : undefined;
}

/** It bears a mark of machines. */
function isFormal(email: ReadEmail, signs: AutomaticSigns): boolean {
  const { from, text } = email;
  if (isPostmaster(from?.address.split('@')[0] ?? '') || returnsToDaemon(email)) return true;
  return isQuiet(signs) || signs.answers.length > 0 || (signs.passedOn && banner.test(text.slice(0, window)));
}

/** An address that no person has, such as that of a virus scanner. */
function isGateway({ from }: ReadEmail): boolean {
  return /(anti-?(virus|spam)|smtp|mail-?(gate|gateway|server|system|sweeper|scanner))/i.test(
    from?.address.split('@')[0] ?? '',
  );
}

/** `MAILER-DAEMON <>`: a name without an address. */
function nameAlone({ fields }: ReadEmail): string {
  return (fieldValue(fields, 'from') ?? '').slice(0, 200).replace(/["<>]/g, '').trim();
}

/** `Mail System <>` tells of a failure: whoever names nobody to answer is no person. */
function nobodyTells({ fields, text }: ReadEmail, formal: boolean): boolean {
  if (!formal || fieldValue(fields, 'reply-to') !== undefined) return false;
  if (!failureText.test(text.slice(0, window)) || !tellsOfFailure(text)) return false;
  return /<\s*>\s*$/.test((fieldValue(fields, 'from') ?? '').slice(-200));
}

function isDaemonName(name: string): boolean {
  return /^(mail delivery (sub)?system|mailer[- ]daemon|mail delivery service)$/i.test(name.trim());
}

function isPostmaster(local: string): boolean {
  return /^post[_-]?master$/.test(local);
}

function returnsToDaemon(email: ReadEmail): boolean {
  return /^<?(mailer-daemon|postmaster)(@[^\s>]*)?>?$/i.test(fieldValue(email.fields, 'return-path')?.trim() ?? '');
}

/** From an address that takes no answers: the words of a failure, with the mail itself or a server's code. */
function returnsMail(email: ReadEmail): boolean {
  const local = email.from?.address.split('@')[0] ?? '';
  if (email.from === undefined || !(isPostmaster(local) || isNoReply(email.from.address))) return false;
  const text = email.text.slice(0, window);
  if (!failureText.test(text) || salutation.test(text)) return false;
  const returned = email.attachments.some(({ type }) => /^(message\/|text\/rfc822-headers)/.test(type));
  return returned || (serverCode.test(text) && failureText.test(text.slice(0, 400)));
}

export function greets(words: string): boolean {
  return salutation.test(words.slice(0, window));
}

/** A server's words of a failure, or its code, at the beginning and without a salutation; or no words at all. */
export function tellsOfFailure(words: string): boolean {
  const text = words.slice(0, window);
  if (salutation.test(text) || text.split('\n').some(isForwardMark)) return false;
  const beginning = text.slice(0, 400);
  return text.trim() === '' || failureText.test(beginning) || serverCode.test(beginning);
}
