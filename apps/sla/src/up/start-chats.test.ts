import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openTestStore } from '@sla/case-store/contract';
import { type DeskConfig, defaultDeskConfig, toDeskOptions } from '@sla/config';
import { Temporal } from '@sla/core';
import { createDesk } from '@sla/desk';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';

import { type Chats, startChats } from './start-chats.ts';
import { StopInOrder } from './stop-in-order.ts';

const TEAMS: NonNullable<DeskConfig['channels']['teams']> = {
  clientId: '1c7c4b5e-8d2f-4f2c-9f0a-3b1d6a2e9c11',
  tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  clientSecret: 'secret',
  tenants: ['72f988bf-86f1-41af-91ab-2d7cd011db47'],
  serviceUrl: 'https://smba.trafficmanager.net/teams',
  channels: [],
  maxFileMegabytes: 50,
};

async function chatsOf(
  channels: DeskConfig['channels'],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly chats: Chats; readonly data: string }> {
  const data = await mkdtemp(join(tmpdir(), 'chats-'));
  const config = { ...defaultDeskConfig(data), data, channels };
  const store = await openTestStore();
  const stops = new StopInOrder();
  onTestFinished(async () => {
    await stops.run();
    await store.close();
    await rm(data, { recursive: true, force: true });
  });
  const desk = createDesk({ store, newId: randomUUID, ...toDeskOptions(config) });
  const log = pino({ level: 'silent' });
  const chats = await startChats({ config, store, log, env, now: () => Temporal.Now.instant() }, desk, stops);
  return { chats, data };
}

const at = (path: string) => new Request(`http://127.0.0.1:8080${path}`);

it('gives each chat that is configured its way in and its way out, and a key to encrypt with', async () => {
  const { chats, data } = await chatsOf({ teams: TEAMS });
  expect(chats.deliverers.map(({ destination }) => destination)).toEqual(['teams']);
  expect((await chats.handlerOf(at('/teams/health'))?.(at('/teams/health')))?.status).toBe(200);
  expect(await chats.status()).toEqual([{ name: 'Teams', troubles: [] }]);
  expect((await stat(join(data, 'secret.key'))).mode & 0o777).toBe(0o600);
});

it('leaves everything else to the console', async () => {
  const { chats } = await chatsOf({ teams: TEAMS });
  for (const path of ['/', '/teamsters', '/slack/events', '/api/session']) {
    expect(chats.handlerOf(at(path)), path).toBeUndefined();
  }
});

it('starts nothing and keeps no key where no chat is configured', async () => {
  const { chats, data } = await chatsOf({});
  expect([chats.deliverers, await chats.status()]).toEqual([[], []]);
  await expect(stat(join(data, 'secret.key'))).rejects.toThrow('ENOENT');
});

it('refuses to start where the environment would let anybody speak as Teams', async () => {
  await expect(chatsOf({ teams: TEAMS }, { SKIP_AUTH: '1' })).rejects.toThrow('SKIP_AUTH  is set');
});
