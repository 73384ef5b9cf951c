import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { SessionJson } from './api/contract.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const { DATABASE_URL = '', PATH = '' } = process.env;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-alone-'));
  await writeFile(
    join(folder, 'sla.config.yaml'),
    'desk: { name: Alone, address: support@alone.example, url: "http://127.0.0.1:8080" }\n' +
      'agents: [{ id: console-alone, name: Ann Lee, email: ann@alone.example, role: admin }]\n',
  );
  await writeFile(join(folder, 'broken.yaml'), 'desk: { nam: Alone }\n');
});

afterAll(() => rm(folder, { recursive: true }));

function consoleAlone(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--conditions=@sla/source', MAIN], {
    cwd: folder,
    env: { PATH, SLA_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(process: ChildProcess): Promise<{ readonly code: unknown; readonly said: string }> {
  let said = '';
  process.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(process, 'close');
  return { code, said };
}

test('bad environment is said in one line', async () => {
  const { code, said } = await ended(consoleAlone({}));
  expect(said).toMatch(/^DATABASE_URL: is not set\..*\n$/);
  expect(code).toBe(2);
});

test('bad settings are said with their place', async () => {
  const env = { DATABASE_URL: 'postgres://127.0.0.1:1/none', SLA_CONFIG: 'broken.yaml' };
  const { code, said } = await ended(consoleAlone(env));
  expect(said).toMatch(/^broken\.yaml:1:\d+ {2}.*nam/);
  expect(code).toBe(2);
});

test('a database that does not answer is said in one line', async () => {
  const { code, said } = await ended(consoleAlone({ DATABASE_URL: 'postgres://sla:secret@127.0.0.1:1/none' }));
  expect(said).toMatch(/^PostgreSQL at \S+ cannot be reached .*\n$/);
  expect(said).not.toContain('secret');
  expect(code).toBe(1);
});

describe.skipIf(!DATABASE_URL)('on PostgreSQL (needs DATABASE_URL)', () => {
  test('prints a link that signs in, and stops when asked', async () => {
    const running = consoleAlone({ DATABASE_URL, SLA_DATA: folder });
    const end = ended(running);
    if (!running.stdout) throw new Error('no output');
    const [line] = await once(running.stdout.setEncoding('utf8'), 'data');
    const link = /The console is at (\S+)/.exec(String(line))?.[1] ?? '';
    const answer = await fetch(link, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const session = await fetch(new URL('/api/session', link), { headers: { cookie } });
    expect((await session.json()) as SessionJson).toMatchObject({
      agent: { name: 'Ann Lee' },
      desk: { name: 'Alone' },
    });
    running.kill('SIGTERM');
    expect(await end).toEqual({ code: 0, said: '' });
  });
});
