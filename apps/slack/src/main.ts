#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';

import { createAdaptorServer } from '@hono/node-server';
import { type CaseStore, openCaseStore, StoreOpenError } from '@sla/case-store';
import { type DeskConfig, formatFault, loadDeskConfig, secretKeys, toDeskOptions, toDeskPeople } from '@sla/config';
import { Temporal } from '@sla/core';
import { createChat, createDesk, createVault, startOutbox } from '@sla/desk';

import type { SlackPorts } from './channel.ts';
import { EnvironmentError, readEnvironment, type SlackEnvironment, toSlackOptions } from './config.ts';
import type { SlackOptions } from './options.ts';
import { SlackStartError, start } from './start.ts';

/** Slack as a process of its own, on the PostgreSQL that the other processes of the desk use too. */
process.exitCode = await main().catch((error: unknown) => {
  const known =
    error instanceof EnvironmentError || error instanceof StoreOpenError || error instanceof SlackStartError;
  if (!known) throw error;
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
  const options = toSlackOptions(loaded.config);
  if (!options)
    throw new EnvironmentError([
      `${environment.configFile}  names no Slack: expected channels.slack, as the guide shows`,
    ]);
  const data = environment.data ?? loaded.config.data;
  const store = await openCaseStore({ kind: 'postgres', url: environment.database, blobFolder: join(data, 'blobs') });
  try {
    await runSlack({ ...loaded.config, data, database: environment.database }, store, options, environment);
  } finally {
    await store.close();
  }
  return 0;
}

async function runSlack(
  config: DeskConfig,
  store: CaseStore,
  options: SlackOptions,
  { host, port }: SlackEnvironment,
): Promise<void> {
  const stopAsked = signalled();
  const ports = await portsOf(config, store);
  const channel = await start(ports, options);
  const outbox = startOutbox(store, [channel.deliverer], {
    desk: ports.desk,
    onError: (error) => report({ error: String(error) }, 'the outbox had trouble'),
  });
  const server = createAdaptorServer({ fetch: channel.fetch, overrideGlobalObjects: false }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  process.stdout.write(
    `Slack is served at ${host}:${port}, by ${options.intake.kind}, for ${options.routes.length} channels.\n`,
  );
  await stopAsked;
  await outbox.stop();
  await channel.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function portsOf(config: DeskConfig, store: CaseStore): Promise<SlackPorts> {
  const desk = createDesk({ store, newId: randomUUID, ...toDeskOptions(config, config.desk.url) });
  await desk.adopt(toDeskPeople(config));
  const chat = createChat({
    desk,
    identity: config.desk,
    channel: 'slack',
    newId: randomUUID,
  });
  const keys = await secretKeys(config, process.env);
  return {
    desk,
    chat,
    store,
    log: { info: () => undefined, warn: report, error: report },
    ...(keys && { vault: createVault([...keys]) }),
  };
}

function report(facts: object, message: string): void {
  process.stderr.write(`${JSON.stringify({ message, ...facts })}\n`);
}

function signalled(): Promise<unknown> {
  return Promise.race(
    (['SIGINT', 'SIGTERM'] as const).map((signal) => new Promise((resolve) => process.once(signal, resolve))),
  );
}
