import type { Message, StoreUnit } from '@sla/case-store';

import type { Behind } from './write-behind-unit.ts';

/** Adds messages together, and knows those that bear the ids which will be asked for. */
export async function messagesBehind(unit: StoreUnit, messageIds: readonly string[]): Promise<Behind> {
  const kept: Message[] = [];
  const asked = [...new Set(messageIds)];
  const found = await unit.findMessagesById(asked);
  /** Ids of which all messages are known. */
  const known = new Set(asked);

  const write = () => unit.addMessages(kept.splice(0));

  const afterThose = async <Answer>(concerned: (message: Message) => boolean, ask: () => Promise<Answer>) => {
    if (kept.some(concerned)) await write();
    return ask();
  };

  async function findMessagesById(ids: readonly string[]) {
    const wanted = new Set(ids);
    const bears = ({ messageId }: Message) => messageId !== undefined && wanted.has(messageId);
    if (ids.every((id) => known.has(id))) return found.filter(bears);
    return afterThose(bears, () => unit.findMessagesById(ids));
  }

  return {
    calls: {
      addMessage: async (message) => {
        kept.push(message);
        if (message.messageId !== undefined) known.delete(message.messageId);
      },
      findMessage: (id) =>
        afterThose(
          (message) => message.id === id,
          () => unit.findMessage(id),
        ),
      listMessages: (caseId) =>
        afterThose(
          (message) => message.caseId === caseId,
          () => unit.listMessages(caseId),
        ),
      findMessagesById,
    },
    write,
    forget: () => known.clear(),
  };
}
