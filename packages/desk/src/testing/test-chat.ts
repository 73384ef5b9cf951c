import type { ChatAccount, ChatAnswer, ChatChannel, ChatDesk, PresenceOf } from '../chat/contract.ts';
import { createChat } from '../chat/create-chat.ts';
import { agents, identity, openTestDesk, type TestDesk } from './test-desk.ts';

/** A desk with Slack and Teams, on which every agent has linked an account: `T1/ANN` in Slack, `acme/ann` in Teams. */
export interface TestChats extends TestDesk {
  readonly slack: ChatDesk;
  readonly teams: ChatDesk;
}

export async function openTestChats(options: Parameters<typeof openTestDesk>[0] = {}): Promise<TestChats> {
  const at = await openTestDesk({ cards: ['slack', 'teams'], channels: ['slack', 'teams'], ...options });
  for (const { id } of agents) {
    for (const account of [inSlack(id), inTeams(id)]) await at.desk.accounts.link('system', account, id);
  }
  return { ...at, slack: chatOn(at, 'slack'), teams: chatOn(at, 'teams') };
}

export function chatOn({ desk }: TestDesk, channel: ChatChannel, presenceOf?: PresenceOf): ChatDesk {
  let last = 0;
  const newId = () => {
    last += 1;
    return `${channel}-${last}`;
  };
  return createChat({
    desk,
    identity,
    channel,
    newId,
    ...(presenceOf && { presenceOf }),
  });
}

export function inSlack(agent: string): ChatAccount {
  return { channel: 'slack', account: `T1/${agent.toUpperCase()}` };
}

export function inTeams(agent: string): ChatAccount {
  return { channel: 'teams', account: `acme/${agent}` };
}

/** The answer, which must be of this kind. */
export function answered<Kind extends ChatAnswer['kind']>(
  answer: ChatAnswer,
  kind: Kind,
): Extract<ChatAnswer, { readonly kind: Kind }> {
  if (answer.kind !== kind) throw new Error(`expected ${kind}, got ${JSON.stringify(answer)}`);
  return answer as Extract<ChatAnswer, { readonly kind: Kind }>;
}
