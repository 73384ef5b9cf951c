// A PostgreSQL of the tests' own: the one that DATABASE_URL names, else Debian's program started on a private folder and a free
// port, else none. Every suite that needs it says so when there is none.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function startPostgres() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: () => {} };
  const bin = newestServer();
  if (!bin) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'pg-'));
  const port = await freePort();
  const asServer = (command) => runAsServer(folder, command);
  try {
    asServer(`"${bin}/initdb" -D "${folder}/data" -U desk -A trust --no-sync -E UTF8 --locale=C.UTF-8`);
    asServer(
      `"${bin}/pg_ctl" -D "${folder}/data" -w -l "${folder}/log" -o "-c listen_addresses=127.0.0.1 -p ${port} -c unix_socket_directories='' -c max_connections=200" start`,
    );
    asServer(`"${bin}/createdb" -h 127.0.0.1 -p ${port} -U desk desk`);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    console.log(`PostgreSQL is here but did not start: ${error.message}`);
    return undefined;
  }
  const stop = () => {
    asServer(`"${bin}/pg_ctl" -D "${folder}/data" -m immediate -w stop`);
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `postgresql://desk@127.0.0.1:${port}/desk`, stop };
}

function newestServer() {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  return versions
    .map((version) => join(base, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'postgres')) && existsSync(join(bin, 'initdb')));
}

/** PostgreSQL refuses to run as root: root hands the folder to the `postgres` user and starts it as that one. */
function runAsServer(folder, command) {
  const root = process.getuid?.() === 0;
  if (root) spawnSync('chown', ['-R', 'postgres', folder]);
  const done = root
    ? spawnSync('runuser', ['-u', 'postgres', '--', 'sh', '-c', command], {
        encoding: 'utf8',
        stdio: ['ignore', 'ignore', 'pipe'],
        cwd: folder,
      })
    : spawnSync('sh', ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (done.status !== 0) throw new Error((done.stderr || `${command} ended with ${done.status}`).trim());
}

function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
