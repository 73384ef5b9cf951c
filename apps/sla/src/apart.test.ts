import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { ownDatabase } from './testing/own-database.ts';
import { folderWith } from './testing/terminal.ts';

const { DATABASE_URL = '', PATH = '' } = process.env;

const SETTINGS = `desk: { name: Acme Support, address: support@acme.example, url: "http://127.0.0.1:8080" }
policies: [./quick.yaml]
intake: { smtp: { port: 0 } }
agents: [{ id: ann, name: Ann, email: ann@acme.example, role: admin, teams: [] }]
`;
const QUICK = `id: quick
version: 1
timeZone: Europe/London
calendars: { always: { timeZone: Europe/London, weekly: { mon-sun: "00:00-24:00" } } }
calendar: always
tiers: [L1]
priorities:
  normal:
    title: Normal
    targets: { first-response: { within: 1 second } }
    escalation: [{ id: tell-ann, at: { clock: first-response, percent: 100 }, notify: [{ person: "agent:ann", via: [email] }] }]
defaults: { priority: normal }
`;

const ROLES = {
  email: [fileURLToPath(new URL('../../email/src/main.ts', import.meta.url))],
  console: [fileURLToPath(new URL('../../console/src/main.ts', import.meta.url))],
  clocks: [fileURLToPath(new URL('main.ts', import.meta.url)), 'clocks', '--data', 'data'],
};

/** Starts it; what it prints first says where it is. */
async function started(role: keyof typeof ROLES, cwd: string, database: string) {
  const child = spawn(process.execPath, ['--conditions=@sla/source', ...ROLES[role]], {
    cwd,
    env: { PATH, DATABASE_URL: database, SLA_DATA: join(cwd, 'data'), SLA_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    said += piece;
  });
  const ended = once(child, 'close').then(() => Promise.reject(new Error(`${role} ended: ${said}`)));
  ended.catch(() => {});
  const [line] = (await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), ended])) as [string];
  return { child, line, said: () => said };
}

describe.skipIf(DATABASE_URL === '')('mail, pages and clocks as processes of their own (needs DATABASE_URL)', () => {
  it('started at once on an empty database, make one desk', async () => {
    const cwd = await folderWith({ 'sla.config.yaml': SETTINGS, 'quick.yaml': QUICK });
    const database = await ownDatabase(DATABASE_URL);
    const [email, pages, clocks] = await Promise.all([
      started('email', cwd, database),
      started('console', cwd, database),
      started('clocks', cwd, database),
    ]);
    await sendMail(Number(/127\.0\.0\.1:(\d+)/.exec(email.line)?.[1]));

    // The mail is taken in by one process, shown by the next, missed by the third, and that is sent by the first again.
    const link = /The console is at (\S+)/.exec(pages.line)?.[1] ?? '';
    const signedIn = await fetch(link, { redirect: 'manual' });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const queue = async () => {
      const answer = await fetch(new URL('/api/queue', link), { headers: { cookie } });
      return (await answer.json()) as { readonly cases: readonly { readonly subject: string }[] };
    };
    const patience = { timeout: 60_000, interval: 100 };
    await vi.waitFor(
      async () => expect((await queue()).cases.map(({ subject }) => subject)).toEqual(['Stuck']),
      patience,
    );
    await vi.waitFor(
      async () => expect(await mailsTo('ann@acme.example', join(cwd, 'data', 'mail'))).toBe(1),
      patience,
    );
    expect(await mailsTo('mia@ashdown.example', join(cwd, 'data', 'mail'))).toBe(1);
    expect([email.said(), pages.said()]).toEqual(['', '']);
    for (const { child } of [email, pages, clocks]) expect(await stopped(child)).toBe(0);
  }, 180_000);
});

async function stopped(child: ChildProcess): Promise<unknown> {
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  return code;
}

async function mailsTo(address: string, folder: string): Promise<number> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.includes('-out-'));
  const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return mails.filter((mail) => new RegExp(`^To:.*${address}`, 'im').test(mail)).length;
}

/** RFC 5321, one line after each answer. */
async function sendMail(port: number): Promise<void> {
  const socket = createConnection(port, '127.0.0.1').setEncoding('utf8');
  const lines = [
    'EHLO uni.example',
    'MAIL FROM:<mia@ashdown.example>',
    'RCPT TO:<support@acme.example>',
    'DATA',
    'From: Mia <mia@ashdown.example>\r\nTo: support@acme.example\r\nSubject: Stuck\r\nMessage-ID: <1@ashdown.example>\r\n\r\nHelp.\r\n.',
    'QUIT',
  ];
  for (const line of lines) {
    const [answer] = (await once(socket, 'data')) as [string];
    if (!/^[23]/.test(answer)) throw new Error(answer);
    socket.write(`${line}\r\n`);
  }
  await once(socket, 'data');
  socket.destroy();
}
