import type { RelayConfig } from '@sla/config';
import type { Delivery } from '@sla/desk';
import { createTransport } from 'nodemailer';

import type { ComposedMail } from './compose-email.ts';
import type { MailTransport } from './mail-transport.ts';

/** Hands mail to the configured SMTP server, one connection a mail, so that a try that takes too long can be broken off. */
export function openRelay(relay: RelayConfig): MailTransport {
  const transport = createTransport({
    host: relay.host,
    port: relay.port,
    secure: relay.secure,
    // A password goes over the network under TLS only.
    requireTLS: relay.user !== undefined && !isLocal(relay.host),
    ...(relay.user !== undefined && { auth: { user: relay.user, pass: relay.password ?? '' } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    name: `${relay.host}:${relay.port}`,
    send: (mail, signal) => send(transport, mail, signal),
    close: async () => transport.close(),
  };
}

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
