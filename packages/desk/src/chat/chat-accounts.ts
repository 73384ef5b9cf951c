import { createHash, randomBytes } from 'node:crypto';

import type { Agent, ChannelState, NewOutboxItem, StoreUnit } from '@sla/case-store';
import { type Person, Temporal } from '@sla/core';

import { catalogueFor } from '../catalogue/catalogue-for.ts';
import type { MailPayload } from '../delivery.ts';
import type { DeskIdentity } from '../desk.ts';
import type { DeskParts } from '../parts.ts';
import { agentId, loadPeople } from '../people.ts';
import { hasRole, standingOf } from '../permissions.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { ChatAccount, ChatChannel } from './contract.ts';

/** How long the address works at which an account is linked. */
export const linkMinutes = 15;

export type LinkOutcome =
  | { readonly ok: true; readonly account: ChatAccount; readonly agent: Agent }
  | { readonly ok: false; readonly refusal: Refusal };

/** Which accounts of chats belong to which agents: said by an administrator, or by the agent at a verified sign-in. Each change is audited. */
export interface ChatAccounts {
  /** Nobody for a guest, an account that is not linked, and one whose agent has left. */
  agentOf(account: ChatAccount): Promise<Agent | undefined>;
  accountsOf(agent: string, channel: ChatChannel): Promise<readonly ChatAccount[]>;
  /** All that are linked, with the id of the agent. */
  list(): Promise<readonly { readonly account: ChatAccount; readonly agent: string }[]>;
  /** A token that links the account, once, to whoever agrees at a sign-in; what was asked for it before works no longer. */
  ask(account: ChatAccount): Promise<string>;
  /** The account that a token would link; undefined when it was used, is too old, or never was. */
  asked(token: string): Promise<ChatAccount | undefined>;
  agree(by: Person, token: string): Promise<LinkOutcome>;
  /** Links an account by an administrator's word. */
  link(by: Person, account: ChatAccount, agent: string): Promise<LinkOutcome>;
  /** By the agent, or an administrator; refused with `nothing-to-do` when it is not linked. */
  unlink(by: Person, account: ChatAccount): Promise<LinkOutcome>;
}

export function createChatAccounts(parts: DeskParts): ChatAccounts {
  const { store } = parts;
  return {
    agentOf: async (account) => {
      if (account.guest) return undefined;
      const linked = (await linkedIn(store).get(keyOf(account))) as Linked | undefined;
      return linked && (await loadPeople(store)).agents.get(linked.agent);
    },
    accountsOf: async (agent, channel) =>
      (await linkedIn(store).list(`${channel}/`)).flatMap(({ value }) => {
        const linked = value as Linked;
        return linked.agent === agent ? [linked.account] : [];
      }),
    list: async () => (await linkedIn(store).list('')).map(({ value }) => value as Linked),
    ask: (account) => store.transaction((unit) => ask(unit, account)),
    asked: async (token) => {
      const asked = (await asksIn(store).get(hashOf(token))) as Asked | undefined;
      return asked && isAlive(asked, await store.now()) ? asked.account : undefined;
    },
    agree: (by, token) => agree(parts, by, token),
    link: (by, account, agent) => link(parts, by, account, agent),
    unlink: (by, account) => unlink(parts, by, account),
  };
}

/** The agents who can be told on a chat. */
export async function agentsOn(channel: ChatChannel, unit: StoreUnit): Promise<ReadonlySet<string>> {
  return new Set((await linkedIn(unit).list(`${channel}/`)).map(({ value }) => (value as Linked).agent));
}

interface Linked {
  readonly account: ChatAccount;
  readonly agent: string;
  /** Whose word it was; `system` for the settings. */
  readonly by?: Person;
}

/** An account that the settings say is an agent's. */
export type NamedAccount = Pick<Linked, 'account' | 'agent'>;

/** Links the accounts that the settings name, and unlinks those that they named before; what people linked themselves stays. */
export async function settleAccounts(unit: StoreUnit, named: readonly NamedAccount[]): Promise<void> {
  const wanted = new Map(named.map((each) => [keyOf(each.account), each]));
  const kept = await linkedIn(unit).list('');
  for (const { key, value } of kept) {
    const { by, account } = value as Linked;
    if (by === 'system' && !wanted.has(key)) await drop(unit, account, 'system');
  }
  for (const [key, each] of wanted) {
    const linked = kept.find((other) => other.key === key)?.value as Linked | undefined;
    if (linked?.agent !== each.agent) await put(unit, each, 'system');
  }
}

/** Kept under a hash of its token, so that whoever reads the database cannot link an account. */
interface Asked {
  readonly account: ChatAccount;
  readonly until: string;
}

type Kept = { channelState(namespace: string): ChannelState };

function linkedIn(kept: Kept): ChannelState {
  return kept.channelState('desk/chat-accounts');
}

function asksIn(kept: Kept): ChannelState {
  return kept.channelState('desk/chat-links');
}

function keyOf({ channel, account }: ChatAccount): string {
  return `${channel}/${account}`;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function isAlive({ until }: Asked, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, Temporal.Instant.from(until)) < 0;
}

async function ask(unit: StoreUnit, { channel, account, shownAs }: ChatAccount): Promise<string> {
  const asks = asksIn(unit);
  for (const { key, value } of await asks.list('')) {
    const asked = value as Asked;
    const isSame = asked.account.channel === channel && asked.account.account === account;
    if (isSame || !isAlive(asked, unit.now)) await asks.delete(key);
  }
  const token = randomBytes(32).toString('base64url');
  const until = unit.now.add({ minutes: linkMinutes }).toString();
  // Whoever asks chose the name; it stands in a line of a page and of a mail.
  const name = shownAs?.replace(/\s+/g, ' ').trim().slice(0, 80);
  const asked: Asked = { account: { channel, account, ...(name && { shownAs: name }) }, until };
  await asks.put(hashOf(token), asked);
  return token;
}

async function agree({ store, identity }: DeskParts, by: Person, token: string): Promise<LinkOutcome> {
  const people = await loadPeople(store);
  const agent = people.agents.get(agentId(by) ?? '');
  if (!agent) return no(refusal('not-an-agent', { person: by }));
  return store.transaction(async (unit) => {
    const asked = (await asksIn(unit).get(hashOf(token))) as Asked | undefined;
    if (!asked || !isAlive(asked, unit.now)) return no(refusal('link-gone'));
    await asksIn(unit).delete(hashOf(token));
    await put(unit, { account: asked.account, agent: agent.id }, by);
    await unit.enqueue([linkedMail(agent, asked.account, { at: unit.now, desk: identity })]);
    return { ok: true, account: asked.account, agent };
  });
}

async function link({ store }: DeskParts, by: Person, account: ChatAccount, id: string): Promise<LinkOutcome> {
  const people = await loadPeople(store);
  const standing = standingOf(by, people);
  if (!standing) return no(refusal('not-an-agent', { person: by }));
  if (!hasRole(standing, 'admin')) return no(refusal('not-allowed', { command: 'link', role: 'admin' }));
  const agent = people.agents.get(id);
  if (!agent) return no(refusal('unknown-agent', { agent: id }));
  await store.transaction((unit) => put(unit, { account, agent: id }, by));
  return { ok: true, account, agent };
}

async function unlink({ store }: DeskParts, by: Person, account: ChatAccount): Promise<LinkOutcome> {
  const people = await loadPeople(store);
  const standing = standingOf(by, people);
  if (!standing) return no(refusal('not-an-agent', { person: by }));
  return store.transaction(async (unit) => {
    const linked = (await linkedIn(unit).get(keyOf(account))) as Linked | undefined;
    const agent = linked && (await unit.listAgents()).find(({ id }) => id === linked.agent);
    if (!linked || !agent) return no(refusal('nothing-to-do'));
    const isOwn = agentId(by) === linked.agent;
    if (!isOwn && !hasRole(standing, 'admin')) return no(refusal('not-allowed', { command: 'unlink', role: 'admin' }));
    await drop(unit, account, by);
    return { ok: true, account: linked.account, agent };
  });
}

/** Whoever was talked into agreeing learns here what they agreed to. */
function linkedMail(
  agent: Agent,
  { channel, account, shownAs }: ChatAccount,
  { at, desk }: { readonly at: Temporal.Instant; readonly desk: DeskIdentity },
): NewOutboxItem {
  const name = shownAs === undefined ? account : `${shownAs} (${account})`;
  const { subject, text } = catalogueFor(agent.language ?? desk.language).chat.linked({ chat: channel, account: name });
  const key = `chat-account/${channel}/${account}/${at}`;
  const notice = { effect: 'task', effectId: key } as const;
  const payload: MailPayload = { kind: 'notice', to: [agent.email], subject, text, case: '', notice };
  return { key, destination: 'email', payload };
}

/** Beside the link itself a setting, since every change of a setting is kept in the audit. */
async function put(unit: StoreUnit, { account, agent }: NamedAccount, by: Person): Promise<void> {
  const linked: Linked = { account, agent, by };
  await linkedIn(unit).put(keyOf(account), linked);
  await unit.putSetting(settingOf(account), { agent }, by);
}

async function drop(unit: StoreUnit, account: ChatAccount, by: Person): Promise<void> {
  await linkedIn(unit).delete(keyOf(account));
  await unit.putSetting(settingOf(account), {}, by);
}

function settingOf(account: ChatAccount): string {
  return `chat-account/${keyOf(account)}`;
}

function no(reason: Refusal): LinkOutcome {
  return { ok: false, refusal: reason };
}
