#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';

import { createAdaptorServer } from '@hono/node-server';
import { type CaseStore, openCaseStore, StoreOpenError } from '@sla/case-store';
import { type DeskConfig, formatFault, loadDeskConfig, secretKeys, toDeskOptions, toDeskPeople } from '@sla/config';
import { Temporal } from '@sla/core';
import { createChat, createDesk, createVault, startOutbox } from '@sla/desk';

import { readEnvironment, SettingsError, type TeamsEnvironment, type TeamsOptions, toTeamsOptions } from './config.ts';
import { start, type TeamsChannel } from './start.ts';

/** Teams as a process of its own, on the PostgreSQL that the other processes of the desk use too. */
process.exitCode = await main().catch((error: unknown) => {
  const known = error instanceof SettingsError || error instanceof StoreOpenError;
  if (!known) throw error;
  process.stderr.write(`${error.message}\n`);
  return error instanceof SettingsError ? 2 : 1;
});

async function main(): Promise<number> {
  const environment = readEnvironment(process.env);
  const today = Temporal.Now.plainDateISO('UTC').toString();
  const loaded = await loadDeskConfig(environment.configFile, { env: process.env, today });
  if ('faults' in loaded) {
    process.stderr.write(loaded.faults.map((fault) => `${formatFault(fault)}\n`).join(''));
    return 2;
  }
  const options = toTeamsOptions(loaded.config, process.env);
  if (options === undefined)
    throw new SettingsError([
      `${environment.configFile}  names no Microsoft Teams, expected channels.teams as in docs/guide/teams.md`,
    ]);
  const data = environment.data ?? loaded.config.data;
  const store = await openCaseStore({ kind: 'postgres', url: environment.database, blobFolder: join(data, 'blobs') });
  try {
    await runTeams({ ...loaded.config, data, database: environment.database }, store, options, environment);
  } finally {
    await store.close();
  }
  return 0;
}

async function runTeams(
  config: DeskConfig,
  store: CaseStore,
  options: TeamsOptions,
  { host, port }: TeamsEnvironment,
): Promise<void> {
  const stopAsked = signalled();
  const desk = createDesk({ store, newId: randomUUID, ...toDeskOptions(config, config.desk.url) });
  await desk.adopt(toDeskPeople(config));
  // Teams says who is there, and is started with the chat that asks.
  let channel: TeamsChannel | undefined;
  const chat = createChat({
    desk,
    identity: config.desk,
    channel: 'teams',
    newId: randomUUID,
    presenceOf: async (agents, signal) => (await channel?.presenceOf(agents, signal)) ?? new Map(),
  });
  const keys = await secretKeys(config, process.env);
  channel = await start(desk, chat, store, options, {
    now: () => Temporal.Now.instant(),
    log: { info: () => undefined, warn: report, error: report },
    ...(keys && { vault: createVault([...keys]) }),
  });
  const outbox = startOutbox(store, [channel.deliverer], {
    desk,
    onError: (error) => report({ error: String(error) }, 'the outbox had trouble'),
  });
  const server = createAdaptorServer({ fetch: channel.fetch, overrideGlobalObjects: false }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  process.stdout.write(`Teams is served at ${host}:${port}/teams/messages, for ${options.channels.length} channels.\n`);
  await stopAsked;
  await outbox.stop();
  await channel.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

function report(facts: object, message: string): void {
  process.stderr.write(`${JSON.stringify({ message, ...facts })}\n`);
}

function signalled(): Promise<unknown> {
  return Promise.race(
    (['SIGINT', 'SIGTERM'] as const).map((signal) => new Promise((resolve) => process.once(signal, resolve))),
  );
}
