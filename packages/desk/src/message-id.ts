import type { Message } from '@sla/case-store';

/** How many ids a chain of references holds; longer ones keep the first and the latest. */
const longestChain = 20;

/** `out.1042.3@desk.example`, made before anything is sent, so that an answer finds its case whatever becomes of the delivery. */
export function ourMessageId(kind: 'out' | 'ack', number: string, count: number, address: string): string {
  const digits = number.replace(/^\D+/, '');
  return `${kind}.${digits}.${count}@${address.slice(address.lastIndexOf('@') + 1)}`;
}

/** The ids of a case's mail in order, the requester's last one at the end: that is what we answer. What was held back nobody has. */
export function referenceChain(messages: readonly Message[]): readonly string[] {
  const bearing = messages.filter(
    ({ messageId, direction, delivery }) => messageId !== undefined && direction !== 'note' && delivery !== 'held-back',
  );
  const answered = bearing.findLast((message) => message.direction === 'in' && !message.automatic);
  const ids = bearing.filter((message) => message !== answered).map((message) => message.messageId ?? '');
  const chain = [...new Set([...ids, ...(answered?.messageId ? [answered.messageId] : [])])];
  const [first = '', ...rest] = chain;
  return chain.length <= longestChain ? chain : [first, ...rest.slice(1 - longestChain)];
}

export function countOutgoing(messages: readonly Message[]): number {
  return messages.filter((message) => message.direction === 'out').length;
}
