import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { ownDatabase } from '../testing/own-database.ts';
import { folderWith, sla } from '../testing/terminal.ts';

interface RunningUp {
  readonly page: string;
  readonly smtpPort: number;
  readonly output: () => string;
  stop(): Promise<{ readonly code: number }>;
}

/** `sla up` in this process, on ports of its own, until the test stops it. */
async function up(cwd: string, args: readonly string[] = [], database?: string): Promise<RunningUp> {
  let output = '';
  let ask: (signal: string) => void = () => {};
  const stopAsked = new Promise<string>((asked) => {
    ask = asked;
  });
  const listen = (text: string) => {
    output += text;
  };
  const ended = sla(['up', '--port', '0', '--smtp-port', '0', ...args], cwd, {
    out: listen,
    err: listen,
    stopAsked: () => stopAsked,
    env: database === undefined ? {} : { DATABASE_URL: database },
  });
  const stop = async () => {
    ask('SIGINT');
    return ended;
  };
  onTestFinished(() => void stop());
  const early = ended.then((ran) => {
    throw new Error(`it ended with ${ran.code}: ${output}`);
  });
  const open = vi.waitFor(() => expect(output).toContain('Stop '), { timeout: 110_000, interval: 50 });
  await Promise.race([open, early]);
  early.catch(() => {});
  const page = /http:\/\/\S+sign-in\S+/.exec(output)?.[0] ?? '';
  return { page, smtpPort: Number(/:(\d+) \(SMTP\)/.exec(output)?.[1]), output: () => output, stop };
}

/** The agent's browser: signs in by the link and keeps its cookie. */
async function signIn(
  page: string,
): Promise<
  (
    path: string,
  ) => Promise<{ cases: { subject: string; number: string }[]; messages: { subject: string; purpose?: string }[] }>
> {
  const answer = await fetch(page, { redirect: 'manual' });
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return async (path) => {
    const read = await fetch(new URL(path, page), { headers: { cookie } });
    expect(read.status).toBe(200);
    return (await read.json()) as never;
  };
}

/** The lines of RFC 5321 over a socket; resolves when the server has answered 250 to the mail. */
function sendMail(port: number, subject: string, text = 'It is empty since this morning.'): Promise<void> {
  const mail = `From: Priya <priya.nair@ashdown.example>\r\nTo: support@brightwater.example\r\nSubject: ${subject}\r\nMessage-ID: <${Math.random()}@ashdown.example>\r\n\r\n${text}\r\n.`;
  const says = [
    'EHLO ashdown.example',
    'MAIL FROM:<priya.nair@ashdown.example>',
    'RCPT TO:<support@brightwater.example>',
    'DATA',
    mail,
  ];
  return new Promise((sent, refused) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('error', refused);
    socket.on('data', (chunk) => {
      answer += chunk;
      if (!/^\d{3} .*\r\n$/m.test(answer)) return;
      if (/^[45]/.test(answer)) return refused(new Error(answer));
      answer = '';
      const next = says.shift();
      if (next !== undefined) socket.write(`${next}\r\n`);
      else {
        socket.end();
        sent();
      }
    });
  });
}

describe('sla up without settings', () => {
  it('runs a demo desk: a mail becomes a case with a receipt, the next start goes on, --fresh begins anew', {
    timeout: 240_000,
  }, async () => {
    const cwd = await folderWith();
    const first = await up(cwd);
    expect(first.output()).toContain('This is a demo with invented cases.');
    const read = await signIn(first.page);
    expect((await read('/api/queue?view=open')).cases.length).toBeGreaterThan(8);

    await sendMail(first.smtpPort, 'Gradebook is empty');
    const opened = await vi.waitFor(
      async () => {
        const found = (await read('/api/queue?view=all&limit=200')).cases.find(
          ({ subject }) => subject === 'Gradebook is empty',
        );
        expect(found).toBeDefined();
        return found;
      },
      { timeout: 30_000 },
    );
    await vi.waitFor(
      async () => {
        const receipts = (await read('/mail/api/messages')).messages.filter(({ purpose }) => purpose === 'receipt');
        expect(receipts.map(({ subject }) => subject).join()).toContain('Gradebook is empty');
      },
      { timeout: 30_000 },
    );
    expect((await first.stop()).code).toBe(0);
    expect(first.output()).toContain('Everything that was taken is kept');

    const second = await up(cwd);
    expect(second.output()).not.toContain('Wrote three weeks');
    const again = await signIn(second.page);
    expect((await again('/api/queue?view=all&limit=200')).cases).toContainEqual(
      expect.objectContaining({ number: opened?.number, subject: 'Gradebook is empty' }),
    );

    // Another process on the same folder is refused in a sentence that says what to do.
    const refused = await sla(['up', '--port', '0', '--smtp-port', '0'], cwd);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('DATABASE_URL');
    await second.stop();

    const fresh = await up(cwd, ['--fresh']);
    expect(fresh.output()).toContain('Wrote three weeks');
    const anew = (await (await signIn(fresh.page))('/api/queue?view=all&limit=200')).cases;
    expect(anew.map(({ subject }) => subject)).not.toContain('Gradebook is empty');
    await fresh.stop();
  });
});

describe('sla up with settings', () => {
  const settings =
    'desk: { name: Acme Support, address: support@brightwater.example }\npolicies: [{ preset: lms-platform, timeZone: Europe/London }]\nagents: [{ id: ann, name: Ann, email: ann@acme.example, role: admin, teams: [] }]\n';

  it('runs that desk, empty, and clears nothing of it', async () => {
    const cwd = await folderWith({ 'sla.config.yaml': settings });
    const desk = await up(cwd);
    expect(desk.output()).toContain('Acme Support is open.');
    expect(desk.output()).not.toContain('demo');
    const read = await signIn(desk.page);
    expect((await read('/api/queue?view=all')).cases).toEqual([]);
    await desk.stop();
    const fresh = await sla(['up', '--fresh', '--port', '0', '--smtp-port', '0'], cwd);
    expect(fresh.code).toBe(1);
    expect(fresh.err).toContain('Nothing was cleared.');
  });

  it('says that a changed policy needs a new version, and runs once it has one', async () => {
    const cwd = await folderWith({ 'sla.config.yaml': settings });
    await (await up(cwd)).stop();
    const changed = settings.replace('Europe/London', 'Europe/Madrid');
    await writeFile(join(cwd, 'sla.config.yaml'), changed);
    const refused = await sla(['up', '--port', '0', '--smtp-port', '0'], cwd);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(
      'policy lms-platform version 1 was changed since cases were opened under it: give it version 2',
    );
    await writeFile(join(cwd, 'sla.config.yaml'), changed.replace('timeZone', 'version: 2, timeZone'));
    await (await up(cwd)).stop();
  });

  it('names a busy port, and leaves the folder free', async () => {
    const cwd = await folderWith({ 'sla.config.yaml': settings });
    const busy = createServer();
    await new Promise<void>((listening) => busy.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void busy.close());
    const address = busy.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const console = await sla(['up', '--port', port, '--smtp-port', '0'], cwd);
    expect(console).toMatchObject({ code: 1, out: '' });
    expect(console.err).toContain(port);
    const smtp = await sla(['up', '--port', '0', '--smtp-port', port], cwd);
    expect(smtp.code).toBe(1);
    expect(smtp.err).toContain(port);
    await (await up(cwd)).stop();
  });

  it('kill -9 during intake: what was answered with 250 is a case after the next start, once', {
    timeout: 240_000,
  }, async () => {
    const cwd = await folderWith({ 'sla.config.yaml': settings });
    const child = await spawnUp(cwd);
    const sent: string[] = [];
    const sending = (async () => {
      for (let count = 0; count < 40; count += 1) {
        await sendMail(child.smtpPort, `Mail ${count}`);
        sent.push(`Mail ${count}`);
        if (count === 12) child.process.kill('SIGKILL');
      }
    })();
    await sending.catch(() => {});
    await child.ended;
    expect(sent.length).toBeGreaterThan(12);

    const desk = await up(cwd);
    const read = await signIn(desk.page);
    await vi.waitFor(
      async () => {
        const subjects = (await read('/api/queue?view=all&limit=200')).cases.map(({ subject }) => subject);
        expect(sent.filter((one) => subjects.filter((subject) => subject === one).length !== 1)).toEqual([]);
      },
      { timeout: 60_000 },
    );
    await desk.stop();
  });
});

const { DATABASE_URL = '' } = process.env;

describe.skipIf(DATABASE_URL === '')('sla up on PostgreSQL (needs DATABASE_URL)', () => {
  it('keeps its cases there, and a second desk may share them', { timeout: 240_000 }, async () => {
    const cwd = await folderWith({
      'sla.config.yaml':
        'desk: { name: Acme Support, address: support@brightwater.example }\npolicies: [{ preset: lms-platform }]\nagents: [{ id: ann, name: Ann, email: ann@acme.example, role: admin, teams: [] }]\n',
    });
    const database = await ownDatabase(DATABASE_URL);
    const [one, two] = [await up(cwd, [], database), await up(cwd, [], database)];
    expect(one.output()).toContain('the PostgreSQL of DATABASE_URL');
    await sendMail(one.smtpPort, 'Taken by the first');
    await sendMail(two.smtpPort, 'Taken by the second');
    const read = await signIn(two.page);
    await vi.waitFor(
      async () => {
        const subjects = (await read('/api/queue?view=all')).cases.map(({ subject }) => subject);
        expect(subjects.sort()).toEqual(['Taken by the first', 'Taken by the second']);
      },
      { timeout: 30_000 },
    );
    expect((await two.stop()).code).toBe(0);
    expect((await one.stop()).code).toBe(0);
  });
});

/** The same in a process of its own, to be killed. */
async function spawnUp(
  cwd: string,
): Promise<{ readonly process: ChildProcess; readonly smtpPort: number; readonly ended: Promise<unknown> }> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const process_ = spawn(
    process.execPath,
    ['--conditions=@sla/source', main, 'up', '--port', '0', '--smtp-port', '0', '--data', join(cwd, 'data')],
    { cwd, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => void process_.kill('SIGKILL'));
  const ended = new Promise((done) => process_.once('exit', done));
  let output = '';
  for (const stream of [process_.stdout, process_.stderr]) stream.on('data', (chunk) => (output += chunk));
  await vi.waitFor(() => expect(output).toContain('(SMTP)'), { timeout: 60_000 });
  return { process: process_, smtpPort: Number(/:(\d+) \(SMTP\)/.exec(output)?.[1]), ended };
}
