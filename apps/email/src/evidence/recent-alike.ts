import type { CaseStore } from '@sla/case-store';
import type { ReadEmail } from '../read-email.ts';
import { isAnswerSubject } from '../signs/classify.ts';

const days = 14;

/** Whether the sender's latest cases are asked for. */
export function mayBeAlike({ references, subject = '' }: ReadEmail): boolean {
  return references.length === 0 && isAnswerSubject(subject);
}

/** So many of the sender's latest cases are looked at. */
export const mostAlike = 20;

/**
 * Cases of the same sender with the same subject, changed lately. It is asked only of what says that it is an answer and
 * refers to nothing: a program that drops the references.
 */
export async function recentAlike(
  email: ReadEmail,
  sender: string,
  ports: Pick<CaseStore, 'findContact' | 'listCaseRecords' | 'now'>,
): Promise<readonly { readonly ref: string; readonly why: string }[]> {
  if (!mayBeAlike(email)) return [];
  const wanted = bareSubject(email.subject ?? '');
  const contact = wanted.length < 2 ? undefined : await ports.findContact({ email: sender });
  if (contact === undefined) return [];
  const since = (await ports.now()).subtract({ hours: 24 * days });
  const cases = await ports.listCaseRecords({ requester: contact.id, order: 'changed', limit: mostAlike });
  const alike = cases.filter(
    (record) => bareSubject(record.subject) === wanted && record.changedAt.epochMilliseconds > since.epochMilliseconds,
  );
  return alike
    .slice(0, 1)
    .map((record) => ({ ref: record.id, why: `${sender} wrote of the same subject in ${record.number} lately.` }));
}

/** Without the prefixes of answers and our numbers. */
function bareSubject(subject: string): string {
  let bare = subject.slice(0, 500);
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(/^\s*(\[[A-Z][A-Z0-9]{0,7}-\d{1,12}\]|\p{L}{1,6}(\[\d{1,3}\])?\s?[:：])\s*/iu, '');
  }
  return bare.replace(/\s+/g, ' ').trim().toLowerCase();
}
