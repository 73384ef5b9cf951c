import type { OutboxItem } from '@sla/case-store';
import type { Desk } from '@sla/desk';

import type { ConsoleOptions } from '../console-options.ts';
import type { CaseNumbers } from './case-numbers.ts';
import type { DeskHealthJson } from './contract.ts';
import { present } from './present.ts';
import { iso } from './reading.ts';

/** More than a page shows; whoever has more has one cause for all of them. */
const MOST_LETTERS = 100;

/** What an agent should know of the desk itself. */
export async function deskHealth(
  desk: Desk,
  numberOf: CaseNumbers,
  { mailboxes, chats }: Pick<ConsoleOptions, 'mailboxes' | 'chats'>,
): Promise<DeskHealthJson> {
  const [letters, feed, states, troubles] = await Promise.all([
    desk.read.deadLetters(MOST_LETTERS),
    desk.read.waitingFeed(),
    mailboxes?.() ?? [],
    chats?.() ?? [],
  ]);
  return {
    deadLetters: await Promise.all(letters.map((letter) => deadLetter(letter, numberOf))),
    waitingFeed: feed.map(waitingEntry),
    mailboxes: states,
    chats: troubles,
  };
}

async function deadLetter(letter: OutboxItem, numberOf: CaseNumbers): Promise<DeskHealthJson['deadLetters'][number]> {
  return present({
    id: letter.id,
    destination: letter.destination,
    case: letter.caseId === undefined ? undefined : await numberOf(letter.caseId),
    error: letter.lastError ?? '',
    at: iso(letter.createdAt),
  });
}

function waitingEntry({
  id,
  payload,
  lastError,
  attempts,
  createdAt,
}: OutboxItem): DeskHealthJson['waitingFeed'][number] {
  const { case: number } = payload as { readonly case?: string };
  return present({ id, case: number, error: lastError ?? '', tries: attempts, at: iso(createdAt) });
}
