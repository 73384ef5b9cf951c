#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { type CaseStore, openCaseStore, StoreOpenError } from '@sla/case-store';
import { type DeskConfig, formatFault, loadDeskConfig, toDeskOptions, toDeskPeople } from '@sla/config';
import { Temporal } from '@sla/core';
import { createDesk, type Desk } from '@sla/desk';

import { type ConsoleEnvironment, EnvironmentError, readEnvironment } from './config.ts';
import { type Fetch, ListenError, type Listening, listen, start } from './index.ts';

/** The console as a process of its own, on the PostgreSQL that the other processes of the desk use too. */
process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof EnvironmentError || error instanceof StoreOpenError || error instanceof ListenError))
    throw error;
  process.stderr.write(`${error.message}\n`);
  return error instanceof EnvironmentError ? 2 : 1;
});

async function main(): Promise<number> {
  const environment = readEnvironment(process.env);
  const today = Temporal.Now.plainDateISO('UTC').toString();
  const loaded = await loadDeskConfig(environment.configFile, { env: process.env, today });
  if ('faults' in loaded) {
    process.stderr.write(loaded.faults.map((fault) => `${formatFault(fault)}\n`).join(''));
    return 2;
  }
  const { config } = loaded;
  const blobFolder = join(environment.data ?? config.data, 'blobs');
  const store = await openCaseStore({ kind: 'postgres', url: environment.database, blobFolder });
  try {
    await serveUntilAsked(environment, config, store);
  } finally {
    await store.close();
  }
  return 0;
}

async function serveUntilAsked(environment: ConsoleEnvironment, config: DeskConfig, store: CaseStore): Promise<void> {
  const stopAsked = signalled();
  // The port must be known before the pages can say where they are.
  let serve: Fetch = () => new Response(null, { status: 503, headers: { 'retry-after': '1' } });
  const host = environment.host ?? config.server.host;
  const port = environment.port ?? config.server.port;
  const server = await listen((request) => serve(request), { host, port, setting: 'server.port, or SLA_PORT' });
  try {
    const web = await openConsole(config, store, urlOf(config, server));
    serve = web.fetch;
    const [agent] = config.agents;
    process.stdout.write(`The console is at ${agent ? await web.createSignInLink(agent.id) : urlOf(config, server)}\n`);
    await stopAsked;
    await web.stop();
  } finally {
    await server.stop();
  }
}

async function openConsole(config: DeskConfig, store: CaseStore, url: string) {
  const state = store.channelState('console');
  const identity = { ...config.desk, url };
  return start(await openDesk(config, store, url), {
    identity,
    url,
    store,
    readSetting: (name) => state.get(name),
    writeSetting: (name, value) => state.put(name, value),
    onFault: ({ error, reference, request }) => {
      const reason = error instanceof Error ? error.stack : String(error);
      process.stderr.write(`${JSON.stringify({ level: 'error', reference, request, reason })}\n`);
    },
  });
}

async function openDesk(config: DeskConfig, store: CaseStore, url: string): Promise<Desk> {
  const desk = createDesk({ store, newId: randomUUID, ...toDeskOptions(config, url) });
  await desk.adopt(toDeskPeople(config));
  return desk;
}

/** What the settings say, unless they only repeat an address that the environment has changed. */
function urlOf({ desk, server }: DeskConfig, listening: Listening): string {
  return desk.url === `http://${server.host}:${server.port}` ? listening.url : desk.url;
}

function signalled(): Promise<unknown> {
  return Promise.race(
    (['SIGINT', 'SIGTERM'] as const).map((signal) => new Promise((resolve) => process.once(signal, resolve))),
  );
}
