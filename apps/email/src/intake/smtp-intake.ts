import { readFile } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';

import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';

import type { Inbox, SmtpOptions } from '../config.ts';
import type { Log } from '../log.ts';
import { plainAddress } from '../reply-address.ts';
import type { Ingest } from '../settling/ingest.ts';
import type { MailEnvelope } from '../to-command.ts';

export interface SmtpIntake {
  readonly address: { readonly host: string; readonly port: number };
  /** Takes no new connections and lets the mails under way come to their end. */
  stop(): Promise<void>;
}

/**
 * Listens for mail. `250` is said only when the raw mail and its row are on disk: whatever happens before, the other side
 * still has the mail and sends it again.
 */
export async function startSmtpIntake(
  options: SmtpOptions,
  inboxes: readonly Inbox[],
  ingest: Pick<Ingest, 'accept'>,
  onMail: () => void,
  log: Log,
): Promise<SmtpIntake> {
  const allowed = allowList(options.allowFrom);
  const server = new SMTPServer({
    ...listenerOptions(options),
    ...(await tlsOf(options)),
    onConnect: (session, done) => {
      if (allowed === undefined || allows(allowed, session.remoteAddress)) return done();
      log.warn({ remoteAddress: session.remoteAddress }, 'a client that may not deliver was turned away');
      done(reply(554, `${session.remoteAddress} may not deliver mail here`));
    },
    onRcptTo: ({ address }, _session, done) => {
      done(
        isOurs(address, inboxes)
          ? undefined
          : reply(550, `No mailbox ${address} here; this desk is ${inboxes[0]?.address ?? 'closed'}`),
      );
    },
    onData: (stream, session, done) => {
      take(stream, session, ingest).then(
        () => {
          onMail();
          done(null, options.lmtp ? session.envelope.rcptTo.map(() => 'kept') : 'kept');
        },
        (error: unknown) => {
          log.warn({ error: String(error), remoteAddress: session.remoteAddress }, 'a mail was not taken');
          done(
            error instanceof Error && 'responseCode' in error
              ? error
              : reply(451, 'This mail could not be kept; please send it again later'),
          );
        },
      );
    },
  });
  const port = await listen(server, options);
  server.on('error', (error) => log.warn({ error: error.message }, 'an SMTP connection failed'));
  return {
    address: { host: options.host, port },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listenerOptions(options: SmtpOptions): SMTPServerOptions {
  return {
    lmtp: options.lmtp === true,
    size: options.maxSizeBytes,
    disabledCommands: options.tls === undefined ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    disableReverseLookup: true,
    logger: false,
    banner: 'SLA Desk',
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    maxClients: 200,
  };
}

async function tlsOf({ tls }: SmtpOptions): Promise<{ key?: Buffer; cert?: Buffer; minVersion?: 'TLSv1.2' }> {
  if (tls === undefined) return {};
  const read = async (name: 'key' | 'cert') => {
    const pem = await readFile(tls[name]).catch((cause: Error) => {
      throw new IntakeError(`intake.smtp.tls.${name}: ${tls[name]} cannot be read (${cause.message}).`, { cause });
    });
    if (pem.includes('-----BEGIN ')) return pem;
    throw new IntakeError(`intake.smtp.tls.${name}: ${tls[name]} holds no PEM; expected -----BEGIN …`);
  };
  return { key: await read('key'), cert: await read('cert'), minVersion: 'TLSv1.2' };
}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  ingest: Pick<Ingest, 'accept'>,
): Promise<void> {
  const { mailFrom, rcptTo } = session.envelope;
  const envelope: MailEnvelope = {
    via: 'smtp',
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    remoteAddress: session.remoteAddress,
    ...(session.hostNameAppearsAs && { helo: session.hostNameAppearsAs }),
    session: `${session.id}/${session.transaction}`,
  };
  await ingest.accept(withinSize(stream), envelope);
}

/** Drains what is too large to its end, as the protocol demands, and then refuses it (RFC 1870). */
async function* withinSize(stream: SMTPServerDataStream): AsyncIterable<Uint8Array> {
  for await (const chunk of stream) if (!stream.sizeExceeded) yield chunk as Uint8Array;
  if (stream.sizeExceeded) throw reply(552, 'This mail is larger than the desk takes; please send a link to its files');
}

function reply(responseCode: number, sentence: string): Error & { responseCode: number } {
  return Object.assign(new Error(sentence), { responseCode });
}

/** Reply addresses (`+…`) are the inbox's own; RFC 5321 §4.5.1 wants `postmaster` everywhere. */
function isOurs(address: string, inboxes: readonly Inbox[]): boolean {
  const plain = plainAddress(address);
  if (plain === '@postmaster' || address.toLowerCase() === 'postmaster') return true;
  return inboxes.some(
    (inbox) => inbox.address === plain || plain === `postmaster@${inbox.address.split('@')[1] ?? ''}`,
  );
}

function allowList(entries: readonly string[]): BlockList | undefined {
  if (entries.length === 0) return undefined;
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0)
      throw new IntakeError(`intake.smtp.allowFrom: "${entry}" is no IP address or network such as 10.0.0.0/8`);
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

function allows(list: BlockList, remoteAddress: string): boolean {
  const address = remoteAddress.replace(/^::ffff:/i, '');
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function listen(server: SMTPServer, { host, port }: SmtpOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(startFault(error, host, port)));
    const listener = server.listen(port, host, () => {
      const bound = listener.address();
      resolve(bound !== null && typeof bound === 'object' ? bound.port : port);
    });
  });
}

/** Why no mail can be taken in, in one sentence that says what to do. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError';
}

function startFault(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const where = `port ${port} on ${host}`;
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Mail cannot be taken in: ${where} is in use by another program. Stop it, or set intake.smtp.port to a free one.`,
    EACCES: `Mail cannot be taken in: this user may not open ${where}. Set intake.smtp.port to one above 1023.`,
    EADDRNOTAVAIL: `Mail cannot be taken in: this machine has no address ${host}. Set intake.smtp.host to one it has.`,
  };
  return new IntakeError(sentences[error.code ?? ''] ?? `Mail cannot be taken in at ${where}: ${error.message}`, {
    cause: error,
  });
}
