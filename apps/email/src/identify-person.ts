import type { MailAddress } from './mime/addresses.ts';
import type { ReadEmail } from './read-email.ts';

const takesNoAnswers =
  /^(no-?reply|do-?not-?reply|donotreply|nobody|postmaster|mailer-?daemon|bounces?|notifications?)([+._-]|@)/;

/** Whether an address says by its name that nobody reads what is sent to it. */
export function isNoReply(address: string): boolean {
  return takesNoAnswers.test(address);
}

/**
 * Who asks. A web form writes from our own address, or from one that takes no answers, and names the person in `Reply-To`;
 * otherwise it is the author.
 */
export function requesterOf(email: ReadEmail, ourAddresses: readonly string[]): MailAddress | undefined {
  const { from, replyTo } = email;
  const reachable = (one: MailAddress) => !ourAddresses.includes(one.address) && !isNoReply(one.address);
  if (from === undefined || reachable(from)) return from;
  return replyTo.find(reachable) ?? from;
}
