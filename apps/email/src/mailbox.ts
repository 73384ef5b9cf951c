import type { CaseStore } from '@sla/case-store';
import { ImapFlow } from 'imapflow';

import { createTokenSource, TokenFault, type TokenSource, tokenPorts } from './access-token.ts';
import type { ImapOptions } from './config.ts';
import { keepWatching, type Mailbox, type MailSource, type Watch } from './intake/keep-watching.ts';
import { sweepFolder } from './intake/sweep-folder.ts';
import type { Log } from './log.ts';
import type { Ingest } from './settling/ingest.ts';

export type MailboxPorts = Pick<CaseStore, 'channelState' | 'now'>;

/** Watches one folder of an IMAP account. */
export function startMailbox(
  options: ImapOptions,
  ingest: Pick<Ingest, 'accept'>,
  ports: MailboxPorts,
  onMail: () => void,
  log: Log,
): Mailbox {
  const tokens = options.oauth && createTokenSource(options.oauth, tokenPorts(ports));
  const session = { options, ...(tokens && { tokens }), ingest, ports, log };
  const source: MailSource = {
    id: options.id,
    address: options.address,
    watchOnce: (watch) => watchOnce(session, watch),
    explain: (error) => ({ sentence: faultOf(error, options), needsPerson: needsPerson(error) }),
  };
  return keepWatching(source, ports, onMail, log);
}

interface Session {
  readonly options: ImapOptions;
  /** Absent where a password opens the mailbox. */
  readonly tokens?: TokenSource;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly ports: MailboxPorts;
  readonly log: Log;
}

/** A token may be withdrawn before its time: another is tried at once, and only that one's refusal wants a person. */
async function watchOnce(session: Session, watch: Watch): Promise<void> {
  const accessToken = await session.tokens?.token();
  try {
    await watchConnection(session, watch, accessToken);
  } catch (error) {
    if (accessToken === undefined || !isRefusedLogin(error) || watch.signal.aborted) throw error;
    await watchConnection(session, watch, await session.tokens?.token());
  }
}

/** One connection, from login to whatever ends it. */
async function watchConnection(session: Session, watch: Watch, accessToken: string | undefined): Promise<void> {
  const { options, tokens } = session;
  const { signal } = watch;
  const client = new ImapFlow(connection(options, accessToken));
  const bell = createBell(client, signal);
  // A lost connection is reported by the command at hand; unheard, the event would end the process.
  client.on('error', () => bell.ring());
  const giveUp = () => client.close();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect().catch((error: unknown) => {
      if (accessToken !== undefined && isRefusedLogin(error)) tokens?.discard(accessToken);
      throw error;
    });
    await client.mailboxOpen(options.folder);
    while (!signal.aborted && client.usable) {
      watch.is('reading');
      bell.reset();
      await sweepFolder(client, { ...session, watch });
      await watch.looked();
      watch.is('watching');
      await bell.wait(options.pollSeconds * 1_000);
    }
    if (!signal.aborted) throw new Error(client.byeReason ?? 'the connection was closed');
  } finally {
    signal.removeEventListener('abort', giveUp);
    bell.end();
    client.close();
  }
}

function connection(options: ImapOptions, accessToken: string | undefined): ConstructorParameters<typeof ImapFlow>[0] {
  const { host, port, secure, user, password } = options;
  return {
    host,
    port,
    secure,
    auth: accessToken === undefined ? { user, pass: password } : { user, accessToken },
    logger: false,
    clientInfo: { name: 'SLA Desk' },
    autoIdleDelay: 200,
    // IDLE dies unseen behind some firewalls: it is renewed, and the poll looks whatever it says.
    maxIdleTime: 240_000,
    socketTimeout: 300_000,
    connectionTimeout: 30_000,
  };
}

/** Rings when the folder may have changed, or the connection has ended. */
function createBell(client: ImapFlow, signal: AbortSignal): Bell {
  let rung = false;
  let hear: (() => void) | undefined;
  const ring = () => {
    rung = true;
    hear?.();
  };
  client.on('exists', ring);
  client.on('close', ring);
  client.on('mailboxOpen', ring);
  signal.addEventListener('abort', ring);
  return {
    ring,
    reset: () => {
      rung = false;
    },
    wait: (ms) =>
      new Promise((resolve) => {
        if (rung) return resolve();
        const timer = setTimeout(resolve, ms);
        hear = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end: () => signal.removeEventListener('abort', ring),
  };
}

interface Bell {
  ring(): void;
  reset(): void;
  wait(ms: number): Promise<void>;
  end(): void;
}

/** Trying fast does not help, and locks accounts. */
function needsPerson(error: unknown): boolean {
  return isRefusedLogin(error) || (error instanceof TokenFault && !error.passing);
}

function isRefusedLogin(error: unknown): boolean {
  return error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true;
}

function faultOf(error: unknown, { host, port, user, folder, oauth }: ImapOptions): string {
  if (error instanceof TokenFault) return error.message;
  if (isRefusedLogin(error) && oauth !== undefined)
    return `${host} refused the token for ${user}; check that IMAP is on for this mailbox and that the app, or the person who agreed, may open it`;
  if (isRefusedLogin(error))
    return `${host} refused the login of ${user}; check user and password (many providers want an app password)`;
  const text = error instanceof Error ? error.message : String(error);
  const response = error instanceof Error && 'responseText' in error ? ` (${String(error.responseText)})` : '';
  return `${host}:${port}, folder ${folder}: ${text}${response}`;
}
