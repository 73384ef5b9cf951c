import { randomUUID } from 'node:crypto';

import type { CaseStore } from '@sla/case-store';
import { type DeskConfig, type Environment, toDeskOptions, toDeskPeople } from '@sla/config';
import { type Console, ListenError, type Listening, listen, start as startConsole } from '@sla/console';
import type { Temporal } from '@sla/core';
import { createDesk, type Deliverer, type Desk, outsideFrom, PolicyChanged, startOutbox } from '@sla/desk';
import { type EmailChannel, start as startEmail, toEmailOptions } from '@sla/email';
import type { Logger } from 'pino';

import { CannotRun } from '../terminal.ts';
import { type Chats, startChats } from './start-chats.ts';
import { startClocks } from './start-clocks.ts';
import { StopInOrder } from './stop-in-order.ts';

/** A desk with every app that its settings name, on one port. */
export interface RunningDesk {
  readonly desk: Desk;
  /** Where browsers reach it. */
  readonly url: string;
  readonly email: EmailChannel;
  readonly console: Console;
  /** Returns what could not be stopped. */
  stop(): ReturnType<StopInOrder['run']>;
}

export interface Parts {
  readonly config: DeskConfig;
  readonly store: CaseStore;
  readonly log: Logger;
  readonly env: Environment;
  readonly now: () => Temporal.Instant;
  readonly demo?: { readonly clearCommand: string; readonly connectHint: string };
  readonly customers?: readonly { readonly name: string; readonly address: string; readonly organisation: string }[];
}

/** The desk's commands on a store, with the people and policies of the settings written to it. */
export async function openDesk(config: DeskConfig, store: CaseStore, url: string): Promise<Desk> {
  const desk = createDesk({ store, newId: randomUUID, ...toDeskOptions(config, url) });
  await desk.adopt(toDeskPeople(config)).catch((error: unknown) => {
    throw error instanceof PolicyChanged ? new CannotRun(error.message, { cause: error }) : error;
  });
  return desk;
}

/** Starts everything in order; where one part cannot start, those before it are stopped again. */
export async function runDesk(parts: Parts): Promise<RunningDesk> {
  const stops = new StopInOrder();
  try {
    return await startAll(parts, stops);
  } catch (error) {
    await stops.run();
    if (error instanceof ListenError) throw new CannotRun(error.message, { cause: error });
    throw error;
  }
}

async function startAll(parts: Parts, stops: StopInOrder): Promise<RunningDesk> {
  const { config, store, log } = parts;
  // The port must be known before the pages can say where they are, so requests meet this door first.
  let serve: (request: Request) => Response | Promise<Response> = () =>
    new Response('The desk is starting.', { status: 503, headers: { 'retry-after': '1' } });
  const listening = await listen((request) => serve(request), { ...config.server, setting: 'server.port, or --port' });
  stops.add('the web server', () => listening.stop());
  const url = publicUrl(config, listening);
  const desk = await openDesk(config, store, url);
  const email = await startEmail(desk, store, toEmailOptions(config), log.child({ part: 'email' })).catch(refuseStart);
  stops.add('mail', () => email.stop());
  const chats = await startChats({ ...parts, config: { ...config, desk: { ...config.desk, url } } }, desk, stops);
  const console = await startConsole(desk, { ...consoleOptions(parts, url, email), chats: () => chats.status() });
  stops.add('the console', () => console.stop());
  serve = mount(console, email, chats);
  startWorkers(parts, desk, [email.deliverer, ...chats.deliverers], stops);
  return { desk, url, email, console, stop: () => stops.run() };
}

function startWorkers(
  { config, store, log }: Parts,
  desk: Desk,
  channels: readonly Deliverer[],
  stops: StopInOrder,
): void {
  const outside = outsideFrom(config, { now: () => store.now(), deskUrl: config.desk.url });
  const outbox = startOutbox(store, [...channels, ...outside], {
    desk,
    onError: (error) => log.error({ err: error }, 'a delivery could not be settled'),
  });
  stops.add('the outbox', () => outbox.stop());
  startClocks(desk, log, stops);
}

/** Mail's own handler stands behind the console's session; turning automatic mail off, and watching it, need none. */
function mount(
  console: Console,
  email: EmailChannel,
  chats: Chats,
): (request: Request) => Response | Promise<Response> {
  const mail = console.guard(email.fetch);
  return (request) => {
    const chat = chats.handlerOf(request);
    if (chat) return chat(request);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/mail/api/')) return mail(request);
    return /^\/mail\/(quiet\/|health$|metrics$)/.test(pathname) ? email.publicFetch(request) : console.fetch(request);
  };
}

function consoleOptions(
  { config, store, log, demo, customers }: Parts,
  url: string,
  email: EmailChannel,
): Parameters<typeof startConsole>[1] {
  const { intakeAddress } = email;
  const kept = store.channelState('console');
  return {
    identity: { ...config.desk, url },
    url,
    store,
    readSetting: (name) => kept.get(name),
    writeSetting: (name, value) => kept.put(name, value),
    about: {
      catcher: config.relay === undefined,
      quarantine: true,
      ...(intakeAddress && { smtpIntake: `${intakeAddress.host}:${intakeAddress.port}` }),
      ...(demo && { demo }),
      ...(customers && { customers }),
    },
    mailboxes: () =>
      email.status().mailboxes.map(({ id, address, state, lastError }) => ({
        id,
        address,
        state,
        ...(lastError === undefined ? {} : { detail: lastError }),
      })),
    onFault: ({ error, reference, request }) => log.error({ err: error, reference, request }, 'a request failed'),
  };
}

/** What the settings say, unless they only repeat the bound address and another port was taken. */
function publicUrl({ desk, server }: DeskConfig, listening: Listening): string {
  return desk.url === `http://${server.host}:${server.port}` ? listening.url : desk.url;
}

/** A port in use or a wrong network is a sentence already; it needs no trace. */
function refuseStart(error: unknown): never {
  throw new CannotRun((error as Error).message, { cause: error });
}
