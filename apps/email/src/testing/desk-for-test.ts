import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type CaseStore, openCaseStore } from '@sla/case-store';
import { definePolicy, type Temporal } from '@sla/core';
import { createDesk, type Desk, startOutbox } from '@sla/desk';

import type { CaughtMail, CaughtMails } from '../catcher/contract.ts';
import type { EmailOptions } from '../config.ts';
import type { Log } from '../log.ts';
import { type EmailChannel, start } from '../start.ts';

export const deskAddress = 'support@desk.example';

export interface DeskForTest {
  readonly store: CaseStore;
  readonly desk: Desk;
  readonly channel: EmailChannel;
  readonly port: number;
  /** What the catcher holds, newest first. */
  caught(): Promise<readonly CaughtMail[]>;
  /** Waits until the catcher holds so many mails of a kind. */
  untilCaught(count: number, purpose?: CaughtMail['purpose']): Promise<readonly CaughtMail[]>;
  ask(path: string, body?: unknown): Promise<Response>;
  close(): Promise<void>;
}

const policy = definePolicy({
  id: 'test',
  version: 1,
  timeZone: 'Europe/Berlin',
  priorities: { normal: { targets: { 'first-response': { within: '1 hour' }, resolution: { within: '1 day' } } } },
  defaults: { priority: 'normal', reopen: 'resume within 7 days' },
});

export function createTestDesk(store: CaseStore): Desk {
  return createDesk({
    store,
    policies: { current: [policy], defaultPolicy: 'test' },
    directory: { roles: {} },
    identity: {
      name: 'Acme Support',
      address: deskAddress,
      casePrefix: 'C',
      language: 'en',
      timeZone: 'Europe/Berlin',
    },
    newId: randomUUID,
  });
}

export function testOptions(mailFolder: string): EmailOptions {
  return {
    desk: { name: 'Acme Support', address: deskAddress, casePrefix: 'C', language: 'en', timeZone: 'Europe/Berlin' },
    inboxes: [{ address: deskAddress }],
    smtp: { host: '127.0.0.1', port: 0, maxSizeBytes: 30 * 1024 * 1024, allowFrom: [] },
    imap: [],
    mailFolder,
  };
}

/** A whole desk in memory, its mail channel and its outbox running. */
export async function openDeskForTest(
  change: Partial<EmailOptions> = {},
  more: { readonly store?: CaseStore; readonly log?: Log; readonly now?: () => Temporal.Instant } = {},
): Promise<DeskForTest> {
  const folder = await mkdtemp(join(tmpdir(), 'sla-mail-'));
  const store = more.store ?? (await openCaseStore({ kind: 'memory', ...(more.now && { now: more.now }) }));
  const desk = createTestDesk(store);
  await desk.adopt({
    agents: [{ id: 'ann', name: 'Ann', email: 'ann@desk.example', role: 'agent', teams: [] }],
    teams: [],
    organisations: [],
  });
  const channel = await start(desk, store, { ...testOptions(join(folder, 'mail')), ...change }, more.log);
  const outbox = startOutbox(store, [channel.deliverer], { desk, onError: fail, idleSeconds: 0.1 });
  const ask = (path: string, body?: unknown) =>
    channel.fetch(
      new Request(
        `http://desk.example${path}`,
        body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
      ),
    );
  const caught = async () => {
    const { messages } = (await (await ask('/mail/api/messages')).json()) as CaughtMails;
    return Promise.all(
      messages.map(async ({ id }) => (await (await ask(`/mail/api/messages/${id}`)).json()) as CaughtMail),
    );
  };
  return {
    store,
    desk,
    channel,
    port: channel.intakeAddress?.port ?? 0,
    ask,
    caught,
    untilCaught: (count, purpose) =>
      until(async () => {
        const mails = (await caught()).filter(
          (mail) => mail.direction === 'out' && (!purpose || mail.purpose === purpose),
        );
        return mails.length >= count ? mails : undefined;
      }, `${count} mails in the catcher`),
    close: async () => {
      await channel.stop();
      await outbox.stop();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function fail(error: unknown): never {
  throw error;
}

/** Waits for a condition, looking often; what it waited for is in the error. */
export async function until<Result>(
  look: () => Promise<Result | undefined> | Result | undefined,
  what: string,
  seconds = 20,
): Promise<Result> {
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
