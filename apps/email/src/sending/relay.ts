import { readFile } from 'node:fs/promises';

import type { DkimConfig, RelayConfig } from '@sla/config';
import type { Delivery } from '@sla/desk';
import { createTransport } from 'nodemailer';

import { createTokenSource, type TokenPorts, type TokenSource } from '../access-token.ts';
import type { ComposedMail } from '../compose-email.ts';
import type { MailTransport } from './mail-transport.ts';

/**
 * Hands mail to the configured SMTP server, one connection a mail, so that a try that takes too long can be broken off.
 * Throws RelayError when the key to sign with cannot be read.
 */
export async function openRelay(relay: RelayConfig, ports: TokenPorts): Promise<MailTransport> {
  const tokens = relay.oauth && createTokenSource(relay.oauth, ports);
  const dkim = relay.dkim && (await signatureOf(relay.dkim));
  const open = (auth: Auth | undefined) =>
    createTransport({
      host: relay.host,
      port: relay.port,
      secure: relay.secure,
      // A password goes over the network under TLS only.
      requireTLS: relay.user !== undefined && !isLocal(relay.host),
      ...(auth !== undefined && { auth }),
      ...(dkim !== undefined && { dkim }),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  return {
    name: `${relay.host}:${relay.port}`,
    send: async (mail, signal) => {
      const token = await tokens?.token().catch((error: unknown) => (error instanceof Error ? error : undefined));
      if (token instanceof Error) return { kind: 'try-again', error: token.message };
      const transport = open(authOf(relay, token));
      const delivery = await send(transport, mail, signal).finally(() => transport.close());
      if (token !== undefined && delivery.kind === 'try-again') forgetRefused(tokens, token, delivery.error);
      return delivery;
    },
    close: async () => undefined,
  };
}

/** The key to sign with cannot be read. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
}

type Auth = { user: string; pass: string } | { type: 'OAuth2'; user: string; accessToken: string };

function authOf({ user, password }: RelayConfig, accessToken: string | undefined): Auth | undefined {
  if (user === undefined) return undefined;
  return accessToken === undefined ? { user, pass: password ?? '' } : { type: 'OAuth2', user, accessToken };
}

function forgetRefused(tokens: TokenSource | undefined, token: string, error: string): void {
  if (/^(334|53[0-9])|auth/i.test(error)) tokens?.discard(token);
}

async function signatureOf({ domain, selector, privateKey, keyFile }: DkimConfig) {
  const key =
    privateKey ??
    (await readFile(keyFile ?? '', 'utf8').catch((cause: Error) => {
      throw new RelayError(`Mail cannot be signed: relay.dkim.keyFile ${keyFile} cannot be read (${cause.message}).`, {
        cause,
      });
    }));
  // What RFC 8058 §4 and RFC 6376 §5.4 want under the signature.
  return { domainName: domain, keySelector: selector, privateKey: key, headerFieldNames: signedFields };
}

const signedFields =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:Auto-Submitted:List-Unsubscribe:List-Unsubscribe-Post';

function isLocal(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}

async function send(
  transport: ReturnType<typeof createTransport>,
  mail: ComposedMail,
  signal: AbortSignal,
): Promise<Delivery> {
  const raw = mail.createReadStream();
  // Without its end the server discards what it has of the mail: a later try sends no second one.
  const breakOff = () => raw.destroy(new Error('the relay took too long'));
  signal.addEventListener('abort', breakOff, { once: true });
  try {
    const sent = await transport.sendMail({
      envelope: { from: mail.envelope.from, to: [...mail.envelope.to] },
      raw,
    });
    const refused = (sent.rejected ?? []).map(String);
    const detail = [sent.response, ...(refused.length === 0 ? [] : [`refused for ${refused.join(', ')}`])].join('; ');
    return { kind: 'delivered', messageId: mail.messageId, detail };
  } catch (error) {
    return failureOf(error);
  } finally {
    signal.removeEventListener('abort', breakOff);
  }
}

/** 5xx to the mail itself is final; everything else may be different next time: the server, the network, a password. */
export function failureOf(error: unknown): Delivery {
  const { message, responseCode, command } = fault(error);
  const said = responseCode === undefined ? message : `${responseCode}: ${message}`;
  const aboutMail = /^(MAIL|RCPT|DATA|API)/i.test(command);
  if (responseCode !== undefined && responseCode >= 500 && aboutMail) return { kind: 'refused', error: said };
  return { kind: 'try-again', error: said };
}

function fault(error: unknown): { message: string; responseCode?: number; command: string } {
  if (!(error instanceof Error)) return { message: String(error), command: '' };
  const code = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  const command = 'command' in error && typeof error.command === 'string' ? error.command : '';
  return { message: error.message, command, ...(code !== undefined && { responseCode: code }) };
}
