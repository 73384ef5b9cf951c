import type { Agent } from '@sla/case-store';
import type { Person } from '@sla/core';

import { catalogueFor } from '../catalogue/catalogue-for.ts';
import type { ChatWords } from '../catalogue/chat-words.ts';
import { type Reader, readerOf } from '../catalogue/reader.ts';
import type { CaseView, Desk, DeskIdentity } from '../desk.ts';
import type { ChatAccount, ChatAnswer, ChatChannel, PresenceOf } from './contract.ts';

export interface ChatOptions {
  readonly desk: Desk;
  readonly identity: DeskIdentity;
  readonly channel: ChatChannel;
  /** Where an agent who has signed in to the console links the account that asked for the token; the console's own page unless told. */
  readonly urlForLinking?: (token: string) => string;
  /** Where the chat knows who is there (Teams); said beside people's names where one is chosen. */
  readonly presenceOf?: PresenceOf;
  readonly newId: () => string;
}

/** The agent behind an account, and how they are spoken to. */
export interface Actor {
  readonly agent: Agent;
  readonly by: Person;
  readonly language: string;
  readonly words: ChatWords;
  readonly readerFor: (view?: CaseView) => Reader;
}

/** Lets an agent act; anybody else is told why not, in private. */
export async function asAgent(
  chat: ChatOptions,
  account: ChatAccount,
  act: (actor: Actor) => Promise<ChatAnswer>,
): Promise<ChatAnswer> {
  const { desk, identity, channel } = chat;
  const { refusals } = catalogueFor(identity.language).chat;
  if (account.guest) return { kind: 'refused', said: refusals.guest };
  const agent = await desk.accounts.agentOf(account);
  if (agent) return act(actorOf(agent, identity));
  const url = await linkAddress(chat, account);
  return { kind: 'unlinked', said: refusals.unlinked({ chat: channel, desk: identity.name }), url };
}

/** A private address at which the account is linked, once and for a short time. */
export async function linkAddress(
  { desk, identity, urlForLinking = (token) => `${identity.url ?? ''}/link?token=${token}` }: ChatOptions,
  account: ChatAccount,
): Promise<string> {
  return urlForLinking(await desk.accounts.ask(account));
}

function actorOf(agent: Agent, identity: DeskIdentity): Actor {
  const readerFor = (view?: CaseView) => readerOf(agent, undefined, view?.policy, identity);
  const { language } = readerFor();
  return { agent, by: `agent:${agent.id}`, language, words: catalogueFor(language).chat, readerFor };
}
