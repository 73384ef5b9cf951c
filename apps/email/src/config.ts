import { join } from 'node:path';

import type { AuthenticationConfig, DeskConfig, GraphMailConfig, ImapConfig, RelayConfig, TlsFiles } from '@sla/config';
import { Temporal } from '@sla/core';
import { z } from 'zod';

import type { Signatures } from './sending/signature.ts';

/** What the mail channel is told. */
export interface EmailOptions {
  readonly desk: {
    readonly name: string;
    readonly address: string;
    readonly casePrefix: string;
    readonly language: string;
    readonly timeZone: string;
    /** Where people reach the desk; automatic mail can be turned off there. */
    readonly url?: string;
    /** Where customers reach the portal; letters name it only where it is set. */
    readonly publicUrl?: string;
    /** The languages of addresses that have one of their own. */
    readonly languages?: Readonly<Record<string, string>>;
  };
  /** Every address that reaches the desk, the desk's own first. */
  readonly inboxes: readonly Inbox[];
  readonly smtp?: SmtpOptions;
  readonly imap: readonly ImapOptions[];
  /** Microsoft 365 mailboxes. */
  readonly graph?: readonly GraphOptions[];
  readonly authentication: AuthenticationConfig;
  /** What stands under agents' letters. */
  readonly signatures?: Signatures;
  /** Without one, outgoing mail stays in `mailFolder`. */
  readonly relay?: RelayConfig;
  /** Where the catcher keeps mail that is not sent. */
  readonly mailFolder: string;
}

/** An address that customers write to, and whose cases its mail opens. */
export interface Inbox {
  /** In lower case. */
  readonly address: string;
  readonly organisation?: string;
  readonly policy?: string;
}

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  readonly maxSizeBytes: number;
  /** Addresses or networks that may deliver; empty lets everybody in who reaches the port. */
  readonly allowFrom: readonly string[];
  /** LMTP (RFC 2033) instead of SMTP. */
  readonly lmtp?: boolean;
  /** Offers STARTTLS with these PEM files; without them the listener is plain. */
  readonly tls?: TlsFiles;
}

export interface ImapOptions extends ImapConfig {
  readonly id: string;
  /** The inbox that its mail is for. */
  readonly address: string;
}

export interface GraphOptions extends GraphMailConfig {
  readonly id: string;
  readonly address: string;
  /** For the lifetime of tokens. */
  readonly now: () => Temporal.Instant;
  /** The network, where it is not Node's own. */
  readonly fetch?: typeof fetch;
}

/** The mail channel's part of a desk's settings. */
export function toEmailOptions(config: DeskConfig): EmailOptions {
  const { mailboxes, intake, relay } = config;
  const { signature: _, ...desk } = config.desk;
  const own = { address: desk.address.toLowerCase() };
  const others = mailboxes.map(({ address, organisation, policy }) => ({
    address: address.toLowerCase(),
    ...(organisation !== undefined && { organisation }),
    ...(policy !== undefined && { policy }),
  }));
  const known = others.some(({ address }) => address === own.address);
  return {
    desk: { ...desk, ...own, languages: addressed(mailboxes, ({ language }) => language) },
    inboxes: known ? others : [own, ...others],
    ...(intake.smtp !== undefined && {
      smtp: { ...intake.smtp, maxSizeBytes: intake.smtp.maxSizeMegabytes * 1024 * 1024 },
    }),
    imap: mailboxes.flatMap(({ id, address, imap }) =>
      imap === undefined ? [] : [{ ...imap, id, address: address.toLowerCase() }],
    ),
    graph: mailboxes.flatMap(({ id, address, graph }) =>
      graph === undefined ? [] : [{ ...graph, id, address: address.toLowerCase(), now: () => Temporal.Now.instant() }],
    ),
    authentication: intake.authentication ?? { trust: [], verify: 'direct', dns: [] },
    signatures: signaturesOf(config),
    ...(relay !== undefined && { relay }),
    mailFolder: join(config.data, 'mail'),
  };
}

function signaturesOf({ desk, mailboxes, agents }: DeskConfig): Signatures {
  return {
    ...(desk.signature && { desk: desk.signature }),
    mailboxes: addressed(mailboxes, ({ signature }) => signature),
    agents: Object.fromEntries(agents.flatMap(({ id, signature }) => (signature ? [[id, signature]] : []))),
  };
}

/** What those mailboxes say that say something, by address. */
function addressed<Said>(
  mailboxes: DeskConfig['mailboxes'],
  said: (mailbox: DeskConfig['mailboxes'][number]) => Said | undefined,
): Readonly<Record<string, Said>> {
  const entries = mailboxes.map((mailbox) => [mailbox.address.toLowerCase(), said(mailbox)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Said] => entry[1] !== undefined));
}

/** What the environment says to a mail channel that runs alone; `sla up` has settings of its own. */
export interface EmailEnvironment {
  readonly configFile: string;
  /** The PostgreSQL that it shares with the other processes of the desk. */
  readonly database: string;
  /** The folder of attachments, the same for all processes. */
  readonly data?: string;
}

/** Throws EnvironmentError with every fault, one line each. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): EmailEnvironment {
  const read = environment.safeParse(env);
  if (!read.success)
    throw new EnvironmentError(read.error.issues.map((fault) => `${fault.path.join('.')} ${fault.message}`));
  const { SLA_CONFIG, DATABASE_URL, SLA_DATA } = read.data;
  return { configFile: SLA_CONFIG, database: DATABASE_URL, ...(SLA_DATA !== undefined && { data: SLA_DATA }) };
}

export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

const environment = z.object({
  SLA_CONFIG: z.string().min(1).default('sla.config.yaml'),
  DATABASE_URL: z
    .string({
      error:
        'is not set. Mail that runs alone shares a PostgreSQL with the rest of the desk, such as postgres://sla@localhost/sla; to run everything in one process without one, use `npm start`',
    })
    .regex(/^postgres(?:ql)?:\/\//, 'is not a PostgreSQL address; expected postgres://USER:PASSWORD@HOST/DATABASE'),
  SLA_DATA: z.string().min(1).optional(),
});
