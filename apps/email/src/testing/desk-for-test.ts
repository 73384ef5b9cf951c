import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CaseStore } from '@sla/case-store';
import { openTestStore } from '@sla/case-store/contract';
import type { Temporal } from '@sla/core';
import { type Desk, type DeskOptions, startOutbox } from '@sla/desk';
import { until } from '@sla/desk/testing';
import type { CaughtMail, CaughtMails } from '../catcher/contract.ts';
import type { EmailOptions } from '../config.ts';
import type { Log } from '../log.ts';
import { type EmailChannel, start } from '../start.ts';
import { createTestDesk, testOptions } from './test-desk.ts';

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

export interface TestDeskOptions {
  readonly log?: Log;
  readonly now?: () => Temporal.Instant;
  readonly withoutMail?: true;
  readonly desk?: Partial<DeskOptions>;
  readonly organisations?: Parameters<Desk['adopt']>[0]['organisations'];
}

/** A whole desk in memory, its mail channel and its outbox running. */
export async function openDeskForTest(
  change: Partial<EmailOptions> = {},
  more: TestDeskOptions = {},
): Promise<DeskForTest> {
  const folder = await mkdtemp(join(tmpdir(), 'sla-mail-'));
  const store = await openTestStore(more.now && { now: more.now });
  const desk = createTestDesk(store, more.desk);
  await desk.adopt({
    agents: [{ id: 'ann', name: 'Ann', email: 'ann@desk.example', role: 'agent', teams: [] }],
    teams: [],
    organisations: more.organisations ?? [],
  });
  const { smtp, ...others } = testOptions(join(folder, 'mail'));
  const options = { ...others, ...(smtp && !more.withoutMail && { smtp }), ...change };
  const channel = await start(desk, store, options, more.log);
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
