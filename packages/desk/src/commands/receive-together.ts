import type { Message, StoreUnit } from '@sla/case-store';

import type { IncomingMessage, Outcome } from '../desk.ts';
import type { DeskParts, Session } from '../parts.ts';
import { loadPeople } from '../people.ts';
import { receiptsOf } from '../receipt.ts';
import type { NumberStock } from '../together/number-stock.ts';
import { type Foresight, writeBehindUnit } from '../together/write-behind-unit.ts';
import { busy, receiveOnce } from './receive.ts';

/** An open transaction in which messages are received one after the other; each sees what came of those before it. */
export interface Reception {
  readonly unit: StoreUnit;
  receive(incoming: IncomingMessage): Promise<Outcome<{ readonly opened: boolean; readonly message: Message }>>;
}

/**
 * Receives several messages in one transaction and in few statements: all of them, or where anything fails, none. Whoever calls
 * then takes them one by one with `receive`, so that only what is at fault fails.
 */
export async function receiveTogether<Answer>(
  parts: DeskParts,
  stock: NumberStock,
  foresight: Foresight,
  work: (reception: Reception) => Promise<Answer>,
): Promise<Answer> {
  return parts.store.transaction(async (given) => {
    const { unit, flush } = await writeBehindUnit(given, foresight, stock);
    const session: Session = { parts, unit, people: await loadPeople(unit), now: unit.now };
    await lookForReceipts(unit, foresight.emails);
    const answer = await work({ unit, receive: (incoming) => receiveIn(session, incoming) });
    await flush();
    return answer;
  });
}

async function lookForReceipts(unit: StoreUnit, emails: readonly string[]): Promise<void> {
  const contacts: string[] = [];
  for (const email of emails) {
    const contact = await unit.findContact({ email });
    if (contact) contacts.push(contact.id);
  }
  await receiptsOf(unit).getAll(contacts);
}

async function receiveIn(session: Session, incoming: IncomingMessage) {
  const result = await receiveOnce(session, incoming);
  return 'taken' in result ? busy(incoming) : result;
}
