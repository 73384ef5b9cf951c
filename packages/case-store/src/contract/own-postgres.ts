import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server of one's own, to be restarted, filled up and thrown away. */
export interface OwnPostgres {
  readonly url: string;
  /** Stops it in the middle of whatever it does, as a crash would, and starts it again. */
  readonly restart: () => Promise<void>;
  /** Stops it and deletes all that it kept. */
  readonly stop: () => Promise<void>;
}

export interface OwnPostgresOptions {
  /** Where its files are; a temporary folder unless told. */
  readonly folder?: string;
  /** Such as `shared_buffers=1GB`. */
  readonly settings?: readonly string[];
}

const INSTALLED = '/usr/lib/postgresql';

/** Starts Debian's newest server on a port of its own; undefined where none is installed. Flushes as it should. */
export async function startOwnPostgres(options: OwnPostgresOptions = {}): Promise<OwnPostgres | undefined> {
  const bin = await newestServer();
  if (bin === undefined) return undefined;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'own-postgres-')));
  await mkdir(folder, { recursive: true });
  const data = join(folder, 'data');
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
  const start = async () => {
    const given = [...settings, ...(options.settings ?? [])].map((setting) => `-c ${setting}`).join(' ');
    await run(folder, join(bin, 'pg_ctl'), '-D', data, '-l', join(folder, 'log'), '-w', '-o', given, 'start');
  };
  const stop = () => run(folder, join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', '-w', 'stop');
  if (asRoot) await spawned('chown', ['-R', 'postgres', folder], folder);
  await run(folder, join(bin, 'initdb'), '-D', data, '-U', 'desk', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8');
  await start();
  await run(folder, join(bin, 'createdb'), '-h', '127.0.0.1', '-p', String(port), '-U', 'desk', 'desk');
  return {
    url: `postgresql://desk@127.0.0.1:${port}/desk`,
    restart: async () => {
      await stop();
      await start();
    },
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newestServer(): Promise<string | undefined> {
  if (!existsSync(INSTALLED)) return undefined;
  const versions = (await readdir(INSTALLED)).toSorted((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(INSTALLED, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

const asRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root, who therefore lets the user `postgres` run it. */
async function run(folder: string, command: string, ...args: readonly string[]): Promise<void> {
  if (asRoot) await spawned('runuser', ['-u', 'postgres', '--', command, ...args], folder);
  else await spawned(command, args, folder);
}

function spawned(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    child.on('error', failed);
    // Not `close`: the server that pg_ctl leaves behind keeps the pipe.
    child.on('exit', (code) => {
      child.stderr.destroy();
      if (code === 0) done();
      else failed(new Error(`${command} ${args.join(' ')} ended with ${code}: ${text}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
