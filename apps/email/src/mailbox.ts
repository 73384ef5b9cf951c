import { setTimeout as sleep } from 'node:timers/promises';

import type { CaseStore } from '@sla/case-store';
import { ImapFlow } from 'imapflow';

import { createTokenSource, TokenFault, type TokenSource, tokenPorts } from './access-token.ts';
import type { ImapOptions } from './config.ts';
import type { Ingest } from './ingest.ts';
import type { Log } from './log.ts';
import { sweepFolder } from './sweep-folder.ts';

export interface Mailbox {
  status(): MailboxStatus;
  /** Ends the session cleanly; a mail that is being fetched is fetched again after the next start. */
  stop(): Promise<void>;
}

export interface MailboxStatus {
  readonly id: string;
  readonly address: string;
  readonly state: 'connecting' | 'reading' | 'watching' | 'waiting' | 'stopped';
  /** Mails taken since the start. */
  readonly taken: number;
  /** When the folder was last looked at, as an ISO instant. */
  readonly lastLookAt?: string;
  readonly lastError?: string;
}

export type MailboxPorts = Pick<CaseStore, 'channelState' | 'now'>;

const firstPause = 1_000;
const longestPause = 300_000;
/** Wrong passwords lock accounts: no faster than this. */
const authPause = 60_000;

/** Watches one folder of an IMAP account for as long as the desk runs, whatever becomes of connections. */
export function startMailbox(
  options: ImapOptions,
  ingest: Pick<Ingest, 'accept'>,
  ports: MailboxPorts,
  onMail: () => void,
  log: Log,
): Mailbox {
  const stopping = new AbortController();
  const status: Mutable<MailboxStatus> = { id: options.id, address: options.address, state: 'connecting', taken: 0 };
  const session: Session = {
    options,
    ...(options.oauth && {
      tokens: createTokenSource(options.oauth, tokenPorts(ports)),
    }),
    ingest,
    ports,
    log,
    status,
    signal: stopping.signal,
    onMail: () => {
      status.taken += 1;
      onMail();
    },
  };
  const ended = keepWatching(session);
  return {
    status: () => ({ ...status }),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface Session {
  readonly options: ImapOptions;
  /** Absent where a password opens the mailbox. */
  readonly tokens?: TokenSource;
  readonly ingest: Pick<Ingest, 'accept'>;
  readonly ports: MailboxPorts;
  readonly log: Log;
  readonly status: Mutable<MailboxStatus>;
  readonly signal: AbortSignal;
  readonly onMail: () => void;
}

async function keepWatching(session: Session): Promise<void> {
  const { status, signal, log, options } = session;
  let pause = firstPause;
  while (!signal.aborted) {
    const looked = status.lastLookAt;
    try {
      status.state = 'connecting';
      await watchOnce(session);
    } catch (error) {
      status.lastError = faultOf(error, options);
      if (!signal.aborted) log.warn({ mailbox: options.id, error: status.lastError }, 'the mailbox was lost');
      if (needsPerson(error)) pause = Math.max(pause, authPause);
    }
    if (signal.aborted) break;
    if (status.lastLookAt !== looked) pause = firstPause;
    status.state = 'waiting';
    // Jitter, so that many mailboxes do not return to a server at one instant.
    await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, longestPause);
  }
  status.state = 'stopped';
}

/** One connection, from login to whatever ends it. */
async function watchOnce(session: Session): Promise<void> {
  const { options, ports, status, signal, tokens } = session;
  const accessToken = await tokens?.token();
  const client = new ImapFlow(connection(options, accessToken));
  const bell = createBell(client, signal);
  // A lost connection is reported by the command at hand; unheard, the event would end the process.
  client.on('error', () => bell.ring());
  const giveUp = () => client.close();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect().catch((error: unknown) => {
      // Withdrawn before its time: the next try asks for another.
      if (accessToken !== undefined && isRefusedLogin(error)) tokens?.discard(accessToken);
      throw error;
    });
    await client.mailboxOpen(options.folder);
    while (!signal.aborted && client.usable) {
      status.state = 'reading';
      bell.reset();
      await sweepFolder(client, session);
      status.lastLookAt = (await ports.now()).toString();
      delete status.lastError;
      status.state = 'watching';
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
