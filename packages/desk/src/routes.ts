import type { StoreUnit } from '@sla/case-store';
import type { NotifyVia } from '@sla/core';

import type { Listener } from './audience.ts';
import { agentsOn } from './chat/chat-accounts.ts';
import type { ChatChannel } from './chat/contract.ts';
import type { Route } from './notice.ts';
import type { Session } from './parts.ts';

const chats: readonly ChatChannel[] = ['slack', 'teams'];

/** The ways to a listener that are set up here; for those that are not, and for who has no account there, mail. */
export async function routesTo(
  listener: Listener,
  via: readonly NotifyVia[],
  index: number,
  session: Session,
): Promise<readonly Route[]> {
  const { channels } = session.parts;
  const insteadOf = via.filter((way) => !channels.has(way));
  const ways = new Set<NotifyVia>();
  const unlinked: NotifyVia[] = [];
  for (const way of via.filter((each) => channels.has(each))) {
    // A webhook tells a machine: once, not once for each person.
    if (way === 'email' || (way === 'webhook' && index === 0)) ways.add(way);
    else if (way !== 'webhook' && listener.agent) {
      if (await hasAccount(listener, way, session)) ways.add(way);
      else unlinked.push(way);
    }
  }
  if (insteadOf.length + unlinked.length > 0 || ways.size === 0) ways.add('email');
  return [...ways].map((way) => ({
    listener,
    via: way,
    ...(way === 'email' ? { insteadOf, unlinked } : { insteadOf: [] }),
  }));
}

/** Where somebody looks first: the chats in which they have an account, else mail. */
export async function nearestRoutes(listener: Listener, session: Session): Promise<readonly Route[]> {
  const ways: NotifyVia[] = [];
  for (const chat of chats.filter((each) => session.parts.channels.has(each))) {
    if (await hasAccount(listener, chat, session)) ways.push(chat);
  }
  return (ways.length > 0 ? ways : (['email'] as const)).map((via) => ({ listener, via, insteadOf: [] }));
}

async function hasAccount({ agent }: Listener, way: NotifyVia, { unit }: Session): Promise<boolean> {
  if (!agent) return false;
  const chat = chats.find((each) => each === way);
  return chat === undefined || (await linked(chat, unit)).has(agent.id);
}

/** Read once a transaction: a storm of alerts asks for it again and again. */
async function linked(chat: ChatChannel, unit: StoreUnit): Promise<ReadonlySet<string>> {
  const known = read.get(unit) ?? new Map<ChatChannel, ReadonlySet<string>>();
  read.set(unit, known);
  const agents = known.get(chat) ?? (await agentsOn(chat, unit));
  known.set(chat, agents);
  return agents;
}

const read = new WeakMap<StoreUnit, Map<ChatChannel, ReadonlySet<string>>>();
