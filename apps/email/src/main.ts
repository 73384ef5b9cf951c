#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import { type CaseStore, openCaseStore, StoreOpenError } from '@sla/case-store';
import { type DeskConfig, formatFault, loadDeskConfig, toDeskOptions, toDeskPeople } from '@sla/config';
import { Temporal } from '@sla/core';
import { createDesk, startOutbox } from '@sla/desk';

import { EnvironmentError, readEnvironment, toEmailOptions } from './config.ts';
import { IntakeError } from './intake/smtp-intake.ts';
import { RelayError } from './sending/relay.ts';
import { start } from './start.ts';

/** Mail as a process of its own, on the PostgreSQL that the other processes of the desk use too. */
process.exitCode = await main().catch((error: unknown) => {
  const known = [EnvironmentError, StoreOpenError, IntakeError, RelayError].some((kind) => error instanceof kind);
  if (!(known && error instanceof Error)) throw error;
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
  const data = environment.data ?? loaded.config.data;
  const store = await openCaseStore({ kind: 'postgres', url: environment.database, blobFolder: join(data, 'blobs') });
  try {
    await carryMail({ ...loaded.config, data }, store);
  } finally {
    await store.close();
  }
  return 0;
}

async function carryMail(config: DeskConfig, store: CaseStore): Promise<void> {
  const stopAsked = signalled();
  const desk = createDesk({ store, newId: randomUUID, ...toDeskOptions(config) });
  await desk.adopt(toDeskPeople(config));
  const channel = await start(desk, store, toEmailOptions(config), { info: ignore, warn: report, error: report });
  const outbox = startOutbox(store, [channel.deliverer], {
    desk,
    onError: (error) => report({ error: String(error) }, 'the outbox had trouble'),
  });
  const { smtp, sendsTo } = channel.status();
  const intake = smtp === undefined ? 'Mail is not taken in by SMTP' : `Mail is taken in at ${smtp.host}:${smtp.port}`;
  process.stdout.write(`${intake}; ${config.mailboxes.length} mailboxes; what the desk sends goes to ${sendsTo}.\n`);
  await stopAsked;
  await outbox.stop();
  await channel.stop();
}

function report(facts: object, message: string): void {
  process.stderr.write(`${JSON.stringify({ message, ...facts })}\n`);
}

function ignore(): void {
  // What goes well is seen in the console.
}

function signalled(): Promise<unknown> {
  return Promise.race(
    (['SIGINT', 'SIGTERM'] as const).map((signal) => new Promise((resolve) => process.once(signal, resolve))),
  );
}
