import type { CaseRecord, NewOutboxItem } from '@sla/case-store';

import type { CardPayload, ChatChannel } from './chat/contract.ts';

/** Asks each chat to show a case as it now stands; in the case's own line, so that an older card never comes after a newer one. */
export function cardsToShow(
  { id, version }: Pick<CaseRecord, 'id' | 'version'>,
  chats: readonly ChatChannel[],
): readonly NewOutboxItem[] {
  const payload: CardPayload = { kind: 'card', case: id, version };
  return chats.map((chat) => ({ key: `card/${chat}/${id}/${version}`, destination: chat, caseId: id, payload }));
}
