import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Page } from 'playwright-core';

import { type DeskForTest, openDeskForTest, rule } from '../src/testing/desk-for-test.ts';
import { tenantId } from '../src/testing/teams-peer.ts';
import { launchChromium } from './chromium.ts';

/**
 * Works a case in Microsoft's Agents Playground, in Chromium, and takes pictures on the way: `pnpm --filter @sla/teams run playground`.
 * Its licence is for trying out and forbids shipping it, so it is no dependency: whoever wants to look installs it. It signs nothing, and
 * the desk takes nothing unsigned; what it sends is passed on with tokens of our own peer, so that no check is turned off for it.
 */
const command = process.env.AGENTS_PLAYGROUND ?? 'agentsplayground';
const port = 56_150;

if (spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined) await look();
else
  process.stdout.write(
    'The Agents Playground is not installed, so there is nothing to look at. `npm install -g @microsoft/m365agentsplayground@0.2.28`, or name its program in AGENTS_PLAYGROUND, where its licence suits you.\n',
  );

async function look(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-'));
  const desk = await openDeskForTest((peer) => ({
    channels: [rule(peer.channel('triage'))],
    options: {
      peer: {
        ...peer.options,
        hosts: { scheme: 'http:', hosts: [...peer.options.hosts.hosts, `localhost:${port}`, `127.0.0.1:${port}`] },
      },
    },
  }));
  const bridge = await openBridge(desk);
  const { port: ours } = bridge.address() as AddressInfo;
  const playground = spawn(
    command,
    ['-e', `http://127.0.0.1:${ours}/api/messages`, '-c', 'msteams', '-p', String(port), '--dt'],
    { stdio: ['ignore', 'inherit', 'inherit'], detached: true, cwd: folder },
  );
  const browser = await launchChromium();
  try {
    const number = await desk.mail();
    const page = await browser.newPage({ viewport: { width: 1_200, height: 900 } });
    // It asks for fonts from elsewhere, which a check on loopback must not wait for.
    await page.route(/^https?:\/\/(?!127\.0\.0\.1|localhost)/, (route) => route.abort());
    await opened(page);
    const picture = (name: string) => page.screenshot({ path: join(folder, `${name}.png`) });
    await say(page, 'help');
    await page.getByText('This list.').first().waitFor({ timeout: 30_000 });
    await picture('help');
    await say(page, `show ${number}`);
    await page.getByRole('button', { name: 'Claim' }).last().waitFor({ timeout: 30_000 });
    await picture('card');
    await page.getByRole('button', { name: 'Claim' }).last().click();
    await page.getByText('Ann Example').last().waitFor({ timeout: 30_000 });
    await picture('claimed');
    const assignee = (await desk.desk.read.case(number))?.record.assignee;
    if (assignee !== 'ann') throw new Error(`the case is held by ${assignee ?? 'nobody'}`);
    process.stdout.write(`${number} was shown and claimed; pictures are in ${folder}.\n`);
  } finally {
    await browser.close();
    await stop(playground);
    bridge.closeAllConnections();
    await new Promise((resolve) => bridge.close(resolve));
    await desk.close();
  }
}

/** Whoever speaks there is Ann, in our tenant. */
async function openBridge(desk: DeskForTest): Promise<Server> {
  const server = createServer((request, response) => {
    const pass = async () => {
      const activity = JSON.parse(await read(request));
      // Its people have object ids that Entra would not give out.
      const from = { ...activity.from, aadObjectId: desk.ann.objectId };
      const conversation = { ...activity.conversation, tenantId };
      const channelData = { ...activity.channelData, tenant: { id: tenantId } };
      const { status, body } = await desk.peer.relay({ ...activity, from, conversation, channelData });
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body === undefined ? '' : JSON.stringify(body));
    };
    pass().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function opened(page: Page): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    const answered = await page.goto(`http://127.0.0.1:${port}`).catch(() => undefined);
    if (answered?.ok()) break;
    if (performance.now() > end) throw new Error('the Agents Playground did not start within a minute');
    await pause(500);
  }
  await page.locator('[data-lexical-editor=true]').first().waitFor({ timeout: 60_000 });
}

async function say(page: Page, words: string): Promise<void> {
  await page.locator('[data-lexical-editor=true]').first().click();
  await page.keyboard.type(words);
  await page.getByRole('button', { name: 'Send Message' }).click();
}

/** It starts programs of its own, which end with it. */
async function stop({ pid, exitCode }: ChildProcess): Promise<void> {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGTERM');
  await pause(500);
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
