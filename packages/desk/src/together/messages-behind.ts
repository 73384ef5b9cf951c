import type { Message, StoreUnit } from '@sla/case-store';
import { Temporal } from '@sla/core';

import type { Behind } from './write-behind-unit.ts';

/** Adds messages together, and knows those that bear the ids which will be asked for, and those of cases that were asked for. */
export async function messagesBehind(unit: StoreUnit, messageIds: readonly string[]): Promise<Behind> {
  /** Not yet written. */
  const kept: Message[] = [];
  /** Written or not, since what is known was read. */
  const added: Message[] = [];
  const bearing = await readBearing(unit, [...new Set(messageIds)]);
  const ofCase = new Map<string, readonly Message[]>();

  async function findMessagesById(ids: readonly string[]) {
    const unknown = ids.filter((id) => !bearing.has(id));
    for (const [id, messages] of await readBearing(unit, unknown)) bearing.set(id, messages);
    const wanted = new Set(ids);
    const before = [
      ...new Map([...wanted].flatMap((id) => bearing.get(id) ?? []).map((one) => [one.id, one])).values(),
    ];
    return inOrder(before, added, ({ messageId }) => messageId !== undefined && wanted.has(messageId));
  }

  async function listMessages(caseId: string) {
    const before = ofCase.get(caseId) ?? (await unit.listMessages(caseId));
    ofCase.set(caseId, before);
    return inOrder(before, added, (message) => message.caseId === caseId);
  }

  return {
    calls: {
      addMessage: async (message) => {
        kept.push(message);
        added.push(message);
      },
      findMessage: async (id) => added.find((message) => message.id === id) ?? unit.findMessage(id),
      listMessages,
      findMessagesById,
    },
    write: () => unit.addMessages(kept.splice(0)),
    forget: () => {
      bearing.clear();
      ofCase.clear();
      added.length = 0;
    },
  };
}

type Bearing = Map<string, readonly Message[]>;

/** By the id that they bear; one that nobody bears has an empty list. */
async function readBearing(unit: StoreUnit, messageIds: readonly string[]): Promise<Bearing> {
  const found: Bearing = new Map(messageIds.map((id) => [id, []]));
  for (const message of messageIds.length === 0 ? [] : await unit.findMessagesById(messageIds)) {
    const { messageId = '' } = message;
    found.set(messageId, [...(found.get(messageId) ?? []), message]);
  }
  return found;
}

/** As the store tells them: by instant, and of one instant in the order in which they were added. */
function inOrder(
  before: readonly Message[],
  added: readonly Message[],
  concerns: (message: Message) => boolean,
): readonly Message[] {
  // What was written meanwhile may have been read as well.
  const known = new Set(before.map(({ id }) => id));
  const fresh = added.filter((message) => concerns(message) && !known.has(message.id));
  return [...before, ...fresh].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}
