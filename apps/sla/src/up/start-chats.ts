import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import { type DeskConfig, type Environment, secretKeys } from '@sla/config';
import type { Temporal } from '@sla/core';
import { type ChatChannel, createChat, createVault, type Deliverer, type Desk, type Vault } from '@sla/desk';
import type { SlackOptions } from '@sla/slack';
import type { TeamsChannel, TeamsOptions } from '@sla/teams';
import type { Logger } from 'pino';

import { CannotRun } from '../terminal.ts';
import { type KeptChat, keepStarting, type RunningChat } from './keep-starting.ts';
import type { StopInOrder } from './stop-in-order.ts';

/** The chats that the settings name, each with its way in and its way out. */
export interface Chats {
  readonly deliverers: readonly Deliverer[];
  /** Who answers a request for a chat; undefined when it is for none. A chat verifies by itself who calls. */
  handlerOf(request: Request): ((request: Request) => Promise<Response>) | undefined;
  /** How each does, for the console. */
  status(): Promise<readonly { readonly name: string; readonly troubles: readonly string[] }[]>;
}

export interface ChatParts {
  /** With the address at which people reach the desk. */
  readonly config: DeskConfig;
  readonly store: CaseStore;
  readonly log: Logger;
  readonly env: Environment;
  readonly now: () => Temporal.Instant;
}

/** Starts Slack and Teams where they are configured; neither holds up the desk, nor the other. */
export async function startChats(parts: ChatParts, desk: Desk, stops: StopInOrder): Promise<Chats> {
  const { config, log, env } = parts;
  const { slack, teams } = await chatOptions(parts);
  const keys = slack || teams ? await secretKeys(config, env) : undefined;
  const vault = keys && createVault([...keys]);
  const keep = (name: ChatChannel, start: () => Promise<RunningChat>) =>
    keepStarting(name, start, {
      onTrouble: (error) => log.error({ err: error, part: name }, 'a chat could not be started, and is tried again'),
    });
  const chats = await Promise.all([
    ...(slack ? [keep('slack', () => runSlack(parts, desk, slack, vault))] : []),
    ...(teams ? [keep('teams', () => runTeams(parts, desk, teams, vault))] : []),
  ]);
  for (const chat of chats) stops.add(titles[chat.name], () => chat.stop());
  return {
    deliverers: chats.map(({ deliverer }) => deliverer),
    handlerOf: (request) => handlerOf(chats, request),
    status: () =>
      Promise.all(chats.map(async ({ name, troubles }) => ({ name: titles[name], troubles: await troubles() }))),
  };
}

/** Their libraries are large: only who has a chat waits for them. Throws CannotRun when the environment would open the door to anybody. */
async function chatOptions({ config, env }: ChatParts): Promise<ChatsOptions> {
  const { channels } = config;
  try {
    return {
      slack: channels.slack && (await import('@sla/slack')).toSlackOptions(config),
      teams: channels.teams && (await import('@sla/teams')).toTeamsOptions(config, env),
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'SettingsError') throw new CannotRun(error.message, { cause: error });
    throw error;
  }
}

interface ChatsOptions {
  readonly slack: SlackOptions | undefined;
  readonly teams: TeamsOptions | undefined;
}

const titles = { slack: 'Slack', teams: 'Teams' } as const;

/** `/slack/…`, `/teams/…`: outside the console's session, for Slack and Teams have none. */
function handlerOf(chats: readonly KeptChat[], request: Request): KeptChat['fetch'] | undefined {
  const { pathname } = new URL(request.url);
  return chats.find(({ name }) => pathname === `/${name}` || pathname.startsWith(`/${name}/`))?.fetch;
}

async function runSlack(
  { config, store, log }: ChatParts,
  desk: Desk,
  options: SlackOptions,
  vault: Vault | undefined,
): Promise<RunningChat> {
  const chat = createChat({ desk, identity: config.desk, channel: 'slack', newId: randomUUID });
  const ports = { desk, chat, store, log: log.child({ part: 'slack' }), ...(vault && { vault }) };
  const { start } = await import('@sla/slack');
  const channel = await start(ports, options);
  return {
    fetch: channel.fetch,
    deliverer: channel.deliverer,
    troubles: async () => {
      const { troubles, connected, lastError } = await channel.status();
      const socket = connected === false ? [lastError ?? 'Socket Mode is not connected, and is tried again'] : [];
      return [...socket, ...troubles.map(({ sentence }) => sentence)];
    },
    stop: () => channel.stop(),
  };
}

async function runTeams(
  { config, store, log, now }: ChatParts,
  desk: Desk,
  options: TeamsOptions,
  vault: Vault | undefined,
): Promise<RunningChat> {
  // Teams says who is there, and is started with the chat that asks.
  let running: TeamsChannel | undefined;
  const chat = createChat({
    desk,
    identity: config.desk,
    channel: 'teams',
    newId: randomUUID,
    presenceOf: async (agents, signal) => (await running?.presenceOf(agents, signal)) ?? new Map(),
  });
  const extras = { now, log: log.child({ part: 'teams' }), ...(vault && { vault }) };
  const { start } = await import('@sla/teams');
  const channel = await start(desk, chat, store, options, extras);
  running = channel;
  return {
    fetch: channel.fetch,
    deliverer: channel.deliverer,
    troubles: async () => channel.status().faults.map(({ sentence }) => sentence),
    stop: () => channel.stop(),
  };
}
