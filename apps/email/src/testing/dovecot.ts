import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { until } from '@sla/desk/testing';

const run = promisify(execFile);
/** Of the machine, not of the workspace. */
const programs = { server: 'dovecot', admin: 'doveadm' };

export interface Dovecot {
  readonly port: number;
  /** Puts a mail into the inbox, as a delivery agent does. */
  deliver(raw: string): Promise<void>;
  /** The number of mails in a folder. */
  count(folder: 'INBOX' | string): Promise<number>;
  /** Cuts every session of the account. */
  kick(): Promise<void>;
  /** Makes the server renumber the inbox under a new UIDVALIDITY. */
  renumber(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Why there is no Dovecot to test against, or undefined where there is one. */
export async function dovecotMissing(): Promise<string | undefined> {
  return run(programs.server, ['--version']).then(
    () => undefined,
    () => 'Dovecot is not installed (Debian: dovecot-imapd)',
  );
}

/** A Dovecot of its own in a folder of its own, on a free port of this machine. */
export async function startDovecot(more: { readonly introspection?: string } = {}): Promise<Dovecot> {
  const place = await mkdtemp(join(tmpdir(), 'sla-imap-'));
  const mail = join(place, 'home/Maildir');
  const port = await freePort();
  const user = await ownUser();
  for (const folder of ['cur', 'new', 'tmp', 'run', 'state']) {
    await mkdir(join(['run', 'state'].includes(folder) ? place : mail, folder), { recursive: true });
  }
  const config = join(place, 'dovecot.conf');
  await writeFile(config, configuration(place, port, user) + tokens(place, more.introspection));
  await writeFile(
    join(place, 'oauth2.conf'),
    `introspection_mode = get\nintrospection_url = ${more.introspection ?? ''}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`,
  );
  await writeFile(join(place, 'users'), `u1:{PLAIN}pw:${user.uid}:${user.gid}::${join(place, 'home')}::\n`);
  await chmod(place, 0o755);
  await giveTo(place, user);
  let server: ChildProcess | undefined;
  let delivered = 0;
  const start = async () => {
    server = spawn(programs.server, ['-F', '-c', config], { stdio: 'ignore' });
    await until(() => connects(port), 'Dovecot to listen');
  };
  const stop = async () => {
    const ended = server && once(server, 'exit');
    server?.kill('SIGTERM');
    await ended;
  };
  await start();
  return {
    port,
    start,
    stop,
    deliver: async (raw) => {
      delivered += 1;
      const name = join(mail, 'tmp', `${delivered}.test`);
      await writeFile(name, raw);
      await chown(name, user.uid, user.gid);
      await run('mv', [name, join(mail, 'new')]);
    },
    count: async (folder) => {
      const base = folder === 'INBOX' ? mail : join(mail, `.${folder}`);
      const names = await Promise.all(['cur', 'new'].map((part) => readdir(join(base, part)).catch(() => [])));
      return names.flat().length;
    },
    kick: async () => {
      await run(programs.admin, ['-c', config, 'kick', 'u1']).catch(() => undefined);
    },
    renumber: async () => {
      await stop();
      for (const name of await readdir(mail))
        if (name.startsWith('dovecot')) await rm(join(mail, name), { force: true });
      await start();
    },
    close: async () => {
      await stop();
      await rm(place, { recursive: true, force: true });
    },
  };
}

interface User {
  readonly name: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
}

/** Dovecot refuses to run mail processes as root: there it gets an account that every Unix has. */
async function ownUser(): Promise<User> {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) {
    const group = (await run('id', ['-gn'])).stdout.trim();
    return { name: username, group, uid, gid };
  }
  const numbers = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'nobody'])).stdout)),
  );
  const group = (await run('id', ['-gn', 'nobody'])).stdout.trim();
  return { name: 'nobody', group, uid: numbers[0] ?? 65_534, gid: numbers[1] ?? 65_534 };
}

async function giveTo(place: string, { uid, gid }: User): Promise<void> {
  if (userInfo().uid === 0) await run('chown', ['-R', `${uid}:${gid}`, place]);
}

function configuration(place: string, port: number, user: User): string {
  return `
base_dir = ${place}/run
state_dir = ${place}/state
log_path = ${place}/dovecot.log
default_internal_user = ${user.name}
default_internal_group = ${user.group}
default_login_user = ${user.name}
first_valid_uid = 1
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
passdb {
  driver = passwd-file
  args = ${place}/users
}
userdb {
  driver = passwd-file
  args = ${place}/users
}
namespace inbox {
  inbox = yes
  separator = /
}
`;
}

/** XOAUTH2 beside the password: Dovecot asks the endpoint who has a token. */
function tokens(place: string, introspection: string | undefined): string {
  if (introspection === undefined) return '';
  return `auth_mechanisms = plain xoauth2
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${place}/oauth2.conf
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

async function connects(port: number): Promise<true | undefined> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(undefined));
  });
}
