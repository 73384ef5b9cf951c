import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openCaseStore } from '@sla/case-store';
import { createTransport } from 'nodemailer';
import { afterEach, expect, it } from 'vitest';

import { start } from './start.ts';
import { createTestDesk, deskAddress, testOptions } from './testing/test-desk.ts';

let child: ChildProcess | undefined;
let folder: string | undefined;

afterEach(async () => {
  child?.kill('SIGKILL');
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function startProcess(place: string): Promise<number> {
  const script = join(import.meta.dirname, '../test/desk-process.ts');
  child = spawn(process.execPath, ['--conditions=@sla/source', script, place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout ?? process.stdin, 'data')) as [Buffer];
  return (JSON.parse(line.toString()) as { port: number }).port;
}

async function killProcess(): Promise<void> {
  if (child === undefined || child.signalCode !== null || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Sends mails one after the other over several connections until the process is killed; which of them got their 250. */
async function sendUntilKilled(port: number, round: number, killAfter: number): Promise<readonly string[]> {
  const taken: string[] = [];
  const send = async (number: number) => {
    const subject = `mail ${round}.${number}`;
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, socketTimeout: 5_000 });
    await transport.sendMail({ from: `mia${number}@x${number}.example`, to: deskAddress, subject, text: subject });
    taken.push(subject);
    if (taken.length === killAfter) void killProcess();
  };
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    for (let number = lane; number < 200; number += 4) await send(number);
  });
  await Promise.allSettled(lanes);
  return taken;
}

it('a kill at any instant loses no mail that got its 250, and makes no case twice', async () => {
  folder = await mkdtemp(join(tmpdir(), 'sla-kill-'));
  const taken: string[] = [];
  for (const [round, killAfter] of [3, 11, 20].entries()) {
    taken.push(...(await sendUntilKilled(await startProcess(folder), round, killAfter)));
    await killProcess();
  }
  const store = await openCaseStore({ kind: 'embedded', folder });
  const desk = createTestDesk(store);
  const channel = await start(desk, store, testOptions(join(folder, 'mail')));
  await channel.idle();
  const { cases } = await desk.read.queue({ limit: 1_000 });
  const subjects = cases.map(({ item }) => item.record.subject);
  await channel.stop();
  await store.close();
  expect(taken.length).toBeGreaterThanOrEqual(34);
  // A mail whose 250 was on its way when the process died may be there too, but never twice.
  expect(subjects.filter((subject, index) => subjects.indexOf(subject) !== index)).toEqual([]);
  expect(taken.filter((subject) => !subjects.includes(subject))).toEqual([]);
}, 120_000);
