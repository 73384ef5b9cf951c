import type { CaseStore, Message } from '@sla/case-store';

import type { ReadEmail } from '../read-email.ts';

/**
 * The message that this very mail became when it came another way: into a second mailbox, or through a list. An id alone
 * proves nothing, since some senders give every mail the same one; author, words and files must agree too.
 */
export async function findTwin(
  email: ReadEmail,
  author: string,
  ports: Pick<CaseStore, 'findMessagesById'>,
): Promise<Message | undefined> {
  if (email.messageId === undefined) return undefined;
  const same = await ports.findMessagesById([email.messageId]);
  return same.find(
    (message) =>
      message.direction === 'in' &&
      message.authorAddress === author &&
      message.text.trim() === email.text.trim() &&
      sameFiles(message, email),
  );
}

function sameFiles(message: Message, email: ReadEmail): boolean {
  const theirs = message.attachments.map(({ blob }) => blob.hash);
  return (
    theirs.length === email.attachments.length && email.attachments.every(({ blob }) => theirs.includes(blob.hash))
  );
}
