import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@sla/desk/testing';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMailFolder } from './catcher/mail-folder.ts';

const { DATABASE_URL = '', PATH = '' } = process.env;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sla-mail-alone-'));
  await writeFile(
    join(folder, 'sla.config.yaml'),
    'desk: { name: Alone, address: support@alone.example }\nintake: { smtp: { port: 0 } }\nagents: [{ id: mail-ann, name: Ann, email: ann@alone.example, role: admin }]\n',
  );
  await writeFile(join(folder, 'broken.yaml'), 'desk: { nam: Alone }\n');
});
afterAll(() => rm(folder, { recursive: true }));

function mailAlone(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--conditions=@sla/source', join(import.meta.dirname, 'main.ts')], {
    cwd: folder,
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess): Promise<{ readonly code: unknown; readonly said: string }> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

describe('mail as a process of its own', () => {
  it('says in one line what the environment lacks', async () => {
    const { code, said } = await ended(mailAlone({}));
    expect(said).toMatch(/^DATABASE_URL is not set\. Mail that runs alone .*\n$/);
    expect(code).toBe(2);
  });

  it('says what is wrong with the settings, and where', async () => {
    const { code, said } = await ended(
      mailAlone({ DATABASE_URL: 'postgres://127.0.0.1:1/none', SLA_CONFIG: 'broken.yaml' }),
    );
    expect(said).toMatch(/^broken\.yaml:1:\d+ {2}/);
    expect(code).toBe(2);
  });

  it('says that the database does not answer', async () => {
    const { code, said } = await ended(mailAlone({ DATABASE_URL: 'postgres://127.0.0.1:1/none' }));
    expect(said).toMatch(/^PostgreSQL at .* cannot be reached/);
    expect(code).toBe(1);
  });

  it.skipIf(DATABASE_URL === '')('takes mail in and sends the receipt (set DATABASE_URL to run it)', async () => {
    const database = await ownDatabase();
    const child = mailAlone({ DATABASE_URL: database.url, SLA_DATA: join(folder, 'data') });
    const [line] = (await once(child.stdout ?? process.stdin, 'data')) as [Buffer];
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(line.toString())?.[1]);
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    await transport.sendMail({
      from: `mia@${port}.example`,
      to: 'support@alone.example',
      subject: 'Alone',
      text: 'Hello',
    });
    const mails = openMailFolder(join(folder, 'data/mail'));
    await until(async () => ((await mails.list(1)).length === 1 ? true : undefined), 'the receipt');
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    await database.drop();
  });
});

/** A database that no other suite looks into. */
async function ownDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `mail_alone_${randomUUID().slice(0, 8)}`;
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: DATABASE_URL });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await ask(`create database ${name}`);
  const url = new URL(DATABASE_URL);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => ask(`drop database ${name} with (force)`) };
}
